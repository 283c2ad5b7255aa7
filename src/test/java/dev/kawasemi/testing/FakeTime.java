package dev.kawasemi.testing;

import dev.kawasemi.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Time that passes only when someone sleeps or a test says so. */
public final class FakeTime implements TimeSource {
    private final List<Runnable> onAdvance = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-22T14:00:00Z");
    private String origin = "boot";
    private Duration elapsed = Duration.ofHours(1);

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized Duration elapsed() {
        return elapsed;
    }

    @Override
    public synchronized String origin() {
        return origin;
    }

    /** The machine starts again after this long: monotonic time has another origin. */
    public synchronized void reboot(Duration off) {
        now = now.plus(off);
        elapsed = Duration.ofSeconds(5);
        origin = "boot after " + origin;
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        advance(duration);
    }

    /** Lets this much time pass; then what was registered runs on this thread. */
    public void advance(Duration duration) {
        List<Runnable> toRun;
        synchronized (this) {
            now = now.plus(duration);
            elapsed = elapsed.plus(duration);
            toRun = List.copyOf(onAdvance);
        }
        toRun.forEach(Runnable::run);
    }

    /** The wall clock jumps, the monotonic one does not. */
    public synchronized void jumpWallClock(Duration by) {
        now = now.plus(by);
    }

    public synchronized void onAdvance(Runnable action) {
        onAdvance.add(action);
    }
}
