package dev.kawasemi.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.process.Cancellation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every gate does. */
abstract class HealthGateContract {
    static final HealthSettings SETTINGS = new HealthSettings(
            "/health/",
            Optional.of("shop.example"),
            200,
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            2,
            Duration.ofMinutes(3));

    final List<HealthGate.Progress> progress = new ArrayList<>();

    abstract HealthGate gate();

    abstract void webIsHealthy();

    /** Answers 503 for ever. */
    abstract void webIsUnavailable();

    HealthVerdict await(WebLiveness liveness, Cancellation cancellation) throws InterruptedException {
        return await(liveness, PressureGauge.NONE, cancellation);
    }

    HealthVerdict await(WebLiveness liveness, PressureGauge gauge, Cancellation cancellation)
            throws InterruptedException {
        HealthGate.Watched watched = new HealthGate.Watched(SETTINGS, 18002, liveness, gauge);
        return gate().await(watched, progress::add, cancellation);
    }

    @Test
    void healthyWebPassesAndEveryProbeIsTold() throws InterruptedException {
        webIsHealthy();
        HealthVerdict verdict = await(Optional::empty, Cancellation.none());
        assertEquals(HealthVerdict.Kind.HEALTHY, verdict.kind());
        assertTrue(verdict.healthy());
        assertEquals(Duration.ofMillis(84), verdict.median());
        assertEquals(
                List.of(1, 2),
                progress.stream().map(HealthGate.Progress::inARow).toList());
        assertTrue(progress.stream().allMatch(p -> p.needed() == 2 && p.last().ok()));
    }

    @Test
    void webThatNeverAnswersWellFailsAtTheDeadlineWithNumbers() throws InterruptedException {
        webIsUnavailable();
        HealthVerdict verdict = await(Optional::empty, Cancellation.none());
        assertEquals(HealthVerdict.Kind.NEVER_HEALTHY, verdict.kind());
        assertFalse(verdict.healthy());
        assertEquals(0, verdict.successes());
        assertEquals(Duration.ZERO, verdict.median());
        int probes = verdict.probes();
        assertEquals("HTTP 503 in " + probes + " of " + probes + " probes, 180 s", verdict.text());
        assertFalse(progress.isEmpty());
    }

    @Test
    void deadContainerFailsWithoutAProbe() throws InterruptedException {
        webIsHealthy();
        HealthVerdict verdict = await(() -> Optional.of("exited with code 3"), Cancellation.none());
        assertEquals(HealthVerdict.Kind.DIED, verdict.kind());
        assertTrue(verdict.text().startsWith("exited with code 3"), verdict.text());
        assertTrue(progress.isEmpty());
    }

    @Test
    void cancelledBeforeItBeganProbesNothing() throws InterruptedException {
        webIsHealthy();
        Cancellation cancellation = new Cancellation();
        cancellation.request();
        HealthVerdict verdict = await(Optional::empty, cancellation);
        assertEquals(HealthVerdict.Kind.CANCELLED, verdict.kind());
        assertTrue(progress.isEmpty());
    }
}
