package dev.kawasemi.rollout;

import dev.kawasemi.health.HealthGate;
import java.time.Duration;
import java.util.Optional;

/** How far the step under way is, where that can be said in numbers. */
public record ActProgress(Optional<HealthGate.Progress> gate, Optional<Drain> drain, Optional<Watch> watch) {
    public static final ActProgress NONE = new ActProgress(Optional.empty(), Optional.empty(), Optional.empty());

    /** A queue that is being worked off: tasks left now, and when it began. */
    public record Drain(long left, long atFirst) {}

    /** The time after the switch. {@code probes} so far, {@code failed} of them, {@code inARow} of those at the end; {@code left} at least. */
    public record Watch(int probes, int failed, int inARow, Duration left) {}
}
