package dev.kawasemi.container;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The compose file that a colour really runs from: what Compose made of the user's file, edited, all values put in.
 *
 * @param directory the folder of the user's file
 */
record KeptCopy(String project, Path file, Path directory, JsonNode content) {
    /** Whether Compose takes a secret or config from the environment each time it starts something; it prints only the variable's name. */
    boolean readsEnvironment() {
        return Stream.of("secrets", "configs")
                .flatMap(kind -> StreamSupport.stream(content.path(kind).spliterator(), false))
                .anyMatch(entry -> entry.has("environment"));
    }
}
