package dev.kawasemi.bed;

import dev.kawasemi.time.TimeSource;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition on real parts, with a limit. */
public final class Eventually {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private Eventually() {}

    /**
     * Returns when the condition holds.
     *
     * @param seen what to show of the state when it never does
     * @throws AssertionError when the limit passes first
     */
    public static void holds(Duration limit, String what, BooleanSupplier condition, Supplier<?> seen) {
        TimeSource time = TimeSource.system();
        Duration end = time.elapsed().plus(limit);
        while (!condition.getAsBoolean()) {
            if (time.elapsed().compareTo(end) >= 0) {
                throw new AssertionError(what + ": not within " + limit.toMillis() + " ms; seen: " + seen.get());
            }
            pause(time);
        }
    }

    private static void pause(TimeSource time) {
        try {
            time.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting", e);
        }
    }
}
