package dev.kawasemi.process;

/** Where command runners come from. */
public final class CommandRunners {
    private CommandRunners() {}

    /** Runs programs of this host. */
    public static CommandRunner system() {
        return new SystemCommandRunner();
    }
}
