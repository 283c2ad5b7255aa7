package dev.kawasemi.chat;

import java.util.List;

/** A row of small bars out of text. */
final class Sparkline {
    private static final String BARS = "▁▂▃▄▅▆▇█";
    /** Each bar is the mean of this many values. */
    private static final int VALUES_PER_BAR = 4;

    private Sparkline() {}

    /**
     * The newest value is in the last bar.
     *
     * @param values 0 and up, oldest first
     * @param full what the highest bar stands for; raised to the highest value
     */
    static String of(List<Double> values, double full) {
        double top = values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        double scale = Math.max(top, full);
        StringBuilder bars = new StringBuilder();
        int first = values.size() % VALUES_PER_BAR == 0 ? VALUES_PER_BAR : values.size() % VALUES_PER_BAR;
        int from = 0;
        for (int to = Math.min(first, values.size()); to <= values.size() && from < to; to += VALUES_PER_BAR) {
            double mean = values.subList(from, to).stream()
                    .mapToDouble(Double::doubleValue)
                    .average()
                    .orElse(0);
            bars.append(bar(mean / scale));
            from = to;
        }
        return bars.toString();
    }

    private static char bar(double part) {
        int index = (int) Math.floor(part * BARS.length());
        return BARS.charAt(Math.max(0, Math.min(BARS.length() - 1, index)));
    }
}
