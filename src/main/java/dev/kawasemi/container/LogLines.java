package dev.kawasemi.container;

import dev.kawasemi.deployment.ContainerRef;
import dev.kawasemi.process.Command;
import dev.kawasemi.process.CommandResult;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Reads a container's output, and puts its two streams in order by Docker's timestamps (fixed width, UTC, so they sort as text) and takes them away. */
final class LogLines {
    private LogLines() {}

    /** The last lines of a container. */
    static List<String> read(Docker docker, ContainerRef container, int lines) {
        Command command = Docker.command(Docker.LOOK, DockerCommands.logs(container.id(), lines));
        CommandResult result = docker.run(command);
        if (!result.ok()) {
            throw new ContainerException("Tried to read the output of " + container.service() + " but "
                    + Docker.failure(result, command, Redaction.none()));
        }
        return inOrder(result.stdout(), result.stderr(), lines);
    }

    static List<String> inOrder(String stdout, String stderr, int lines) {
        List<String> all = Stream.concat(stdout.lines(), stderr.lines())
                .filter(line -> !line.isBlank())
                .sorted(Comparator.comparing(LogLines::timestamp))
                .map(LogLines::text)
                .toList();
        return List.copyOf(all.subList(Math.max(0, all.size() - lines), all.size()));
    }

    private static String timestamp(String line) {
        int space = line.indexOf(' ');
        return space < 0 ? line : line.substring(0, space);
    }

    private static String text(String line) {
        int space = line.indexOf(' ');
        return space < 0 ? "" : line.substring(space + 1);
    }
}
