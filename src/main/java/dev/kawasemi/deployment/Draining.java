package dev.kawasemi.deployment;

import java.time.Instant;
import java.util.List;

/**
 * A queue that is being worked off by its own colour's workers.
 *
 * @param workers with the CPU weight that each had before, which it gets back at the end
 */
public record Draining(Instant since, Stack stack, List<Weight> workers) {
    public Draining {
        workers = List.copyOf(workers);
    }
}
