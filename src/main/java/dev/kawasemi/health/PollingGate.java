package dev.kawasemi.health;

import dev.kawasemi.process.Cancellation;
import dev.kawasemi.time.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

final class PollingGate implements HealthGate {
    private final HealthProbe probe;
    private final TimeSource time;

    PollingGate(HealthProbe probe, TimeSource time) {
        this.probe = probe;
        this.time = time;
    }

    @Override
    public HealthVerdict await(Watched watched, Consumer<Progress> progress, Cancellation cancellation)
            throws InterruptedException {
        return new Polling(watched, progress, cancellation).untilVerdict();
    }

    /** One call of the gate. */
    private final class Polling {
        /** How long a cancellation may go unnoticed between two probes. */
        private static final Duration SLICE = Duration.ofMillis(200);

        private final Watched watched;
        private final HealthSettings settings;
        private final Consumer<Progress> progress;
        private final Cancellation cancellation;
        private final Duration start = time.elapsed();
        private final Tally tally = new Tally();
        private boolean heard;
        private final Starvation starvation;

        Polling(Watched watched, Consumer<Progress> progress, Cancellation cancellation) {
            this.watched = watched;
            this.settings = watched.settings();
            this.progress = progress;
            this.cancellation = cancellation;
            this.starvation = new Starvation(watched.gauge(), start);
        }

        HealthVerdict untilVerdict() throws InterruptedException {
            heard = watched.liveness().listens();
            Duration due = start;
            while (true) {
                Optional<HealthVerdict> end = endWithoutProbe();
                if (end.isPresent()) {
                    return end.get();
                }
                Duration now = time.elapsed();
                boolean early = now.compareTo(due) < 0;
                probeOnce();
                if (tally.inARow() >= settings.healthyAfter()) {
                    return healthy();
                }
                heard |= tally.inARow() > 0;
                // One that came too early puts off none of the others.
                due = early && tally.inARow() == 0 ? due : now.plus(settings.interval());
                waitUntil(due);
            }
        }

        private Optional<HealthVerdict> endWithoutProbe() {
            if (cancellation.requested()) {
                return Optional.of(verdict(HealthVerdict.Kind.CANCELLED, "cancelled" + after()));
            }
            Optional<String> dead = watched.liveness().whyDead();
            if (dead.isPresent()) {
                return Optional.of(verdict(HealthVerdict.Kind.DIED, dead.get() + after()));
            }
            return tally.probes() > 0 && left().isZero() ? Optional.of(tooLate()) : Optional.empty();
        }

        private void probeOnce() throws InterruptedException {
            ProbeResult result = probe.probe(settings, watched.port());
            tally.add(result);
            starvation.look(time.elapsed());
            progress.accept(new Progress(tally.inARow(), settings.healthyAfter(), result));
        }

        private void waitUntil(Duration next) throws InterruptedException {
            while (!cancellation.requested()) {
                Duration wait = min(min(next.minus(time.elapsed()), left()), SLICE);
                if (wait.isZero() || wait.isNegative()) {
                    return;
                }
                time.sleep(wait);
                starvation.look(time.elapsed());
                if (beganToListen()) {
                    return;
                }
            }
        }

        /** The interval is for a web that may answer; one that has just opened its port is not kept waiting for it. */
        private boolean beganToListen() {
            if (heard) {
                return false;
            }
            heard = watched.liveness().listens();
            return heard;
        }

        private HealthVerdict healthy() {
            return verdict(
                    HealthVerdict.Kind.HEALTHY,
                    tally.inARow() + " in a row ok" + after() + ", "
                            + tally.median().toMillis() + " ms at the median");
        }

        private HealthVerdict tooLate() {
            return starvation.explains(settings.deadline())
                    ? verdict(
                            HealthVerdict.Kind.STARVED,
                            "not ready in " + Seconds.text(took()) + ", but " + starvation.text() + " of them ("
                                    + tally.text() + ")")
                    : verdict(HealthVerdict.Kind.NEVER_HEALTHY, tally.text() + ", " + Seconds.text(took()));
        }

        private HealthVerdict verdict(HealthVerdict.Kind kind, String text) {
            return new HealthVerdict(kind, tally.probes(), tally.successes(), tally.median(), took(), text);
        }

        private String after() {
            return " after " + tally.probes() + (tally.probes() == 1 ? " probe, " : " probes, ") + Seconds.text(took());
        }

        private Duration took() {
            return time.elapsed().minus(start);
        }

        private Duration left() {
            Duration left = settings.deadline().minus(took());
            return left.isNegative() ? Duration.ZERO : left;
        }
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
