package dev.kawasemi.container;

import dev.kawasemi.process.Command;
import dev.kawasemi.process.CommandResult;
import dev.kawasemi.process.CommandRunner;
import dev.kawasemi.process.CommandRunners;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The engine of this machine as a test sees it from outside. Fails where there is none. */
final class RealDocker {
    static final String BASE = System.getProperty("demo.base.image", "kawasemi/demo-base:trixie");
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final CommandRunner runner;

    RealDocker() {
        this(CommandRunners.system());
    }

    /** @param runner whose programs talk to another engine */
    RealDocker(CommandRunner runner) {
        this.runner = runner;
    }

    /** What it printed; an error of the test when it fails. */
    String docker(String... arguments) {
        CommandResult result = tryDocker(arguments);
        if (!result.ok()) {
            throw new AssertionError("docker " + List.of(arguments) + ": " + result.stderr());
        }
        return result.stdout().strip();
    }

    CommandResult tryDocker(String... arguments) {
        List<String> argv = new ArrayList<>(List.of("docker"));
        argv.addAll(List.of(arguments));
        try {
            return runner.run(Command.of(LIMIT, argv));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** An image of its own that does the same as the base. */
    void image(Path folder, String name, String label) {
        image(folder, name, label, "another=label");
    }

    void image(Path folder, String name, String label, String second) {
        try {
            Path context = Files.createDirectories(folder.resolve("image-" + label));
            Files.writeString(
                    context.resolve("Dockerfile"), "FROM " + BASE + "\nLABEL test=" + label + " " + second + "\n");
            docker("build", "-q", "-t", name, context.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String imageId(String name) {
        return docker("image", "inspect", "--format", "{{.Id}}", name);
    }

    /** Everything that a test's project may have left. */
    void clear(String project) {
        String label = "label=com.docker.compose.project=" + project;
        each(docker("ps", "-aq", "--filter", label), "rm", "-f", "-v");
        each(docker("network", "ls", "-q", "--filter", label), "network", "rm");
        each(docker("volume", "ls", "-q", "--filter", label), "volume", "rm");
    }

    private void each(String ids, String... act) {
        ids.lines().filter(id -> !id.isBlank()).forEach(id -> {
            List<String> arguments = new ArrayList<>(List.of(act));
            arguments.add(id);
            docker(arguments.toArray(String[]::new));
        });
    }
}
