package dev.kawasemi.time;

import java.time.Duration;
import java.time.Instant;

/** The only way to time. Deadlines and windows use {@link #elapsed()}: a Pi has no clock of its own and its wall clock jumps. */
public interface TimeSource {
    /** Wall-clock time, for people and records. */
    Instant now();

    /** Monotonic time since an arbitrary origin that is fixed for this process. */
    Duration elapsed();

    /** Waits; a fake one advances its clock instead. */
    void sleep(Duration duration) throws InterruptedException;

    static TimeSource system() {
        return new SystemTime();
    }
}
