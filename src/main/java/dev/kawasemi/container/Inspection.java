package dev.kawasemi.container;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kawasemi.process.Command;
import dev.kawasemi.process.CommandResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Looks at containers with one or two Docker processes, however many containers there are. */
final class Inspection {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Containers that are remembered; a host that runs both colours of a few apps has some dozens. */
    private static final int MOST_KNOWN = 500;

    private final Docker docker;
    private final Map<String, SeenContainer> known = new LinkedHashMap<>();

    Inspection(Docker docker) {
        this.docker = docker;
    }

    List<SeenContainer> ofProject(String project) {
        return inspect(ids(DockerCommands.containersOf(project)));
    }

    /** The containers of every Compose project on this host. */
    List<SeenContainer> ofAllProjects() {
        return inspect(ids(DockerCommands.containersOfAll()));
    }

    /** Those that are gone are missing from the answer. */
    List<SeenContainer> inspect(List<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Command command = Docker.command(Docker.LOOK, DockerCommands.inspect(ids));
        CommandResult result = docker.run(command);
        // Docker prints those that it found, and exit code 1 for the others.
        if (!result.ok() && !onlyMissing(result)) {
            Docker.succeeded("look at containers", result, command, Redaction.none());
        }
        List<SeenContainer> seen = parse(result.stdout());
        remember(seen);
        return seen;
    }

    /**
     * As they were when they were last looked at; those that never were are looked at now. For what needs their main process alone: one that has been
     * started again since is not found in the host's list of processes.
     */
    List<SeenContainer> known(List<String> ids) {
        List<SeenContainer> remembered;
        synchronized (known) {
            remembered = ids.stream().map(known::get).filter(Objects::nonNull).toList();
        }
        return remembered.size() == ids.size() ? remembered : inspect(ids);
    }

    private void remember(List<SeenContainer> seen) {
        synchronized (known) {
            seen.forEach(container -> known.put(container.id(), container));
            known.keySet()
                    .removeAll(known.keySet().stream()
                            .limit(Math.max(0, known.size() - MOST_KNOWN))
                            .toList());
        }
    }

    private List<String> ids(List<String> listing) {
        return docker.must("list containers", Docker.command(Docker.LOOK, listing), Redaction.none())
                .lines()
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .toList();
    }

    /** Whether the one thing that went wrong is that something is not there. */
    static boolean onlyMissing(CommandResult result) {
        return !result.stderr().isBlank()
                && result.stderr()
                        .lines()
                        .allMatch(line -> line.toLowerCase(Locale.ROOT).contains("no such"));
    }

    private static List<SeenContainer> parse(String json) {
        try {
            JsonNode all = JSON.readTree(json);
            return ComposeConfig.each(all).map(SeenContainer::of).toList();
        } catch (JsonProcessingException | IllegalArgumentException e) {
            // The text holds the containers' environment: it is not quoted.
            throw new ContainerException(
                    "Tried to look at containers but Docker's answer is not the JSON expected of it");
        }
    }
}
