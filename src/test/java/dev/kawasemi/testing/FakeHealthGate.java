package dev.kawasemi.testing;

import dev.kawasemi.health.HealthGate;
import dev.kawasemi.health.HealthVerdict;
import dev.kawasemi.health.ProbeResult;
import dev.kawasemi.process.Cancellation;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A gate that says what a test scripted, healthy by default. It looks at liveness and cancellation as the real one does. */
public final class FakeHealthGate implements HealthGate {
    private static final Duration LATENCY = Duration.ofMillis(84);

    private final Deque<HealthVerdict> verdicts = new ArrayDeque<>();
    private final Deque<Hold> holds = new ArrayDeque<>();
    private final List<Watched> awaited = new ArrayList<>();
    private final List<Consumer<Watched>> onAwait = new ArrayList<>();

    public synchronized void next(HealthVerdict verdict) {
        verdicts.add(verdict);
    }

    /** The next web answers 503 until the deadline. */
    public void nextNeverHealthy() {
        next(new HealthVerdict(
                HealthVerdict.Kind.NEVER_HEALTHY,
                176,
                0,
                Duration.ZERO,
                Duration.ofMinutes(3),
                "HTTP 503 in 176 of 176 probes, 180 s"));
    }

    public void nextStarved() {
        next(new HealthVerdict(
                HealthVerdict.Kind.STARVED,
                60,
                0,
                Duration.ZERO,
                Duration.ofMinutes(3),
                "not ready in 180 s, but the host was at 97 % CPU pressure for 160 s of them"));
    }

    /** The next call waits inside until the hold is released or the call is cancelled. */
    public synchronized Hold holdNext() {
        Hold hold = new Hold();
        holds.add(hold);
        return hold;
    }

    /** Runs at the beginning of each call, on its thread. */
    public synchronized void onAwait(Consumer<Watched> listener) {
        onAwait.add(listener);
    }

    /** What was watched so far, in order. */
    public synchronized List<Watched> awaited() {
        return List.copyOf(awaited);
    }

    @Override
    public HealthVerdict await(Watched watched, Consumer<Progress> progress, Cancellation cancellation)
            throws InterruptedException {
        tell(watched);
        Optional<Hold> hold = nextHold();
        if (hold.isPresent()) {
            hold.get().pass(cancellation);
        }
        if (cancellation.requested()) {
            return verdict(HealthVerdict.Kind.CANCELLED, 0, "cancelled");
        }
        Optional<String> dead = watched.liveness().whyDead();
        if (dead.isPresent()) {
            return verdict(HealthVerdict.Kind.DIED, 0, dead.get());
        }
        HealthVerdict end = nextVerdict(watched);
        report(end, watched.settings().healthyAfter(), progress);
        return end;
    }

    private void tell(Watched watched) {
        List<Consumer<Watched>> toTell;
        synchronized (this) {
            awaited.add(watched);
            toTell = List.copyOf(onAwait);
        }
        toTell.forEach(listener -> listener.accept(watched));
    }

    private synchronized Optional<Hold> nextHold() {
        return Optional.ofNullable(holds.poll());
    }

    private synchronized HealthVerdict nextVerdict(Watched watched) {
        HealthVerdict scripted = verdicts.poll();
        int needed = watched.settings().healthyAfter();
        return scripted != null
                ? scripted
                : verdict(
                        HealthVerdict.Kind.HEALTHY,
                        needed,
                        needed + " of " + needed + " probes ok, 84 ms at the median");
    }

    private static void report(HealthVerdict end, int needed, Consumer<Progress> progress) {
        if (!end.healthy()) {
            progress.accept(new Progress(0, needed, new ProbeResult(false, "HTTP 503", LATENCY)));
            return;
        }
        for (int inARow = 1; inARow <= needed; inARow++) {
            progress.accept(new Progress(inARow, needed, new ProbeResult(true, "HTTP 200", LATENCY)));
        }
    }

    private static HealthVerdict verdict(HealthVerdict.Kind kind, int ok, String text) {
        return new HealthVerdict(kind, ok, ok, ok == 0 ? Duration.ZERO : LATENCY, Duration.ofSeconds(ok), text);
    }

    /** A call that a test holds inside the gate. */
    public static final class Hold {
        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        /** Waits until the call is inside; false when it did not come in 10 s. */
        public boolean awaitEntered() throws InterruptedException {
            return entered.await(10, TimeUnit.SECONDS);
        }

        public void release() {
            released.countDown();
        }

        private void pass(Cancellation cancellation) throws InterruptedException {
            entered.countDown();
            Cancellation.Registration registration = cancellation.onRequest(released::countDown);
            try {
                if (!released.await(60, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("a test held the gate for 60 s and never released it");
                }
            } finally {
                registration.close();
            }
        }
    }
}
