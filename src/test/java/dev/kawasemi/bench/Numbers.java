package dev.kawasemi.bench;

import java.util.List;
import java.util.Locale;

/** Figures of figures. */
final class Numbers {
    private Numbers() {}

    /** The smallest value that this share of all do not exceed; not a number of none. */
    static double percentile(List<Double> values, double share) {
        if (values.isEmpty()) {
            return Double.NaN;
        }
        List<Double> sorted = values.stream().sorted().toList();
        int at = (int) Math.ceil(share * sorted.size()) - 1;
        return sorted.get(Math.max(0, at));
    }

    static double median(List<Double> values) {
        return percentile(values, 0.5);
    }

    /** With so many digits behind the point. */
    static String text(double value, int digits) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
