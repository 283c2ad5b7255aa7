package dev.kawasemi.deployment;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a step is.
 *
 * @param note for people, in short; may be empty
 */
public record StepState(Status status, Instant startedAt, Optional<Instant> endedAt, String note, Undo undo) {
    /** A step's own state. */
    public enum Status {
        STARTED,
        DONE,
        FAILED
    }

    public Optional<Duration> took() {
        return endedAt.map(end -> Duration.between(startedAt, end));
    }
}
