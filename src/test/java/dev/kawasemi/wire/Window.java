package dev.kawasemi.wire;

import dev.kawasemi.time.TimeSource;
import java.time.Duration;

/** So many requests in so much time, by real time: the client under test waits in real time too. */
final class Window {
    private static final TimeSource REAL = TimeSource.system();

    final int limit;
    private final Duration length;
    private Duration endsAt = Duration.ofSeconds(Long.MIN_VALUE);
    private int taken;

    Window(int limit, Duration length) {
        this.limit = limit;
        this.length = length;
    }

    /** False when there is none left until the window ends. */
    boolean take() {
        Duration now = REAL.elapsed();
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
        return Math.max(0, endsAt.minus(REAL.elapsed()).toMillis()) / 1000.0;
    }
}
