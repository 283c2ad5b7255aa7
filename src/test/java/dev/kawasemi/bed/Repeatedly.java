package dev.kawasemi.bed;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Something that goes on beside a test, at a steady rate, until it is closed. */
public final class Repeatedly implements AutoCloseable {
    private static final Duration LAST = Duration.ofSeconds(30);

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ScheduledFuture<?> going;

    private Repeatedly(Duration interval, Runnable act) {
        going = clock.scheduleAtFixedRate(act, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    public static Repeatedly every(Duration interval, Runnable act) {
        return new Repeatedly(interval, act);
    }

    /**
     * Lets the last one end.
     *
     * @throws AssertionError when one of them failed
     */
    @Override
    public void close() {
        boolean broke = going.isDone();
        clock.shutdown();
        try {
            if (!clock.awaitTermination(LAST.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("the last one did not end within " + LAST.toSeconds() + " s");
            }
            if (broke) {
                going.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError("it ended early", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
