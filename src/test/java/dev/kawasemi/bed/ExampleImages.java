package dev.kawasemi.bed;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** An app's images: built once per run, then handed to each bed under a name of its own, so that a test may move a tag. */
final class ExampleImages {
    /** Made by {@code src/test/run} (see {@code src/demo/host.sh}): no image can be pulled in CI. */
    static final String BASE = System.getProperty("demo.base.image", "kawasemi/demo-base:trixie");

    private static final Duration BUILD_LIMIT = Duration.ofMinutes(5);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final Set<String> BUILT = new HashSet<>();

    private ExampleImages() {}

    /** Makes {@code repository:VERSION} for every version. */
    static void tagAs(BedApp app, String repository) {
        buildOnce(app);
        app.versions()
                .keySet()
                .forEach(version -> BedCommand.docker(
                        LIMIT, List.of("tag", app.image() + ":" + version, repository + ":" + version)));
    }

    static void untag(String repository) {
        BedCommand.docker(LIMIT, List.of("images", "--format", "{{.Repository}}:{{.Tag}}", repository))
                .lines()
                .forEach(tag -> BedCommand.docker(LIMIT, List.of("rmi", "--no-prune", tag)));
    }

    private static synchronized void buildOnce(BedApp app) {
        if (BUILT.contains(app.image())) {
            return;
        }
        if (BedCommand.docker(LIMIT, List.of("images", "-q", BASE)).isBlank()) {
            throw new IllegalStateException(
                    "The base image " + BASE + " is not there. `bash src/test/run` makes it and runs these tests.");
        }
        app.versions().forEach((version, broken) -> build(app, version, broken));
        BUILT.add(app.image());
    }

    private static void build(BedApp app, String version, String broken) {
        BedCommand.docker(
                BUILD_LIMIT,
                List.of(
                        "build",
                        "-q",
                        "--build-arg",
                        "BASE=" + BASE,
                        "--build-arg",
                        "VERSION=" + version,
                        "--build-arg",
                        "BROKEN=" + broken,
                        "-t",
                        app.image() + ":" + version,
                        app.folder().toString()));
    }
}
