package dev.kawasemi.wire;

import dev.kawasemi.time.TimeSource;
import java.time.Duration;

/** So many requests in so much time, by the stand-in's clock. */
final class Window {
    final int limit;
    private final Duration length;
    private final TimeSource time;
    private Duration endsAt = Duration.ofSeconds(Long.MIN_VALUE);
    private int taken;

    Window(int limit, Duration length, TimeSource time) {
        this.limit = limit;
        this.length = length;
        this.time = time;
    }

    /** False when there is none left until the window ends. */
    boolean take() {
        Duration now = time.elapsed();
        if (now.compareTo(endsAt) >= 0) {
            endsAt = now.plus(length);
            taken = 0;
        }
        taken++;
        return taken <= limit;
    }

    int remaining() {
        return Math.max(0, limit - taken);
    }

    double resetAfterSeconds() {
        return Math.max(0, endsAt.minus(time.elapsed()).toMillis()) / 1000.0;
    }
}
