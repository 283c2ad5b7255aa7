package dev.kawasemi.health;

import java.util.OptionalDouble;

/** What the gate must know of the host to tell starved from broken; asked about once a second. */
public interface PressureGauge {
    /** CPU pressure (PSI {@code some}) over about the last second, 0 to 100; empty: not measured. */
    OptionalDouble cpuPressure();

    /** Cores used by the new web over about the last second, 0 and up; empty: not measured. */
    OptionalDouble webCores();

    /** A gauge that measures nothing. */
    PressureGauge NONE = new PressureGauge() {
        @Override
        public OptionalDouble cpuPressure() {
            return OptionalDouble.empty();
        }

        @Override
        public OptionalDouble webCores() {
            return OptionalDouble.empty();
        }
    };
}
