package dev.kawasemi.bed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.Color;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The bed itself, with plain Compose instead of Kawasemi. */
@Tag("engine")
class ExampleBedTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void exampleServesThroughNginxAndWorksOffNumberedTasks() throws IOException {
        Path folder;
        try (ExampleBed bed = ExampleBed.open("itself")) {
            folder = bed.folder();
            up(bed, Color.BLUE, ExampleBed.V1);
            writeSwitchFile(bed, Color.BLUE);
            bed.startProxy();
            awaitOk(bed.publicUrl().resolve("/health/"));
            Visit visit = bed.visit();
            assertEquals(List.of("v1", "blue"), List.of(visit.version(), visit.color()));
            assertEquals(List.of("beat", "redis", "web", "worker"), bed.running(Color.BLUE));
            assertEquals(Map.of(), bed.services(Color.GREEN));

            bed.tasks().enqueue(5, Duration.ofMillis(20));
            bed.tasks().awaitAllFinished(LIMIT);
            assertEquals(Set.of(1, 2, 3, 4, 5), bed.tasks().finished());
            assertEquals(0, bed.tasks().doneAgain());
        }
        assertFalse(Files.exists(folder));
    }

    @Test
    void trafficSeesASwitchAndEachLostRequest() throws IOException {
        try (ExampleBed bed = ExampleBed.open("switch")) {
            up(bed, Color.BLUE, ExampleBed.V1);
            up(bed, Color.GREEN, ExampleBed.V2);
            writeSwitchFile(bed, Color.BLUE);
            bed.startProxy();
            awaitOk(URI.create("http://127.0.0.1:" + bed.port(Color.BLUE) + "/health/"));
            awaitOk(URI.create("http://127.0.0.1:" + bed.port(Color.GREEN) + "/health/"));
            try (Traffic traffic = bed.traffic()) {
                traffic.awaitVisits(50);
                writeSwitchFile(bed, Color.GREEN);
                BedCommand.run(LIMIT, bed.proxy().test());
                BedCommand.run(LIMIT, bed.proxy().reload());
                Eventually.holds(LIMIT, "v2", () -> traffic.versions().contains("v2"), traffic::versions);
                assertEquals(List.of(), traffic.failures());
                compose(bed, Color.GREEN, ExampleBed.V2, List.of("stop", "web"));
                Eventually.holds(LIMIT, "a failure", () -> !traffic.failures().isEmpty(), traffic::versions);
                assertTrue(traffic.versions().equals(Set.of("v1", "v2")), () -> "seen " + traffic.versions());
            }
        }
    }

    @Test
    void brokenVersionsAreBrokenAsNamed() throws IOException {
        try (ExampleBed bed = ExampleBed.open("broken")) {
            up(bed, Color.BLUE, ExampleBed.NEVER_HEALTHY);
            URI health = URI.create("http://127.0.0.1:" + bed.port(Color.BLUE) + "/health/");
            Eventually.holds(LIMIT, "503", () -> Visit.to(health).status() == 503, () -> Visit.to(health));
            up(bed, Color.GREEN, ExampleBed.EXITS_AT_ONCE);
            Eventually.holds(
                    LIMIT,
                    "the web ends",
                    () -> !bed.running(Color.GREEN).contains("web"),
                    () -> bed.services(Color.GREEN));
        }
    }

    /** What Kawasemi does with the file, by the plainest means: the colour's port in place of the fixed one, no container names. */
    private static void up(ExampleBed bed, Color color, String version) throws IOException {
        String text = Files.readString(bed.composeFile())
                .replace("\"8000:8000\"", "\"127.0.0.1:" + bed.port(color) + ":8000\"")
                .replaceAll("(?m)^ *container_name:.*$", "");
        Files.writeString(file(bed, color), text);
        compose(bed, color, version, List.of("up", "-d", "--pull", "never"));
    }

    private static void compose(ExampleBed bed, Color color, String version, List<String> act) {
        List<String> argv = new ArrayList<>(List.of(
                "env",
                "APP_TAG=" + version,
                "COLOR=" + color.id(),
                "docker",
                "compose",
                "-p",
                bed.project(color),
                "-f",
                file(bed, color).toString()));
        argv.addAll(act);
        BedCommand.run(LIMIT, argv);
    }

    private static Path file(ExampleBed bed, Color color) {
        return bed.composeFile().resolveSibling(color.id() + ".yml");
    }

    private static void writeSwitchFile(ExampleBed bed, Color color) throws IOException {
        Files.writeString(
                bed.proxyFile(),
                "upstream kawasemi_shop { server 127.0.0.1:" + bed.port(color) + "; }\n"
                        + "map $upstream_addr $kawasemi_shop_color { default " + color.id() + "; }\n");
    }

    private static void awaitOk(URI url) {
        Eventually.holds(LIMIT, "200 at " + url, () -> Visit.to(url).ok(), () -> Visit.to(url));
    }
}
