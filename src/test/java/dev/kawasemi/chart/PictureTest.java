package dev.kawasemi.chart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.OptionalDouble;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** What can be told of a picture without looking at it. */
class PictureTest {
    /** W3C's contrast for text of any size (WCAG 2.1, 1.4.3, level AA; 3 would do for text this large). */
    private static final double READABLE = 4.5;

    private static BufferedImage image(ChartData data) throws Exception {
        byte[] png = Picture.png(data);
        assertTrue(png.length < ChartMaker.MAX_BYTES, () -> png.length + " bytes");
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    @Test
    void hasTheSizeAndAGroundOfItsOwn() throws Exception {
        for (ChartData data : List.of(Charted.good(), Charted.failed(), Charted.rolledBack())) {
            BufferedImage image = image(data);
            assertEquals(800, image.getWidth());
            assertEquals(400, image.getHeight());
            assertTrue(!image.getColorModel().hasAlpha(), "nothing of Discord's ground shines through");
        }
    }

    @Test
    void everyInkIsReadableOnTheGround() throws Exception {
        BufferedImage image = image(Charted.good());
        Color ground = new Color(image.getRGB(4, 390));
        for (int ink : Picture.INKS) {
            double contrast = contrast(new Color(ink), ground);
            assertTrue(contrast >= READABLE, () -> Integer.toHexString(ink) + " has a contrast of " + contrast);
        }
    }

    @Test
    void theLinesAreThere() throws Exception {
        BufferedImage image = image(Charted.good());
        for (int ink : Picture.INKS) {
            long pixels = 0;
            for (int x = 0; x < 800; x++) {
                for (int y = 0; y < 400; y++) {
                    pixels += (image.getRGB(x, y) & 0xffffff) == ink ? 1 : 0;
                }
            }
            long drawn = pixels;
            assertTrue(drawn > 200, () -> Integer.toHexString(ink) + " on " + drawn + " pixels");
        }
    }

    @Test
    void theSameDataGiveTheSamePicture() throws Exception {
        assertArrayEquals(Picture.png(Charted.good()), Picture.png(Charted.good()));
    }

    @Test
    void aFirstDeployAndOneWithoutFiguresAreDrawnToo() throws Exception {
        List<ChartData.Point> gaps = List.of(
                new ChartData.Point(0, OptionalDouble.empty(), OptionalDouble.empty()),
                new ChartData.Point(1, OptionalDouble.of(0), OptionalDouble.empty()),
                new ChartData.Point(2, OptionalDouble.of(0), OptionalDouble.empty()));
        assertEquals(
                800,
                image(new ChartData("GREEN: serves", "GREEN", "", List.of(), gaps))
                        .getWidth());
        String longest = "GREEN: CPU +1234 %, memory +12345 MB, 86400 of 86400 probes ok, and more of it";
        assertEquals(
                800,
                image(new ChartData(longest, "GREEN", "BLUE", List.of(), gaps)).getWidth());
    }

    private static double contrast(Color a, Color b) {
        double one = luminance(a) + 0.05;
        double other = luminance(b) + 0.05;
        return Math.max(one, other) / Math.min(one, other);
    }

    private static double luminance(Color color) {
        return 0.2126 * linear(color.getRed()) + 0.7152 * linear(color.getGreen()) + 0.0722 * linear(color.getBlue());
    }

    private static double linear(int value) {
        double part = value / 255.0;
        return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }
}
