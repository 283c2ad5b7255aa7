package dev.kawasemi.container;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kawasemi.container.ContainerEngine.Removed;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Release;
import dev.kawasemi.deployment.Version;
import dev.kawasemi.process.Command;
import dev.kawasemi.process.CommandResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes images of old releases. One Docker process where none of them is here any more, five or six where some go, however many. */
final class OldImages {
    private static final Logger LOG = LoggerFactory.getLogger(OldImages.class);

    /** An image of 1 GB in ten thousand files takes a slow SD card half a minute; this is for some dozens after a long time. */
    private static final Duration REMOVE = Duration.ofMinutes(10);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PIN = "kawasemi.keep";
    private static final String DELETED = "Deleted: ";

    private final Docker docker;
    private final ConfigReader reader;
    private final ToLongFunction<Path> free;
    private volatile Optional<Path> dataRoot = Optional.empty();

    /** @param free bytes on the file system of a path; 0 where it is not to be seen */
    OldImages(Docker docker, ConfigReader reader, ToLongFunction<Path> free) {
        this.docker = docker;
        this.reader = reader;
        this.free = free;
    }

    /** As {@link ContainerEngine#removeReleases}. */
    Removed remove(ComposeApp app, List<Release> old, Set<String> needed) {
        Map<String, Set<Version>> versions = new TreeMap<>();
        old.forEach(release -> release.imageIds().values().stream()
                .filter(id -> !needed.contains(id))
                .forEach(id ->
                        versions.computeIfAbsent(id, key -> new HashSet<>()).add(release.version())));
        List<String> here = versions.isEmpty() ? List.of() : here(versions.keySet());
        if (here.isEmpty()) {
            return Removed.NOTHING;
        }
        ImageNames names = ImageNames.of(reader.read(app, Color.BLUE, ImageNames.ANY));
        List<String> going = look(here).stream()
                .filter(image -> mayGo(image, names, versions.getOrDefault(image.id, Set.of())))
                .map(Image::id)
                .toList();
        return going.isEmpty() ? Removed.NOTHING : removeAll(going);
    }

    private List<String> here(Set<String> wanted) {
        return docker.must("list images", Docker.command(Docker.LOOK, DockerCommands.images()), Redaction.none())
                .lines()
                .map(String::strip)
                .distinct()
                .filter(wanted::contains)
                .toList();
    }

    private List<Image> look(List<String> ids) {
        Command command = Docker.command(Docker.LOOK, DockerCommands.imageNames(ids));
        CommandResult result = docker.run(command);
        // Somebody may have removed one in between: the others are printed all the same.
        if (!result.ok() && !Inspection.onlyMissing(result)) {
            Docker.succeeded("look at images", result, command, Redaction.none());
        }
        return result.stdout()
                .lines()
                .filter(line -> !line.isBlank())
                .map(Image::of)
                .toList();
    }

    private static boolean mayGo(Image image, ImageNames names, Set<Version> versions) {
        if (image.pinned) {
            LOG.info("Image {} stays: it is labelled {}", image.id, PIN);
            return false;
        }
        boolean ownName = image.tags.size() <= 1
                && image.tags.stream().allMatch(tag -> versions.stream().anyMatch(version -> names.isOwn(tag, version)))
                && image.digests.stream().allMatch(names::knowsRepositoryOf);
        if (!ownName) {
            LOG.info("Image {} stays: it has other names than its release's own ({})", image.id, image.names());
        }
        return ownName;
    }

    private Removed removeAll(List<String> ids) {
        OptionalLong before = freeNow();
        Command command = Docker.command(REMOVE, DockerCommands.removeImages(ids));
        CommandResult result = docker.run(command);
        List<String> gone = result.stdout()
                .lines()
                .filter(line -> line.startsWith(DELETED))
                .map(line -> line.substring(DELETED.length()).strip())
                .filter(ids::contains)
                .toList();
        if (!result.ok()) {
            LOG.info("Some images stay: {}", Docker.failure(result, command, Redaction.none()));
        }
        OptionalLong after = gone.isEmpty() ? OptionalLong.empty() : freeNow();
        return new Removed(
                gone,
                before.isPresent() && after.isPresent()
                        ? OptionalLong.of(Math.max(0, after.getAsLong() - before.getAsLong()))
                        : OptionalLong.empty());
    }

    private OptionalLong freeNow() {
        if (dataRoot.isEmpty()) {
            CommandResult result = docker.run(Docker.command(Docker.LOOK, DockerCommands.dataRoot()));
            String said = result.ok() ? result.stdout().strip() : "";
            dataRoot = said.startsWith("/") ? Optional.of(Path.of(said)) : Optional.empty();
        }
        long bytes = dataRoot.map(free::applyAsLong).orElse(0L);
        return bytes > 0 ? OptionalLong.of(bytes) : OptionalLong.empty();
    }

    /** One entry of {@code docker image inspect}. */
    private record Image(String id, List<String> tags, List<String> digests, boolean pinned) {
        static Image of(String json) {
            try {
                JsonNode image = JSON.readTree(json);
                String pin = image.path("labels").path(PIN).asText("false");
                return new Image(
                        image.path("id").asText(),
                        texts(image.path("tags")),
                        texts(image.path("digests")),
                        !pin.equals("false"));
            } catch (JsonProcessingException e) {
                throw new ContainerException(
                        "Tried to look at images but Docker's answer is not the JSON expected of it");
            }
        }

        private static List<String> texts(JsonNode array) {
            List<String> texts = new ArrayList<>();
            array.forEach(text -> texts.add(text.asText()));
            return texts;
        }

        String names() {
            return String.join(
                    ", ", Stream.concat(tags.stream(), digests.stream()).toList());
        }
    }
}
