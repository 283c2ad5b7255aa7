package dev.kawasemi.rollout;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Calls about once a second, one call at a time: samples and undo windows hang on it. A test's pulse beats when the test says so. */
public interface Pulse extends AutoCloseable {
    void beat(Runnable onBeat);

    @Override
    void close();

    /** A thread of its own, named {@code kawasemi-pulse}. */
    static Pulse everySecond() {
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "kawasemi-pulse");
            thread.setDaemon(true);
            return thread;
        });
        return new Pulse() {
            @Override
            public void beat(Runnable onBeat) {
                var unused = executor.scheduleWithFixedDelay(onBeat, 1, 1, TimeUnit.SECONDS);
            }

            @Override
            public void close() {
                executor.shutdownNow();
            }
        };
    }
}
