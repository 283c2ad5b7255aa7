package dev.kawasemi.health;

import java.time.Duration;
import java.util.Locale;

/** Durations as people read them. */
final class Seconds {
    private Seconds() {}

    /** {@code 180 s}; below 10 s with a tenth where there is one: {@code 0.5 s}. */
    static String text(Duration duration) {
        long tenths = Math.round(duration.toMillis() / 100.0);
        return tenths >= 100 || tenths % 10 == 0
                ? Math.round(tenths / 10.0) + " s"
                : String.format(Locale.ROOT, "%.1f s", tenths / 10.0);
    }
}
