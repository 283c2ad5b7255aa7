package dev.kawasemi.cli;

/** How a verb ended, for the shell. The numbers are part of the command line's contract. */
enum ExitCode {
    DONE(0),
    /** The deploy failed or was rolled back, or the removal did not succeed. */
    FAILED(1),
    /** Bad input, busy, not allowed: nothing was touched. */
    REFUSED(2),
    /** The container engine or the proxy did not answer. */
    OUT_OF_REACH(3),
    NEEDS_A_PERSON(4);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
