package dev.kawasemi.process;

import java.util.HashMap;
import java.util.Map;

/**
 * A variable in the environment of programs by which they are found again when the process that started them is gone. Programs hand it on to those that
 * they start. Anyone with the same user can read it: it is no secret.
 */
public record Mark(String variable, String value) {
    /** A runner whose programs carry this mark. */
    public CommandRunner on(CommandRunner runner) {
        return (command, cancellation) -> runner.run(marked(command), cancellation);
    }

    private Command marked(Command command) {
        Map<String, String> environment = new HashMap<>(command.environment());
        environment.put(variable, value);
        return command.withEnvironment(environment);
    }
}
