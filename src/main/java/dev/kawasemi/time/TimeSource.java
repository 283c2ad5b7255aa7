package dev.kawasemi.time;

import java.time.Duration;
import java.time.Instant;

/** The only way to time. Deadlines and windows use {@link #elapsed()}: a Pi has no clock of its own and its wall clock jumps. */
public interface TimeSource {
    /** Wall-clock time, for people and records. */
    Instant now();

    /** Monotonic time since an arbitrary origin that is fixed for this process. */
    Duration elapsed();

    /**
     * Names the origin of {@link #elapsed()}: readings of two processes under the same name may be compared, under another (after a reboot, say) they may not.
     */
    String origin();

    /** Waits; a fake one advances its clock instead. */
    void sleep(Duration duration) throws InterruptedException;

    static TimeSource system() {
        return new SystemTime();
    }
}
