package dev.kawasemi.health;

import dev.kawasemi.time.TimeSource;

/** Makes gates. */
public final class HealthGates {
    private HealthGates() {}

    /** Probes at the settings' interval until there is a verdict. Safe for many threads if the probe is. */
    public static HealthGate polling(HealthProbe probe, TimeSource time) {
        return new PollingGate(probe, time);
    }
}
