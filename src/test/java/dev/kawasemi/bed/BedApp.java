package dev.kawasemi.bed;

import java.nio.file.Path;
import java.util.Map;

/**
 * An app that a bed can hold. Its Compose file takes {@code APP_IMAGE}, {@code REDIS_IMAGE} and {@code RESULTS_DIR} from an {@code .env} beside it.
 *
 * @param image what its images are called before a bed gives them a name of its own
 * @param folder with its Dockerfile, which takes BASE, VERSION and BROKEN
 * @param versions tag to the way in which that version is broken on purpose; empty: not at all
 */
public record BedApp(String image, Path composeFile, Path folder, Map<String, String> versions) {
    public BedApp {
        versions = Map.copyOf(versions);
    }

    /** The example, whole ones and broken ones ({@code BROKEN} in app.py). */
    static BedApp example() {
        return new BedApp(
                "kawasemi-bed-example",
                sources().resolve("docker-compose.example.yml"),
                sources().resolve("src/demo/app"),
                Map.of(
                        ExampleBed.V1, "",
                        ExampleBed.V2, "",
                        ExampleBed.V4, "",
                        ExampleBed.NEVER_HEALTHY, "health",
                        ExampleBed.EXITS_AT_ONCE, "exit",
                        ExampleBed.SICK_BEHIND_PROXY, "proxied",
                        ExampleBed.FALLS_ILL, "later",
                        ExampleBed.WORKER_EXITS, "worker"));
    }

    /** Where {@code docker-compose.example.yml} and {@code src} are. */
    public static Path sources() {
        return Path.of(System.getProperty("project.basedir", "."));
    }
}
