package dev.kawasemi.container;

import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Finding;
import dev.kawasemi.deployment.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads an app's compose file as both colours would, and as another version would, and holds it against the rules. */
final class PreflightReading {
    private final ConfigReader reader;

    PreflightReading(ConfigReader reader) {
        this.reader = reader;
    }

    /** Every rule that is broken; a file that Compose does not take is one. */
    List<Finding> problems(ComposeApp app, Version version) {
        Optional<Finding> absent = absent(app.composeFile());
        if (absent.isPresent()) {
            return List.of(absent.get());
        }
        List<Finding> problems = new ArrayList<>();
        try {
            ComposeConfig blue = reader.read(app, Color.BLUE, version);
            ComposeConfig green = reader.read(app, Color.GREEN, version);
            problems.addAll(PreflightRules.broken(app, blue, green));
            if (app.versionVariable().isPresent()) {
                ComposeConfig other = reader.read(app, Color.BLUE, otherThan(version));
                problems.addAll(PreflightRules.versionWithoutEffect(app, blue, other));
            }
        } catch (ContainerException e) {
            problems.add(Finding.problem(
                    String.valueOf(e.getMessage()).replaceFirst("\\.$", ""),
                    "Mend the file, or what it reads (.env, env_file); `docker compose -f " + app.composeFile()
                            + " config` says the same"));
        }
        return problems;
    }

    /** In words of our own, because Compose's do not say which user may not read it. */
    private static Optional<Finding> absent(Path file) {
        if (Files.isReadable(file) && Files.isRegularFile(file)) {
            return Optional.empty();
        }
        boolean there = Files.exists(file);
        if (Files.notExists(file) || (there && !Files.isRegularFile(file))) {
            return Optional.of(Finding.problem(
                    "The compose file " + file + (there ? " is no file" : " is not there"),
                    "Put it there, or set the app's compose-file to where it lies"));
        }
        return Optional.of(Finding.problem(
                "The compose file " + file + " may not be read by the user " + System.getProperty("user.name"),
                "Let a group of that user read the file and pass through its folders: chgrp, chmod g+r and g+x"));
    }

    /** Any other valid version, to see whether it makes a difference. */
    private static Version otherThan(Version version) {
        return new Version(version.value().equals("other") ? "another" : "other");
    }
}
