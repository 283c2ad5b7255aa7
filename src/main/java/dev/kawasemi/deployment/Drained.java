package dev.kawasemi.deployment;

import java.util.List;
import java.util.OptionalLong;

/**
 * How a colour's own queue was left.
 *
 * @param left tasks still in it; empty: not measured
 * @param cut names of tasks that were being worked on when their worker was killed
 */
public record Drained(Stack stack, OptionalLong left, List<String> cut) {
    public Drained {
        cut = List.copyOf(cut);
    }
}
