package dev.kawasemi.process;

import java.time.Duration;

/**
 * How a command ended.
 *
 * @param exitCode the program's own; {@link #TIMED_OUT} or {@link #CANCELLED} where it was ended
 * @param stdout at most {@link CommandRunner#MAX_OUTPUT} characters, the end kept
 * @param stderr likewise
 */
public record CommandResult(int exitCode, String stdout, String stderr, Duration took) {
    /** Exit code of a command that was ended at its limit (as GNU timeout has it). */
    public static final int TIMED_OUT = 124;
    /** Exit code of a command ended because someone cancelled. */
    public static final int CANCELLED = 130;

    public boolean ok() {
        return exitCode == 0;
    }

    public boolean timedOut() {
        return exitCode == TIMED_OUT;
    }

    public boolean cancelled() {
        return exitCode == CANCELLED;
    }
}
