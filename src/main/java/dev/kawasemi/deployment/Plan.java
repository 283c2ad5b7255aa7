package dev.kawasemi.deployment;

import java.util.List;

/** The steps of one deployment in their order, each with its undo, known before the first act. */
public record Plan(List<Planned> steps) {
    public Plan {
        steps = List.copyOf(steps);
    }

    /** A step and how it is taken back. */
    public record Planned(Step step, Undo undo) {}
}
