package dev.kawasemi.cli;

/** How the program ends, for scripts. */
final class ExitCode {
    static final int DONE = 0;
    /** The deploy failed or was rolled back. */
    static final int FAILED = 1;
    /** Bad input, busy, not allowed. */
    static final int REFUSED = 2;
    /** Engine or proxy out of reach. */
    static final int OUT_OF_REACH = 3;

    static final int PERSON_NEEDED = 4;

    private ExitCode() {}
}
