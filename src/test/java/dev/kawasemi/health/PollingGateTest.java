package dev.kawasemi.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.process.Cancellation;
import dev.kawasemi.testing.FakeHealthProbe;
import dev.kawasemi.testing.FakeTime;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real gate on a scripted web and a clock that only sleeping moves. */
class PollingGateTest extends HealthGateContract {
    private final FakeTime time = new FakeTime();
    private final FakeHealthProbe probe = new FakeHealthProbe();
    private final HealthGate gate = HealthGates.polling(probe, time);
    private Duration start = Duration.ZERO;

    @BeforeEach
    void begin() {
        start = time.elapsed();
    }

    @Override
    HealthGate gate() {
        return gate;
    }

    @Override
    void webIsHealthy() {
        probe.always(FakeHealthProbe.OK);
    }

    @Override
    void webIsUnavailable() {
        probe.always(FakeHealthProbe.UNAVAILABLE);
    }

    @Test
    void probesAtOnceAndThenAtTheInterval() throws InterruptedException {
        HealthVerdict verdict = await(Optional::empty, Cancellation.none());
        assertEquals(2, verdict.probes());
        assertEquals(Duration.ofSeconds(1), verdict.took());
        assertEquals(Duration.ofSeconds(1), time.elapsed().minus(start));
    }

    @Test
    void aWebThatBeginsToListenIsProbedAtOnce() throws InterruptedException {
        Duration opens = Duration.ofMillis(1500);
        probe.answering(port ->
                time.elapsed().minus(start).compareTo(opens) < 0 ? FakeHealthProbe.REFUSED : FakeHealthProbe.OK);

        HealthVerdict verdict = await(listensFrom(opens), Cancellation.none());

        assertEquals(4, verdict.probes(), "at 0 s, 1 s, 1.6 s, 2.6 s");
        assertEquals(Duration.ofMillis(2600), verdict.took());
    }

    @Test
    void aWebThatListensBeforeItIsReadyIsProbedNoLaterForIt() throws InterruptedException {
        Duration ready = Duration.ofMillis(1900);
        probe.answering(port ->
                time.elapsed().minus(start).compareTo(ready) < 0 ? FakeHealthProbe.UNAVAILABLE : FakeHealthProbe.OK);

        HealthVerdict verdict = await(listensFrom(Duration.ofMillis(1500)), Cancellation.none());

        assertEquals(Duration.ofSeconds(3), verdict.took(), "at 0 s, 1 s, 1.6 s, 2 s, 3 s");
        assertEquals(5, verdict.probes());
    }

    private WebLiveness listensFrom(Duration opens) {
        return new WebLiveness() {
            @Override
            public Optional<String> whyDead() {
                return Optional.empty();
            }

            @Override
            public boolean listens() {
                return time.elapsed().minus(start).compareTo(opens) >= 0;
            }
        };
    }

    @Test
    void aFailureBetweenTwoSuccessesStartsTheCountAnew() throws InterruptedException {
        probe.next(FakeHealthProbe.OK, FakeHealthProbe.UNAVAILABLE, FakeHealthProbe.OK, FakeHealthProbe.OK);
        HealthVerdict verdict = await(Optional::empty, Cancellation.none());
        assertEquals(4, verdict.probes());
        assertEquals(3, verdict.successes());
        assertEquals("2 in a row ok after 4 probes, 3 s, 84 ms at the median", verdict.text());
    }

    @Test
    void theIntervalIsCountedFromTheProbesBeginning() throws InterruptedException {
        probe.answering(port -> {
            time.advance(Duration.ofMillis(400));
            return FakeHealthProbe.OK;
        });
        assertEquals(
                Duration.ofMillis(1400),
                await(Optional::empty, Cancellation.none()).took());
    }

    @Test
    void namesWhatWasSeenMostFirst() throws InterruptedException {
        probe.next(FakeHealthProbe.REFUSED, FakeHealthProbe.REFUSED, FakeHealthProbe.REFUSED);
        webIsUnavailable();
        assertEquals(
                "HTTP 503 in 177 and connection refused in 3 of 180 probes, 180 s",
                await(Optional::empty, Cancellation.none()).text());
    }

    @Test
    void returnsAtTheLatestAProbesTimeoutAfterTheDeadline() throws InterruptedException {
        probe.answering(port -> {
            time.advance(Duration.ofSeconds(2));
            return new ProbeResult(false, "no answer in 2 s", Duration.ofSeconds(2));
        });
        HealthVerdict verdict = await(Optional::empty, Cancellation.none());
        assertTrue(verdict.took().compareTo(Duration.ofSeconds(182)) <= 0, verdict.toString());
        assertEquals("no answer in 2 s in 90 of 90 probes, 180 s", verdict.text());
    }

    @Test
    void containerThatExitsLaterIsNoticedBeforeTheNextProbe() throws InterruptedException {
        webIsUnavailable();
        HealthVerdict verdict = await(
                () -> probe.ports().size() < 4 ? Optional.empty() : Optional.of("restarted 2 times"),
                Cancellation.none());
        assertEquals(HealthVerdict.Kind.DIED, verdict.kind());
        assertEquals("restarted 2 times after 4 probes, 4 s", verdict.text());
    }

    @Test
    void cancellingWakesTheWaitBetweenTwoProbes() throws InterruptedException {
        webIsUnavailable();
        Cancellation cancellation = new Cancellation();
        time.onAdvance(() -> {
            if (time.elapsed().minus(start).compareTo(Duration.ofMillis(1300)) >= 0) {
                cancellation.request();
            }
        });
        HealthVerdict verdict = await(Optional::empty, cancellation);
        assertEquals(HealthVerdict.Kind.CANCELLED, verdict.kind());
        assertTrue(verdict.took().compareTo(Duration.ofMillis(1500)) <= 0, verdict.toString());
    }

    @Test
    void aJumpOfTheWallClockDoesNotShortenTheDeadline() throws InterruptedException {
        webIsUnavailable();
        probe.answering(port -> {
            time.jumpWallClock(Duration.ofHours(1));
            return FakeHealthProbe.UNAVAILABLE;
        });
        assertEquals(180, await(Optional::empty, Cancellation.none()).probes());
    }

    @Test
    void hostWithoutCpuForMoreThanHalfOfTheDeadlineIsCalledStarved() throws InterruptedException {
        webIsUnavailable();
        HealthVerdict verdict =
                await(Optional::empty, gauge(() -> passed() <= 160 ? 97 : 10, () -> 0.2), Cancellation.none());
        assertEquals(HealthVerdict.Kind.STARVED, verdict.kind());
        assertEquals(
                "not ready in 180 s, but the host was at 97 % CPU pressure for 160 s of them (HTTP 503 in 180 of 180 probes)",
                verdict.text());
    }

    @Test
    void pressureForHalfOfTheDeadlineIsNotEnough() throws InterruptedException {
        webIsUnavailable();
        HealthVerdict verdict =
                await(Optional::empty, gauge(() -> passed() <= 90 ? 97 : 10, () -> 0.2), Cancellation.none());
        assertEquals(HealthVerdict.Kind.NEVER_HEALTHY, verdict.kind());
    }

    @Test
    void webThatUsesTheCpuItselfIsBrokenNotStarved() throws InterruptedException {
        webIsUnavailable();
        HealthVerdict verdict = await(Optional::empty, gauge(() -> 97, () -> 0.9), Cancellation.none());
        assertEquals(HealthVerdict.Kind.NEVER_HEALTHY, verdict.kind());
    }

    @Test
    void whatIsNotMeasuredNeverCountsAsStarved() throws InterruptedException {
        webIsUnavailable();
        PressureGauge coresUnknown = new PressureGauge() {
            @Override
            public OptionalDouble cpuPressure() {
                return OptionalDouble.of(99);
            }

            @Override
            public OptionalDouble webCores() {
                return OptionalDouble.empty();
            }
        };
        assertEquals(
                HealthVerdict.Kind.NEVER_HEALTHY,
                await(Optional::empty, coresUnknown, Cancellation.none()).kind());
    }

    private long passed() {
        return time.elapsed().minus(start).toSeconds();
    }

    private static PressureGauge gauge(DoubleSupplier pressure, DoubleSupplier cores) {
        return new PressureGauge() {
            @Override
            public OptionalDouble cpuPressure() {
                return OptionalDouble.of(pressure.getAsDouble());
            }

            @Override
            public OptionalDouble webCores() {
                return OptionalDouble.of(cores.getAsDouble());
            }
        };
    }
}
