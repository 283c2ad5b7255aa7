package dev.kawasemi.chart;

import java.nio.file.Files;
import java.nio.file.Path;

/** The chart's program, and then on standard error which native libraries it has loaded. */
public final class LoadedLibraries {
    private LoadedLibraries() {}

    public static void main(String[] args) throws Exception {
        ChartProgram.main(args);
        Files.readAllLines(Path.of("/proc/self/maps")).stream()
                .filter(line -> line.contains(".so"))
                .map(line -> line.substring(line.lastIndexOf('/') + 1))
                .distinct()
                .forEach(System.err::println);
    }
}
