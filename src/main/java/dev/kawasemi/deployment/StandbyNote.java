package dev.kawasemi.deployment;

import java.time.Instant;

/**
 * What became of the standby while it waits; none is needed while it is warm.
 *
 * @param text for people: why, with numbers
 */
public record StandbyNote(Instant at, State state, String text) {
    /** How much the promise of a roll back is worth. */
    public enum State {
        /** Its web answers again. */
        WARM,
        /** Stopped, kept: a roll back starts it first. */
        COLD,
        /** Runs, but its web does not answer as it should. */
        SICK,
        /** Its containers were removed by somebody. */
        GONE
    }
}
