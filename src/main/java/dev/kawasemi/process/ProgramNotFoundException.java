package dev.kawasemi.process;

/** The program of a command is not on this host or may not be run. The message names the program only. */
public final class ProgramNotFoundException extends RuntimeException {
    public ProgramNotFoundException(String program, Throwable cause) {
        super("Tried to run " + program + " but it is not there or may not be run", cause);
    }
}
