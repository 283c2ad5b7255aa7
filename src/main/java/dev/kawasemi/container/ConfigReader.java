package dev.kawasemi.container;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Version;
import dev.kawasemi.process.Command;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Has Compose read the user's file as a colour and version would see it. */
final class ConfigReader {
    /** Compose reads files only; a Pi takes about a second. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Two colours and a third reading for a few apps. */
    private static final int MOST_KNOWN = 20;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Docker docker;

    /** What was read, as long as nothing that Compose reads for it has changed. */
    private final Map<Key, Read> known = new ConcurrentHashMap<>();

    /** Everything that makes a difference beside the files. */
    private record Key(Path file, String project, Optional<String> variable, Color color, Version version) {}

    private record Read(ComposeFiles files, String json) {}

    ConfigReader(Docker docker) {
        this.docker = docker;
    }

    /** Throws {@link ContainerException} with Compose's own words, without secrets, when it is not valid. */
    ComposeConfig read(ComposeApp app, Color color, Version version) {
        String tried = "read " + app.composeFile() + " as " + app.project(color);
        String json = json(tried, app, color, version);
        try {
            if (JSON.readTree(json) instanceof ObjectNode root && root.path("services") instanceof ObjectNode) {
                return new ComposeConfig(app.project(color), root);
            }
        } catch (JsonProcessingException e) {
            // The text holds secrets and the exception quotes it: neither is passed on.
            throw new ContainerException(
                    "Tried to " + tried + " but Compose's answer is no JSON, or longer than is kept");
        }
        throw new ContainerException("Tried to " + tried + " but it has no services");
    }

    private String json(String tried, ComposeApp app, Color color, Version version) {
        Key key = new Key(app.composeFile(), app.project(color), app.versionVariable(), color, version);
        Optional<ComposeFiles> files = ComposeFiles.of(app.composeFile());
        Optional<String> same = Optional.ofNullable(known.get(key))
                .filter(read -> files.filter(read.files()::equals).isPresent())
                .map(Read::json);
        if (same.isPresent()) {
            return same.get();
        }
        Command command = command(LIMIT, ComposeCommands.config(app, color), app, color, version);
        String json = docker.must(tried, command, Redaction.ofFolder(app.composeFile()));
        if (known.size() >= MOST_KNOWN) {
            known.clear();
        }
        files.ifPresent(read -> known.put(key, new Read(read, json)));
        return json;
    }

    static Command command(Duration limit, List<String> argv, ComposeApp app, Color color, Version version) {
        Map<String, String> environment = new HashMap<>();
        environment.put("COLOR", color.id());
        app.versionVariable().ifPresent(variable -> environment.put(variable, version.value()));
        return Docker.command(limit, argv, environment);
    }
}
