package dev.kawasemi.rollout;

import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.deployment.Side;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.host.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What the new colour uses against the old one: the old one's figures from before its workers yielded, the new one's from the newest part of the watch, when its
 * start is over. Of one deployment at a time, the one that acts.
 */
final class Comparison {
    /** The newest half minute, at a sample a second. */
    private static final int KEPT = 30;
    /** Below this a mean says more about the moment than about the release. */
    private static final Duration SHORTEST = Duration.ofMillis(900);

    private Optional<DeploymentId> of = Optional.empty();
    private Optional<Instant> lastAt = Optional.empty();
    private final Usage before = new Usage();
    private final Usage after = new Usage();

    /** One look, spanning the time since the look before. */
    synchronized void take(Deployment now, Sample sample) {
        if (!of.equals(Optional.of(now.id()))) {
            of = Optional.of(now.id());
            lastAt = Optional.empty();
            before.clear();
            after.clear();
        }
        Duration span = lastAt.map(last -> Duration.between(last, sample.at())).orElse(Duration.ZERO);
        lastAt = Optional.of(sample.at());
        if (now.phase() != Phase.RUNNING || span.isNegative() || span.isZero()) {
            return;
        }
        if (!now.steps().containsKey(Step.QUIESCE)) {
            now.old().map(Side::stack).ifPresent(old -> before.add(group(sample, old.color()), span));
        } else if (settled(now)) {
            after.add(group(sample, now.next().color()), span);
        }
    }

    /** Percent of one core, new minus old. */
    synchronized OptionalDouble cpuPercent() {
        OptionalDouble was = before.cores();
        OptionalDouble is = after.cores();
        return was.isPresent() && is.isPresent()
                ? OptionalDouble.of((is.getAsDouble() - was.getAsDouble()) * 100)
                : OptionalDouble.empty();
    }

    /** Bytes, new minus old. */
    synchronized OptionalLong memory() {
        OptionalDouble was = before.memory();
        OptionalDouble is = after.memory();
        return was.isPresent() && is.isPresent()
                ? OptionalLong.of(Math.round(is.getAsDouble() - was.getAsDouble()))
                : OptionalLong.empty();
    }

    /** Its workers have started; an old queue is worked off by the old colour, whose figures are not asked for then. */
    private static boolean settled(Deployment now) {
        return now.steps().containsKey(Step.DRAIN) || now.steps().containsKey(Step.WATCH);
    }

    private static Sample.Group group(Sample sample, Color color) {
        return sample.groups().getOrDefault(color.id(), Sample.Group.NOT_MEASURED);
    }

    /** Means over the newest looks at one colour, by the time that each spans. */
    private static final class Usage {
        private final Deque<Look> looks = new ArrayDeque<>();

        void clear() {
            looks.clear();
        }

        void add(Sample.Group group, Duration span) {
            if (group.cores().isEmpty() || group.memory().isEmpty()) {
                return;
            }
            looks.addLast(new Look(
                    span.toNanos(), group.cores().getAsDouble(), group.memory().getAsLong()));
            if (looks.size() > KEPT) {
                looks.removeFirst();
            }
        }

        OptionalDouble cores() {
            double weighed =
                    looks.stream().mapToDouble(look -> look.cores * look.nanos).sum();
            return mean(weighed);
        }

        OptionalDouble memory() {
            double weighed = looks.stream()
                    .mapToDouble(look -> (double) look.memory * look.nanos)
                    .sum();
            return mean(weighed);
        }

        private OptionalDouble mean(double weighed) {
            long nanos = looks.stream().mapToLong(Look::nanos).sum();
            return nanos < SHORTEST.toNanos() ? OptionalDouble.empty() : OptionalDouble.of(weighed / nanos);
        }
    }

    private record Look(long nanos, double cores, long memory) {}
}
