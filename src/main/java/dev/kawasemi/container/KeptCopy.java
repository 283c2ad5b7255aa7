package dev.kawasemi.container;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kawasemi.deployment.Weight;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The compose file that a colour really runs from: what Compose made of the user's file, edited, all values put in.
 *
 * @param directory the folder of the user's file
 */
record KeptCopy(String project, Path file, Path directory, JsonNode content) {
    /** The CPU weights that it gives to these of its containers; 0 is the engine's default. */
    List<Weight> weights(List<SeenContainer> containers) {
        return containers.stream()
                .map(container -> new Weight(
                        container.status().ref(),
                        content.path("services")
                                .path(container.service())
                                .path("cpu_shares")
                                .asLong(0)))
                .toList();
    }

    /** Whether Compose takes a secret or config from the environment each time it starts something; it prints only the variable's name. */
    boolean readsEnvironment() {
        return Stream.of("secrets", "configs")
                .flatMap(kind -> StreamSupport.stream(content.path(kind).spliterator(), false))
                .anyMatch(entry -> entry.has("environment"));
    }
}
