package dev.kawasemi.bed;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The example app's images: built once per run, then handed to each bed under a name of its own, so that a test may move a tag. */
final class ExampleImages {
    /** Made by {@code src/test/run} (see {@code src/demo/host.sh}): no image can be pulled in CI. */
    static final String BASE = System.getProperty("demo.base.image", "kawasemi/demo-base:trixie");

    /** Tag to the way in which the example's Dockerfile breaks it ({@code BROKEN} in app.py). */
    static final Map<String, String> VERSIONS = Map.of(
            ExampleBed.V1, "",
            ExampleBed.V2, "",
            ExampleBed.V4, "",
            ExampleBed.NEVER_HEALTHY, "health",
            ExampleBed.EXITS_AT_ONCE, "exit",
            ExampleBed.SICK_BEHIND_PROXY, "proxied",
            ExampleBed.FALLS_ILL, "later",
            ExampleBed.WORKER_EXITS, "worker");

    private static final String BUILT = "kawasemi-bed-example";
    private static final Duration BUILD_LIMIT = Duration.ofMinutes(5);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static boolean built;

    private ExampleImages() {}

    /** Makes {@code repository:VERSION} for every version. */
    static void tagAs(String repository) {
        buildOnce();
        VERSIONS.keySet()
                .forEach(version ->
                        BedCommand.docker(LIMIT, List.of("tag", BUILT + ":" + version, repository + ":" + version)));
    }

    static void untag(String repository) {
        BedCommand.docker(LIMIT, List.of("images", "--format", "{{.Repository}}:{{.Tag}}", repository))
                .lines()
                .forEach(tag -> BedCommand.docker(LIMIT, List.of("rmi", "--no-prune", tag)));
    }

    private static synchronized void buildOnce() {
        if (built) {
            return;
        }
        if (BedCommand.docker(LIMIT, List.of("images", "-q", BASE)).isBlank()) {
            throw new IllegalStateException(
                    "The base image " + BASE + " is not there. `bash src/test/run` makes it and runs these tests.");
        }
        VERSIONS.forEach(ExampleImages::build);
        built = true;
    }

    private static void build(String version, String broken) {
        Path folder = ExampleBed.sources().resolve("src/demo/app");
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
                        BUILT + ":" + version,
                        folder.toString()));
    }
}
