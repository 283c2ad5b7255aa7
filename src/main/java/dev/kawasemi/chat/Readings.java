package dev.kawasemi.chat;

import dev.kawasemi.deployment.Color;
import dev.kawasemi.health.HealthGate;
import dev.kawasemi.host.Sample;
import dev.kawasemi.rollout.ActProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The measurements that the card shows: the newest ones, oldest first.
 *
 * @param progress how far the step under way was when last told
 */
record Readings(List<Sample> samples, ActProgress progress) {
    static final Readings NONE = new Readings(List.of(), ActProgress.NONE);

    /** At one sample a second about twenty seconds. */
    private static final int KEPT = 20;

    Readings {
        samples = List.copyOf(samples);
    }

    Readings with(Sample sample, ActProgress now) {
        List<Sample> all = new ArrayList<>(samples);
        all.add(sample);
        return new Readings(all.subList(Math.max(0, all.size() - KEPT), all.size()), merged(now));
    }

    /** What was last told of a step stands until the next is told. */
    private ActProgress merged(ActProgress now) {
        return new ActProgress(
                now.gate().or(progress::gate),
                now.drain().or(progress::drain),
                now.watch().or(progress::watch));
    }

    Optional<HealthGate.Progress> gate() {
        return progress.gate();
    }

    Optional<Sample> last() {
        return samples.isEmpty() ? Optional.empty() : Optional.of(samples.get(samples.size() - 1));
    }

    /** Percent of one core, as {@code docker stats} counts; where it was measured. */
    List<Double> cpu(Color color) {
        return samples.stream()
                .map(sample -> group(sample, color).cores())
                .filter(OptionalDouble::isPresent)
                .map(cores -> cores.getAsDouble() * 100)
                .toList();
    }

    OptionalDouble lastCpu(Color color) {
        OptionalDouble cores =
                last().map(sample -> group(sample, color).cores()).orElse(OptionalDouble.empty());
        return cores.isPresent() ? OptionalDouble.of(cores.getAsDouble() * 100) : cores;
    }

    OptionalLong lastMemory(Color color) {
        return last().map(sample -> group(sample, color).memory()).orElse(OptionalLong.empty());
    }

    private static Sample.Group group(Sample sample, Color color) {
        return sample.groups().getOrDefault(color.id(), Sample.Group.NOT_MEASURED);
    }
}
