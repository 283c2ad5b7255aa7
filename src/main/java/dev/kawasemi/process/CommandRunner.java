package dev.kawasemi.process;

/** Runs commands one call at a time per thread; safe for many threads. A failing program is a value, not an exception. */
public interface CommandRunner {
    /** Characters kept of each output stream. */
    int MAX_OUTPUT = 1 << 20;

    /**
     * @throws ProgramNotFoundException when the program is not there or may not be run
     * @throws InterruptedException when the calling thread is interrupted; the process is ended first
     */
    CommandResult run(Command command, Cancellation cancellation) throws InterruptedException;

    default CommandResult run(Command command) throws InterruptedException {
        return run(command, Cancellation.none());
    }
}
