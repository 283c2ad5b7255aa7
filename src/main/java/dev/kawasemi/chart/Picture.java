package dev.kawasemi.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.encoders.EncoderUtil;
import org.jfree.chart.encoders.ImageFormat;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * 800 × 400 pixels that a phone shows at half size: text of 28 pixels, lines told apart by dash and by a word at their end, a ground of its own that stands on
 * Discord's dark and light ones alike.
 */
final class Picture {
    private static final int WIDTH = 800;
    private static final int HEIGHT = 400;
    private static final float TEXT = 28;
    private static final float SMALLEST_TITLE = 22;
    private static final int ROW = 32;
    /** What is left of the picture for the lines, about: title, axes and their words take the rest. */
    private static final double PLOT_HEIGHT = 285;

    private static final double PLOT_WIDTH = 665;

    /** What must be read on {@link #GROUND}. */
    static final List<Integer> INKS = List.of(0xf4f6f8, 0x5fe0a0, 0x8ab8ff, 0xf2c14e);

    private static final Color GROUND = new Color(0x1b2330);
    private static final Color INK = new Color(INKS.get(0));
    private static final Color FAINT = new Color(0x46536a);
    private static final Color NEW_LINE = new Color(INKS.get(1));
    private static final Color OLD_LINE = new Color(INKS.get(2));
    private static final Color MARK = new Color(INKS.get(3));

    private final ChartData data;
    private final Font font;
    private final double seconds;
    private final double wordRoom;
    private final double top;
    private final MarkRows rows;

    private Picture(ChartData data, Font font) {
        this.data = data;
        this.font = font;
        this.seconds = Math.max(1, data.points().get(data.points().size() - 1).seconds());
        double words = Math.max(width(data.newWord(), font), width(data.oldWord(), font)) + 14;
        this.wordRoom = seconds * words / (PLOT_WIDTH - words);
        double pixel = (seconds + wordRoom) / PLOT_WIDTH;
        this.rows = MarkRows.of(data.marks(), word -> (width(word, font) + 16) * pixel, seconds + wordRoom);
        this.top = highest() / (1 - (rows.count() * ROW + 6) / PLOT_HEIGHT);
    }

    static byte[] png(ChartData data) throws IOException {
        JFreeChart chart = new Picture(data, ours()).chart();
        BufferedImage image = chart.createBufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB, null);
        return EncoderUtil.encode(image, ImageFormat.PNG);
    }

    /** Comes with us: a host without a screen often has no font. */
    private static Font ours() throws IOException {
        try (InputStream file =
                Objects.requireNonNull(Picture.class.getResourceAsStream("/fonts/RobotoCondensed-Regular.ttf"))) {
            return Font.createFont(Font.TRUETYPE_FONT, file).deriveFont(TEXT);
        } catch (FontFormatException e) {
            throw new IOException("the font that comes with Kawasemi cannot be read", e);
        }
    }

    private JFreeChart chart() {
        XYPlot plot = new XYPlot(lines(), time(), cpu(), renderer());
        plot.setBackgroundPaint(GROUND);
        plot.setOutlineVisible(false);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinePaint(FAINT);
        plot.setRangeGridlineStroke(new BasicStroke(1.5f));
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        marks(plot);
        words(plot);
        JFreeChart chart = new JFreeChart(null, font, plot, false);
        chart.setTitle(title());
        chart.setBackgroundPaint(GROUND);
        chart.setBorderVisible(true);
        chart.setBorderPaint(FAINT);
        chart.setBorderStroke(new BasicStroke(2));
        chart.setPadding(new RectangleInsets(4, 8, 4, 8));
        chart.setAntiAlias(true);
        chart.setTextAntiAlias(RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        return chart;
    }

    private TextTitle title() {
        Font fitting = font;
        while (width(data.title(), fitting) > WIDTH - 40 && fitting.getSize2D() > SMALLEST_TITLE) {
            fitting = fitting.deriveFont(fitting.getSize2D() - 1);
        }
        TextTitle title = new TextTitle(data.title(), fitting);
        title.setPaint(INK);
        title.setPosition(RectangleEdge.TOP);
        title.setMaximumLinesToDisplay(2);
        return title;
    }

    private XYSeriesCollection lines() {
        XYSeries newOnes = new XYSeries("new");
        XYSeries oldOnes = new XYSeries("old");
        for (ChartData.Point point : data.points()) {
            newOnes.add(
                    point.seconds(), point.newCpu().isPresent() ? point.newCpu().getAsDouble() : Double.NaN);
            oldOnes.add(
                    point.seconds(), point.oldCpu().isPresent() ? point.oldCpu().getAsDouble() : Double.NaN);
        }
        XYSeriesCollection both = new XYSeriesCollection(newOnes);
        both.addSeries(oldOnes);
        return both;
    }

    private static XYLineAndShapeRenderer renderer() {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        renderer.setSeriesPaint(0, NEW_LINE);
        renderer.setSeriesStroke(0, new BasicStroke(4, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        renderer.setSeriesPaint(1, OLD_LINE);
        float[] dashes = {14, 9};
        renderer.setSeriesStroke(1, new BasicStroke(4, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dashes, 0));
        renderer.setDrawSeriesLineAsPath(true);
        return renderer;
    }

    private NumberAxis time() {
        boolean minutes = seconds > 240;
        // Its zero is where the axes meet; past the end of the lines stand their names.
        NumberAxis axis = axis(new UnitFormat(minutes ? 60 : 1, minutes ? " min" : " s", 0.1, seconds));
        axis.setRange(0, seconds + wordRoom);
        axis.setTickUnit(unit(axis, List.of(5d, 10d, 15d, 30d, 60d, 120d, 300d, 600d, 1200d, 3600d), seconds / 5));
        return axis;
    }

    private NumberAxis cpu() {
        NumberAxis axis = axis(new UnitFormat(1, " %", 0, top));
        axis.setRange(0, top);
        axis.setTickUnit(unit(axis, List.of(5d, 10d, 20d, 25d, 50d, 100d, 200d, 400d, 800d), highest() / 3));
        axis.setLabel("CPU");
        axis.setLabelFont(font);
        axis.setLabelPaint(INK);
        return axis;
    }

    private NumberAxis axis(UnitFormat format) {
        NumberAxis axis = new NumberAxis();
        axis.setTickLabelFont(font);
        axis.setTickLabelPaint(INK);
        axis.setAxisLinePaint(FAINT);
        axis.setTickMarkPaint(FAINT);
        axis.setNumberFormatOverride(format);
        return axis;
    }

    private static NumberTickUnit unit(NumberAxis axis, List<Double> sizes, double least) {
        double size = sizes.stream().filter(one -> one >= least).findFirst().orElse(least);
        return new NumberTickUnit(size, axis.getNumberFormatOverride());
    }

    private void marks(XYPlot plot) {
        float[] dots = {3, 5};
        BasicStroke dotted = new BasicStroke(2.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, dots, 0);
        rows.placed().forEach(placed -> {
            plot.addDomainMarker(new ValueMarker(placed.mark().seconds(), MARK, dotted), Layer.BACKGROUND);
            double y = top * (1 - (placed.row() + 0.5) * ROW / PLOT_HEIGHT);
            double x = placed.left() + 6 * (seconds + wordRoom) / PLOT_WIDTH;
            plot.addAnnotation(text(placed.mark().word(), x, y, MARK));
        });
    }

    private void words(XYPlot plot) {
        double newEnd = last(ChartData.Point::newCpu);
        double oldEnd = last(ChartData.Point::oldCpu);
        double apart = top * ROW / PLOT_HEIGHT;
        double lowest = apart / 2;
        double middle = Math.max((newEnd + oldEnd) / 2, lowest + apart / 2);
        boolean close = Math.abs(newEnd - oldEnd) < apart && !data.oldWord().isEmpty();
        double up = newEnd >= oldEnd ? 0.5 : -0.5;
        double x = seconds + 8 * (seconds + wordRoom) / PLOT_WIDTH;
        plot.addAnnotation(text(data.newWord(), x, close ? middle + apart * up : Math.max(newEnd, lowest), NEW_LINE));
        if (!data.oldWord().isEmpty()) {
            plot.addAnnotation(
                    text(data.oldWord(), x, close ? middle - apart * up : Math.max(oldEnd, lowest), OLD_LINE));
        }
    }

    private XYTextAnnotation text(String word, double x, double y, Color paint) {
        XYTextAnnotation text = new XYTextAnnotation(word, x, y);
        text.setFont(font);
        text.setPaint(paint);
        text.setTextAnchor(TextAnchor.CENTER_LEFT);
        text.setBackgroundPaint(GROUND);
        return text;
    }

    private double last(Function<ChartData.Point, java.util.OptionalDouble> figure) {
        return data.points().stream()
                .map(figure)
                .filter(java.util.OptionalDouble::isPresent)
                .reduce((a, b) -> b)
                .map(java.util.OptionalDouble::getAsDouble)
                .orElse(0.0);
    }

    private double highest() {
        return data.points().stream()
                .mapToDouble(point ->
                        Math.max(point.newCpu().orElse(0), point.oldCpu().orElse(0)))
                .reduce(20, Math::max);
    }

    private static double width(String text, Font font) {
        return font.getStringBounds(text, new FontRenderContext(null, true, true))
                .getWidth();
    }
}
