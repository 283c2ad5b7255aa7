package dev.kawasemi.cli;

import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.rollout.DeployEngine;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the verbs work with: the engine in this process and what goes on around it. */
public interface Host extends AutoCloseable {
    DeployEngine engine();

    /** Everything that start-up or a deploy would refuse or fail on. */
    CheckReport check();

    /** Writes the app's first proxy file, where there is none; the lines to paste. */
    List<String> init(AppName app);

    /** Serves in chat until the process is asked to end. */
    void serve() throws InterruptedException;

    /** The local chat on standard input. */
    void console(PrintStream out, Actor actor) throws InterruptedException;

    @Override
    void close();

    /** Opens a host by its configuration file. */
    @FunctionalInterface
    interface Factory {
        /** @throws NotStarted with every reason */
        Host open(Path config) throws NotStarted;

        /**
         * Where a bot with this configuration would listen for commands; empty: they are always carried out in this process.
         *
         * @throws NotStarted with every reason
         */
        default Optional<Path> socket(Path config) throws NotStarted {
            return Optional.empty();
        }

        /**
         * As {@link Host#check}, also where a host could not be opened.
         *
         * @throws NotStarted when the configuration cannot be used, with every reason
         */
        default CheckReport check(Path config) throws NotStarted {
            try (Host host = open(config)) {
                return host.check();
            }
        }
    }

    /** Why there is no host; each reason a line. */
    final class NotStarted extends Exception {
        private final transient List<String> reasons;

        public NotStarted(List<String> reasons) {
            super(String.join("\n", reasons));
            this.reasons = List.copyOf(reasons);
        }

        public List<String> reasons() {
            return reasons;
        }
    }
}
