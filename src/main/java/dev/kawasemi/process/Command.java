package dev.kawasemi.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A program call.
 *
 * @param argv program and arguments, at least one
 * @param limit after it the process and its descendants are ended; more than 0
 * @param environment added to the inherited environment (values are treated as secrets: never printed)
 * @param dropPrefixes inherited variables whose names begin with one of these are taken out
 * @param directory where to run it
 * @param input for its standard input, as UTF-8; empty: nothing to read
 */
public record Command(
        List<String> argv,
        Duration limit,
        Map<String, String> environment,
        Set<String> dropPrefixes,
        Optional<Path> directory,
        String input) {
    public Command {
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
        dropPrefixes = Set.copyOf(dropPrefixes);
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("a command needs a program");
        }
        if (limit.isZero() || limit.isNegative()) {
            throw new IllegalArgumentException("a command needs a time limit above 0, not " + limit);
        }
    }

    /** With nothing to read. */
    public Command(
            List<String> argv,
            Duration limit,
            Map<String, String> environment,
            Set<String> dropPrefixes,
            Optional<Path> directory) {
        this(argv, limit, environment, dropPrefixes, directory, "");
    }

    public static Command of(Duration limit, List<String> argv) {
        return new Command(argv, limit, Map.of(), Set.of(), Optional.empty());
    }

    public Command withEnvironment(Map<String, String> variables) {
        return new Command(argv, limit, variables, dropPrefixes, directory, input);
    }

    public Command withoutInherited(String... prefixes) {
        return new Command(argv, limit, environment, Set.of(prefixes), directory, input);
    }

    public Command in(Path folder) {
        return new Command(argv, limit, environment, dropPrefixes, Optional.of(folder), input);
    }

    public Command reading(String text) {
        return new Command(argv, limit, environment, dropPrefixes, directory, text);
    }
}
