package dev.kawasemi.cli;

import java.nio.file.Path;
import java.util.List;

/** Opens this host by its configuration. */
@FunctionalInterface
public interface Hosts {
    /** Reads the file and makes what it asks for. What is wrong with it is an answer, not an exception. */
    Opening open(Path config);

    /** What came of it. */
    sealed interface Opening {}

    /** The caller closes it. */
    record Opened(Host host) implements Opening {}

    /** Nothing is open. Each problem is a line for people. */
    record Refused(ExitCode code, List<String> problems) implements Opening {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
