package dev.kawasemi.container;

import dev.kawasemi.deployment.Color;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Docker Compose's command lines. Nothing is run here.
 *
 * <p>{@code --profile '*'} is in every one: services under a profile are otherwise left out of {@code config} and left running by {@code down}
 * (seen with Compose 2.26). What was made is never built or pulled by {@code up}: that was done before, while the old workers still worked.
 */
final class ComposeCommands {
    private ComposeCommands() {}

    static List<String> version() {
        return List.of("docker", "compose", "version", "--short");
    }

    /** The one before v2, a program of its own. */
    static List<String> versionOfOld() {
        return List.of("docker-compose", "version", "--short");
    }

    static List<String> config(ComposeApp app, Color color) {
        return ofUser(app, color, "config", "--format", "json");
    }

    static List<String> pull(ComposeApp app, Color color) {
        return ofUser(app, color, "pull", "--quiet");
    }

    static List<String> build(ComposeApp app, Color color) {
        return ofUser(app, color, "build");
    }

    /** For an app that is built: the images that come from elsewhere (a Redis), where they are not here yet. */
    static List<String> pullMissing(ComposeApp app, Color color) {
        return ofUser(app, color, "pull", "--quiet", "--ignore-buildable", "--policy", "missing");
    }

    static List<String> up(KeptCopy kept, List<String> services) {
        return ofKept(kept, Stream.of("up", "-d", "--no-deps", "--no-build", "--pull", "never"), services);
    }

    /** For a restore alone: {@code --no-recreate} on an older stopped container starts its old image. */
    static List<String> upAgain(KeptCopy kept, List<String> services) {
        return ofKept(
                kept, Stream.of("up", "-d", "--no-deps", "--no-recreate", "--no-build", "--pull", "never"), services);
    }

    /** Without {@code -v} and {@code --rmi}, ever. Orphans are services that an older copy of this colour still had: the project name is ours. */
    static List<String> down(KeptCopy kept) {
        return ofKept(kept, Stream.of("down", "--remove-orphans"), List.of());
    }

    /** Compose finds everything by the project's labels when it is given no file; run it in a folder without one. */
    static List<String> downByLabels(String project) {
        return List.of("docker", "compose", "-p", project, "--profile", "*", "down");
    }

    private static List<String> ofUser(ComposeApp app, Color color, String... act) {
        String file = app.composeFile().toAbsolutePath().toString();
        return Stream.concat(
                        Stream.of("docker", "compose", "-p", app.project(color), "--profile", "*", "-f", file),
                        Stream.of(act))
                .toList();
    }

    private static List<String> ofKept(KeptCopy kept, Stream<String> act, List<String> services) {
        Stream<String> front = Stream.of("docker", "compose", "-p", kept.project(), "--profile", "*");
        Stream<String> place = Stream.of(
                "--project-directory",
                kept.directory().toString(),
                "-f",
                kept.file().toString());
        return Stream.of(front, environmentFile(kept), place, act, services.stream())
                .flatMap(part -> part)
                .toList();
    }

    /** All values are in the copy already, so the folder's {@code .env} is not read: an edit that broke it would break a restore. */
    private static Stream<String> environmentFile(KeptCopy kept) {
        return kept.readsEnvironment() ? Stream.empty() : Stream.of("--env-file", "/dev/null");
    }

    /** A folder where Compose finds no file of anyone's: it looks in the folder and in all above it. */
    static Path emptyFolder() {
        return Path.of("/");
    }
}
