package dev.kawasemi.container;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kawasemi.process.Command;
import dev.kawasemi.process.CommandResult;
import java.util.List;
import java.util.Locale;

/** Looks at containers with one or two Docker processes, however many containers there are. */
final class Inspection {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Docker docker;

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
        return parse(result.stdout());
    }

    private List<String> ids(List<String> listing) {
        return docker.must("list containers", Docker.command(Docker.LOOK, listing), Redaction.none())
                .lines()
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .toList();
    }

    private static boolean onlyMissing(CommandResult result) {
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
