package dev.kawasemi.cli;

import dev.kawasemi.deployment.Deployment;
import java.util.Objects;
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
            description = {
                "Go on though up to N tasks wait in the queue that is removed; they are lost. \"unknown\": also where it cannot be told how"
                        + " many wait."
            })
    private String number = "0";

    long count() {
        if (number.equals("unknown")) {
            return Deployment.UNKNOWN_TASKS;
        }
        try {
            return Long.parseUnsignedLong(number);
        } catch (NumberFormatException e) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "--lose-tasks wants a number, 0 or more, or \"unknown\"",
                    e);
        }
    }
}
