package dev.kawasemi.chart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** The child process: reads {@link ChartData} on standard input, writes the PNG in Base64 on standard output. Started by {@link ChildChartMaker} alone. */
public final class ChartProgram {
    /**
     * Java looks for the system's fonts before it takes ours, and ends where there are none ("Fontconfig head is null", on slim images). With a file of its
     * own it looks nowhere: sun.awt.FontConfiguration reads it in place of asking fontconfig.
     */
    private static final String NO_SYSTEM_FONTS = "version=1\nsequence.allfonts=default\n";

    private ChartProgram() {}

    public static void main(String[] args) throws IOException {
        ChartData data = ChartData.decode(new String(System.in.readAllBytes(), StandardCharsets.UTF_8));
        Path fonts = Files.createTempFile("kawasemi-fonts", ".properties");
        try {
            Files.writeString(fonts, NO_SYSTEM_FONTS);
            System.setProperty("sun.awt.fontconfig", fonts.toString());
            System.out.write(Base64.getEncoder().encode(Picture.png(data)));
            System.out.flush();
        } finally {
            Files.delete(fonts);
        }
    }
}
