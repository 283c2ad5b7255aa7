package dev.kawasemi.health;

import java.time.Duration;

/**
 * What the gate decided.
 *
 * @param text for people, with numbers: {@code HTTP 503 in 176 of 176 probes, 180 s}
 * @param median latency of the successful probes, zero without one
 */
public record HealthVerdict(Kind kind, int probes, int successes, Duration median, Duration took, String text) {
    /** The kinds of end. */
    public enum Kind {
        HEALTHY,
        /** The container exited or restarted. */
        DIED,
        /** The deadline passed. */
        NEVER_HEALTHY,
        /** The deadline passed while the host, not the release, was short of CPU. */
        STARVED,
        CANCELLED
    }

    public boolean healthy() {
        return kind == Kind.HEALTHY;
    }
}
