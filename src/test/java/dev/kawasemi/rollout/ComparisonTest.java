package dev.kawasemi.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.deployment.Undo;
import dev.kawasemi.host.Sample;
import dev.kawasemi.testing.FakeHostSampler;
import dev.kawasemi.testing.FakeTime;
import dev.kawasemi.testing.Stories;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** CPU and memory of the new colour against the old one. */
class ComparisonTest {
    private static final long MB = 1 << 20;
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final FakeTime time = new FakeTime();
    private final FakeHostSampler sampler = new FakeHostSampler(time);
    private final Comparison comparison = new Comparison();
    private final Deployment preparing = Stories.upgrade().deployment();
    private final Deployment booting = at(preparing, Step.QUIESCE);
    private final Deployment watching = at(booting, Step.WATCH);

    private static Deployment at(Deployment before, Step step) {
        return before.apply(new DeploymentEvent.StepStarted(before.changedAt(), step, new Undo.Nothing()));
    }

    private void looks(Deployment now, int times, Duration apart) {
        for (int i = 0; i < times; i++) {
            time.advance(apart);
            Sample sample = sampler.sample(Map.of("blue", List.of(1), "green", List.of(2)));
            comparison.take(now, sample);
        }
    }

    private void uses(double blue, long blueMb, double green, long greenMb) {
        sampler.group("blue", blue, blueMb * MB).group("green", green, greenMb * MB);
    }

    @Test
    void theNewOnesWatchIsComparedWithTheOldOneBeforeItYieldedAndItsStartIsLeftOut() {
        uses(0.11, 198, 0, 0);
        looks(preparing, 5, SECOND);
        uses(0.02, 90, 1.9, 300);
        looks(booting, 40, SECOND);
        uses(0.02, 90, 0.9, 260);
        looks(watching, 10, SECOND);
        uses(0.02, 90, 0.18, 212);
        looks(watching, 30, SECOND);
        assertEquals(7, comparison.cpuPercent().orElseThrow(), 0.001);
        assertEquals(OptionalLong.of(14 * MB), comparison.memory());
    }

    @Test
    void looksCountByTheTimeTheySpan() {
        uses(0, 100, 0, 100);
        looks(preparing, 1, SECOND);
        looks(preparing, 1, Duration.ofMillis(900));
        uses(1, 100, 0, 100);
        looks(preparing, 1, Duration.ofMillis(100));
        looks(watching, 2, SECOND);
        assertEquals(-10, comparison.cpuPercent().orElseThrow(), 0.001);
        assertEquals(OptionalLong.of(0), comparison.memory());
    }

    @Test
    void tooShortALookIsNotMeasured() {
        uses(1, 100, 1, 100);
        looks(preparing, 1, SECOND);
        looks(preparing, 1, Duration.ofMillis(300));
        looks(watching, 5, SECOND);
        assertEquals(OptionalDouble.empty(), comparison.cpuPercent());
        assertEquals(OptionalLong.empty(), comparison.memory());
    }

    @Test
    void whatCannotBeMeasuredIsNotTakenForNothing() {
        looks(preparing, 5, SECOND);
        looks(watching, 5, SECOND);
        assertTrue(comparison.cpuPercent().isEmpty());
        assertTrue(comparison.memory().isEmpty());
    }

    @Test
    void anotherDeploymentBeginsAnewAndTheWayBackIsNotTakenForTheWatch() {
        uses(0.11, 198, 0.18, 212);
        looks(preparing, 5, SECOND);
        looks(watching, 5, SECOND);
        Deployment other = Stories.upgrade(77).deployment();
        looks(other, 5, SECOND);
        assertTrue(comparison.cpuPercent().isEmpty());
    }
}
