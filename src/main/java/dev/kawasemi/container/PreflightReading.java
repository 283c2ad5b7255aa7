package dev.kawasemi.container;

import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Version;
import java.util.ArrayList;
import java.util.List;

/** Reads an app's compose file as both colours would, and as another version would, and holds it against the rules. */
final class PreflightReading {
    private final ConfigReader reader;

    PreflightReading(ConfigReader reader) {
        this.reader = reader;
    }

    /** Every rule that is broken; a file that Compose does not take is one. */
    List<String> problems(ComposeApp app, Version version) {
        List<String> problems = new ArrayList<>();
        try {
            ComposeConfig blue = reader.read(app, Color.BLUE, version);
            ComposeConfig green = reader.read(app, Color.GREEN, version);
            problems.addAll(PreflightRules.broken(app, blue, green));
            if (app.versionVariable().isPresent()) {
                ComposeConfig other = reader.read(app, Color.BLUE, otherThan(version));
                problems.addAll(PreflightRules.versionWithoutEffect(app, blue, other));
            }
        } catch (ContainerException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        return problems;
    }

    /** Any other valid version, to see whether it makes a difference. */
    private static Version otherThan(Version version) {
        return new Version(version.value().equals("other") ? "another" : "other");
    }
}
