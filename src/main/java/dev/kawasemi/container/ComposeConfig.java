package dev.kawasemi.container;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What {@code docker compose config --format json} printed: variables and paths resolved, {@code env_file} read in, each {@code $} doubled again, so
 * that it serves as a compose file as it is (seen with Compose 2.26).
 */
record ComposeConfig(String project, ObjectNode root) {
    List<String> services() {
        List<String> names = new ArrayList<>();
        root.path("services").fieldNames().forEachRemaining(names::add);
        return List.copyOf(names);
    }

    boolean has(String service) {
        return root.path("services").has(service);
    }

    JsonNode service(String name) {
        return root.path("services").path(name);
    }

    /** The image's name; one that is only built is called after project and service. */
    String image(String service) {
        return service(service).path("image").asText(project + "-" + service);
    }

    boolean isBuilt(String service) {
        return service(service).has("build");
    }

    JsonNode volume(String name) {
        return root.path("volumes").path(name);
    }

    JsonNode network(String name) {
        return root.path("networks").path(name);
    }

    List<String> networksOf(String service) {
        List<String> names = new ArrayList<>();
        service(service).path("networks").fieldNames().forEachRemaining(names::add);
        return List.copyOf(names);
    }

    Stream<JsonNode> mounts(String service) {
        return each(service(service).path("volumes"));
    }

    Stream<JsonNode> ports(String service) {
        return each(service(service).path("ports"));
    }

    ComposeConfig copy() {
        return new ComposeConfig(project, root.deepCopy());
    }

    static boolean external(JsonNode volumeOrNetwork) {
        return volumeOrNetwork.path("external").asBoolean(false);
    }

    static Stream<JsonNode> each(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
