package dev.kawasemi.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Puts the words of marks in rows, so that none covers another: the first row that is free to the right of its mark. */
record MarkRows(List<Placed> placed, int count) {

    /** A word in a row, counted from the top; its left edge in seconds. */
    record Placed(ChartData.Mark mark, int row, double left) {}

    /**
     * Places them.
     *
     * @param width of a word, in seconds
     * @param end where the picture ends: a word that would go beyond stands to the left of its mark
     */
    static MarkRows of(List<ChartData.Mark> marks, ToDoubleFunction<String> width, double end) {
        List<Double> rights = new ArrayList<>();
        List<Placed> placed = new ArrayList<>();
        marks.stream()
                .sorted(Comparator.comparingDouble(ChartData.Mark::seconds))
                .forEach(mark -> {
                    double room = width.applyAsDouble(mark.word());
                    double left = Math.max(0, mark.seconds() + room > end ? mark.seconds() - room : mark.seconds());
                    int row = 0;
                    while (row < rights.size() && rights.get(row) > left) {
                        row++;
                    }
                    if (row == rights.size()) {
                        rights.add(left + room);
                    } else {
                        rights.set(row, left + room);
                    }
                    placed.add(new Placed(mark, row, left));
                });
        return new MarkRows(List.copyOf(placed), rights.size());
    }
}
