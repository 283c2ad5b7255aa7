package dev.kawasemi.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;

/** Deploys to draw: one that went well, one that was never healthy, one that was rolled back. */
public final class Charted {
    private Charted() {}

    public static ChartData good() {
        return of(
                "GREEN: CPU +7 %, memory +14 MB, 60 of 60 probes ok",
                List.of(mark(20, "quiesce"), mark(23, "start"), mark(52, "switch"), mark(56, "workers")), 124);
    }

    public static ChartData failed() {
        return of(
                "GREEN: failed its health check, BLUE still serves",
                List.of(mark(20, "quiesce"), mark(23, "start"), mark(203, "failed")),
                206);
    }

    public static ChartData rolledBack() {
        return of(
                "GREEN: fell ill, rolled back to BLUE in 3 s",
                List.of(
                        mark(20, "quiesce"),
                        mark(23, "start"),
                        mark(41, "switch"),
                        mark(45, "workers"),
                        mark(84, "failed"),
                        mark(87, "back")),
                93);
    }

    private static ChartData of(String title, List<ChartData.Mark> marks, int end) {
        Random noise = new Random(7);
        double start = at(marks, "start", end);
        double workers = at(marks, "workers", end);
        double over = Math.min(at(marks, "failed", end + 1), at(marks, "back", end + 1));
        List<ChartData.Point> points = new ArrayList<>();
        for (int second = 0; second <= end; second++) {
            double old = second <= 20 || second > over ? 60 : second < workers ? 11 : 3;
            double booting = second < start + 25 || over <= end ? 95 : 18;
            double busy = second >= workers && second < workers + 14 ? 88 : booting;
            points.add(new ChartData.Point(
                    second,
                    second <= start
                            ? OptionalDouble.empty()
                            : OptionalDouble.of(busy * (0.9 + 0.2 * noise.nextDouble())),
                    OptionalDouble.of(old * (0.85 + 0.3 * noise.nextDouble()))));
        }
        return new ChartData(title, "GREEN", "BLUE", marks, points);
    }

    private static double at(List<ChartData.Mark> marks, String word, double otherwise) {
        return marks.stream()
                .filter(mark -> mark.word().equals(word))
                .mapToDouble(ChartData.Mark::seconds)
                .findFirst()
                .orElse(otherwise);
    }

    private static ChartData.Mark mark(double seconds, String word) {
        return new ChartData.Mark(seconds, word);
    }
}
