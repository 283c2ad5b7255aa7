package dev.kawasemi.health;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * Tells a host without CPU from a web that is broken: for more than half of the deadline the CPU pressure was over 80 % while the
 * new web itself used under half a core. What is not measured never counts.
 */
final class Starvation {
    private static final double PRESSURE = 80;
    private static final double CORES = 0.5;
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final PressureGauge gauge;
    private Duration lookedAt;
    private Duration starved = Duration.ZERO;
    private double weighted;

    Starvation(PressureGauge gauge, Duration start) {
        this.gauge = gauge;
        this.lookedAt = start;
    }

    /** Asks the gauge if the last time is a second ago; what it says is taken for the time since. */
    void look(Duration now) {
        Duration passed = now.minus(lookedAt);
        if (passed.compareTo(EVERY) < 0) {
            return;
        }
        lookedAt = now;
        OptionalDouble pressure = gauge.cpuPressure();
        OptionalDouble cores = gauge.webCores();
        if (pressure.isPresent()
                && cores.isPresent()
                && pressure.getAsDouble() > PRESSURE
                && cores.getAsDouble() < CORES) {
            starved = starved.plus(passed);
            weighted += pressure.getAsDouble() * passed.toMillis();
        }
    }

    boolean explains(Duration deadline) {
        return starved.multipliedBy(2).compareTo(deadline) > 0;
    }

    /** {@code the host was at 97 % CPU pressure for 160 s}. */
    String text() {
        long percent = Math.round(weighted / Math.max(1, starved.toMillis()));
        return "the host was at " + percent + " % CPU pressure for " + Seconds.text(starved);
    }
}
