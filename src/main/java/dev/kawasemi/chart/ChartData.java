package dev.kawasemi.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a picture shows. All words are ours: English, colours and numbers.
 *
 * @param title the verdict, one line
 * @param newWord at the new colour's line end: GREEN or BLUE
 * @param oldWord at the old one's; empty where there is none
 * @param marks moments, by time
 * @param points by time, at least two
 */
public record ChartData(String title, String newWord, String oldWord, List<Mark> marks, List<Point> points) {
    public ChartData {
        marks = List.copyOf(marks);
        points = List.copyOf(points);
        if (points.size() < 2) {
            throw new IllegalArgumentException("a line needs two points, not " + points.size());
        }
    }

    /** A step's beginning, in seconds since the first point's zero. */
    public record Mark(double seconds, String word) {}

    /** CPU in percent of one core; empty is "not measured", a gap in the line. */
    public record Point(double seconds, OptionalDouble newCpu, OptionalDouble oldCpu) {}

    /** As lines of words, for the child's standard input. */
    String encode() {
        StringBuilder text = new StringBuilder();
        text.append("title ").append(title.replace('\n', ' ')).append('\n');
        text.append("new ").append(newWord).append('\n');
        text.append("old ").append(oldWord).append('\n');
        marks.forEach(mark -> text.append("mark ")
                .append(mark.seconds)
                .append(' ')
                .append(mark.word)
                .append('\n'));
        points.forEach(point -> text.append("point ")
                .append(point.seconds)
                .append(' ')
                .append(word(point.newCpu))
                .append(' ')
                .append(word(point.oldCpu))
                .append('\n'));
        return text.toString();
    }

    /** @throws IllegalArgumentException when the text was not made by {@link #encode} */
    static ChartData decode(String text) {
        String title = "";
        String newWord = "";
        String oldWord = "";
        List<Mark> marks = new ArrayList<>();
        List<Point> points = new ArrayList<>();
        for (String line : text.lines().toList()) {
            String rest = line.substring(Math.min(line.length(), line.indexOf(' ') + 1));
            String[] words = rest.split(" ", -1);
            switch (line.substring(0, Math.max(0, line.indexOf(' ')))) {
                case "title" -> title = rest;
                case "new" -> newWord = rest;
                case "old" -> oldWord = rest;
                case "mark" -> marks.add(new Mark(Double.parseDouble(words[0]), words[1]));
                case "point" -> points.add(new Point(Double.parseDouble(words[0]), figure(words[1]), figure(words[2])));
                default -> throw new IllegalArgumentException("not a line of a chart: " + line);
            }
        }
        return new ChartData(title, newWord, oldWord, marks, points);
    }

    private static String word(OptionalDouble figure) {
        return figure.isPresent() ? Double.toString(figure.getAsDouble()) : "-";
    }

    private static OptionalDouble figure(String word) {
        return word.equals("-") ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(word));
    }
}
