package dev.kawasemi.container;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kawasemi.deployment.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes a colour's kept copy out of what Compose made of the user's file, and says each edit. The config handed in is changed. */
final class ComposeEdits {
    /** Revives a container that was stopped on purpose whenever the engine starts; {@code unless-stopped} does not. */
    private static final Set<String> ALWAYS = Set.of("always", "any");

    private final ComposeApp app;
    private final ComposeConfig config;
    private final List<String> sentences = new ArrayList<>();

    private ComposeEdits(ComposeApp app, ComposeConfig config) {
        this.app = app;
        this.config = config;
    }

    /** @param imageIds by service; a service without one keeps its image as it is */
    static List<String> apply(ComposeApp app, Color color, ComposeConfig config, Map<String, String> imageIds) {
        ComposeEdits edits = new ComposeEdits(app, config);
        edits.publishWeb(color);
        config.services().forEach(edits::dropContainerName);
        config.services().forEach(edits::restartUnlessStopped);
        edits.pin(imageIds);
        config.services().forEach(edits::nameLeaks);
        return List.copyOf(edits.sentences);
    }

    private void publishWeb(Color color) {
        String web = app.webService();
        if (!config.has(web)) {
            return;
        }
        String dropped = config.ports(web).map(ComposeEdits::port).collect(Collectors.joining(", "));
        ArrayNode ports = service(web).putArray("ports");
        ports.addObject()
                .put("mode", "ingress")
                .put("host_ip", "127.0.0.1")
                .put("target", app.webPort())
                .put("published", Integer.toString(app.port(color)))
                .put("protocol", "tcp");
        sentences.add(web + ": port " + app.webPort() + " is published on 127.0.0.1:" + app.port(color)
                + (dropped.isEmpty() ? "" : " instead of " + dropped));
    }

    private void dropContainerName(String name) {
        JsonNode containerName = service(name).remove("container_name");
        if (containerName != null) {
            sentences.add(name + ": container_name " + containerName.asText()
                    + " is dropped, because the colours run side by side");
        }
    }

    private void restartUnlessStopped(String name) {
        ObjectNode service = service(name);
        boolean changed = false;
        if (ALWAYS.contains(service.path("restart").asText())) {
            service.put("restart", "unless-stopped");
            changed = true;
        }
        // Compose prefers deploy.restart_policy over restart, and takes "any" for "always".
        if (service.path("deploy").get("restart_policy") instanceof ObjectNode policy
                && ALWAYS.contains(policy.path("condition").asText("any"))) {
            policy.put("condition", "unless-stopped");
            changed = true;
        }
        if (changed) {
            sentences.add(
                    name + ": restart always becomes unless-stopped, because always starts stopped containers again"
                            + " after a reboot");
        }
    }

    private void pin(Map<String, String> imageIds) {
        config.services().stream()
                .filter(imageIds::containsKey)
                .forEach(name -> service(name).put("image", imageIds.get(name)));
        sentences.add("every service: the image is pinned by its id, so that a moved tag changes nothing");
    }

    private void nameLeaks(String name) {
        config.mounts(name)
                .filter(mount -> mount.path("type").asText().equals("volume") && !mount.has("source"))
                .forEach(mount -> sentences.add(name + ": nothing is changed at its anonymous volume "
                        + mount.path("target").asText()
                        + ", but each removed colour leaves one behind (volumes are never removed)"));
    }

    private ObjectNode service(String name) {
        return (ObjectNode) config.service(name);
    }

    private static String port(JsonNode port) {
        String address = port.path("host_ip").asText("0.0.0.0");
        String published = port.path("published").asText("a free port");
        return address + ":" + published + "->" + port.path("target").asText();
    }
}
