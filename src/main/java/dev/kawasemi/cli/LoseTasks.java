package dev.kawasemi.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The word of a person who saw how many tasks would be lost. */
final class LoseTasks {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(
            names = "--lose-tasks",
            paramLabel = "N",
            defaultValue = "0",
            description = "Go on though up to N tasks wait in the queue that is removed; they are lost.")
    private long number;

    long count() {
        if (number < 0 && spec != null) {
            throw new ParameterException(spec.commandLine(), "--lose-tasks wants a number, 0 or more");
        }
        return number;
    }
}
