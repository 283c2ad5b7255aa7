package dev.kawasemi.container;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kawasemi.time.TimeSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Finds containers that someone else is stopping, such as a Kawasemi that was killed: the engine shows them as running, but its events have the signal
 * that asked them to end. A restarted engine has forgotten the stop and the events alike.
 */
final class StopsOfOthers {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TimeSource time;
    private final Docker docker;

    StopsOfOthers(TimeSource time, Docker docker) {
        this.time = time;
        this.docker = docker;
    }

    /** The ids of those that were asked to end since they were started; without any containers Docker is not asked. */
    List<String> among(List<SeenContainer> up) {
        if (up.isEmpty()) {
            return List.of();
        }
        List<String> ids = up.stream().map(SeenContainer::id).toList();
        Map<String, Integer> signals = up.stream()
                .collect(
                        Collectors.toMap(SeenContainer::id, seen -> StopSignal.number(seen.stopSignal()), (a, b) -> a));
        Set<String> asked = new LinkedHashSet<>();
        docker.must(
                        "see whether containers are being stopped",
                        Docker.command(Docker.LOOK, DockerCommands.lifeEvents(ids, time.now())),
                        Redaction.none())
                .lines()
                .map(StopsOfOthers::event)
                .forEach(event -> apply(event, signals::get, asked));
        return List.copyOf(asked);
    }

    /** By the order of the events alone: a Pi's wall clock jumps. */
    private static void apply(JsonNode event, Function<String, Integer> stopSignalOf, Set<String> asked) {
        String id = event.path("Actor").path("ID").asText();
        if (!event.path("Action").asText().equals("kill")) {
            asked.remove(id);
            return;
        }
        int signal = event.path("Actor").path("Attributes").path("signal").asInt();
        Integer stopSignal = stopSignalOf.apply(id);
        if (signal == StopSignal.KILL || (stopSignal != null && stopSignal == signal)) {
            asked.add(id);
        }
    }

    private static JsonNode event(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            // The line may hold labels, and the exception quotes it.
            throw new ContainerException(
                    "Tried to see whether containers are being stopped but Docker's events are not the JSON expected of it");
        }
    }
}
