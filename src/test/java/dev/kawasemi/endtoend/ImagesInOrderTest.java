package dev.kawasemi.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.bed.Eventually;
import dev.kawasemi.bed.ExampleBed;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.process.Command;
import dev.kawasemi.process.CommandResult;
import dev.kawasemi.process.CommandRunners;
import dev.kawasemi.testing.Shows;
import dev.kawasemi.wire.Message;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Several releases one after another with few kept: which images are gone, which are not, what it freed, and the way back. */
@Tag("engine")
class ImagesInOrderTest {
    private static final int MEGABYTES = 24;
    private static final Pattern FREED = Pattern.compile("Removed 1 image of w1: (\\d+) MB freed\\.");

    @Test
    void oldImagesGoWithTheOldColourAndTheWayBackStays() throws Exception {
        try (Scene scene = Scene.open("order", Scene.Limits.quick(Duration.ZERO).keeping(1))) {
            Map<String, String> ids = new TreeMap<>();
            ids.put("v1", id(scene.bed.project() + ":v1"));
            ids.put("w1", build(scene, "w1", ExampleBed.V1));
            ids.put("w2", build(scene, "w2", ExampleBed.V2));
            ids.put("w3", build(scene, "w3", ExampleBed.V4));

            scene.v1OnBlue();
            release(scene, "w1");
            release(scene, "w2");
            assertEquals(List.of("v1", "w1", "w2", "w3"), here(ids), "v1's has another name too");
            assertEquals(2, keptCopies(scene), "of w1 and w2");

            release(scene, "w3");
            Eventually.holds(
                    Scene.LIMIT, "w1 gone", () -> here(ids).equals(List.of("v1", "w2", "w3")), () -> here(ids));
            assertFreed(scene);
            assertEquals(2, keptCopies(scene));
            assertTrue(docker("image", "ls", "-q", base()).strip().length() > 0, "nobody's redis is touched");

            scene.alice.slash("rollback", Map.of("app", "shop")).awaitAck(Scene.LIMIT);
            scene.awaitPhase(Phase.AWAITING_APPROVAL);
            assertEquals("v2", scene.bed.visit().version(), "w2 was made of v2");
            approve(scene);
            assertEquals(List.of("v1", "w2", "w3"), here(ids));
            assertEquals(
                    Scene.ALL,
                    scene.bed.running(scene.latest().orElseThrow().next().color()));
        }
    }

    /** Deployed, approved and alone. */
    private static void release(Scene scene, String version) {
        scene.deploy(version);
        scene.awaitPhase(Phase.AWAITING_APPROVAL);
        approve(scene);
    }

    private static void approve(Scene scene) {
        Color old = scene.latest().orElseThrow().next().color().other();
        var asked = scene.bob.slash("approve", Map.of("app", "shop"));
        asked.awaitResponse(message -> !message.loading(), Scene.LIMIT);
        asked.responses().stream()
                .filter(message -> message.labels().contains("Remove anyway"))
                .forEach(message -> scene.bob.press(message, "Remove anyway").awaitAck(Scene.LIMIT));
        scene.awaitPhase(Phase.COMPLETED);
        assertEquals(Map.of(), scene.bed.services(old));
    }

    /** In the thread of the deployment that brought w3, and about as much as the image had for itself. */
    private static void assertFreed(Scene scene) throws Exception {
        Message told = scene.discord.awaitMessage(message -> message.nonce().startsWith("d4-m-images-"), Scene.LIMIT);
        assertTrue(!told.channelId().equals(scene.discord.channelId()), "it stands in the thread");
        Matcher freed = FREED.matcher(told.content());
        assertTrue(freed.matches(), told::content);
        int megabytes = Integer.parseInt(freed.group(1));
        Shows.write("image-freed-mb", megabytes);
        assertTrue(megabytes > MEGABYTES / 2 && megabytes < MEGABYTES * 2, () -> megabytes + " of about " + MEGABYTES);
    }

    /** The app's image of that version with some megabytes of its own, which no other layer holds; its id. */
    private static String build(Scene scene, String version, String from) throws Exception {
        Path context = Files.createDirectories(scene.bed.folder().resolve("image-" + version));
        byte[] bytes = new byte[MEGABYTES << 20];
        new Random(version.hashCode()).nextBytes(bytes);
        Files.write(context.resolve("weight"), bytes);
        Files.writeString(
                context.resolve("Dockerfile"), "FROM " + scene.bed.project() + ":" + from + "\nCOPY weight /weight\n");
        docker("build", "-q", "-t", scene.bed.project() + ":" + version, context.toString());
        return id(scene.bed.project() + ":" + version);
    }

    private static String base() {
        return System.getProperty("demo.base.image", "kawasemi/demo-base:trixie");
    }

    private static List<String> here(Map<String, String> ids) {
        List<String> all = docker("image", "ls", "-q", "--no-trunc").lines().toList();
        return ids.entrySet().stream()
                .filter(image -> all.contains(image.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Copies of releases, of both colours. */
    private static long keptCopies(Scene scene) throws Exception {
        try (Stream<Path> files = Files.list(scene.bed.stateDir().resolve("apps/shop/releases"))) {
            return files.count();
        }
    }

    private static String id(String name) {
        return docker("image", "inspect", "--format", "{{.Id}}", name).strip();
    }

    private static String docker(String... words) {
        List<String> argv = new ArrayList<>(List.of("docker"));
        argv.addAll(List.of(words));
        try {
            CommandResult result = CommandRunners.system().run(Command.of(Scene.LIMIT, argv));
            assertTrue(result.ok(), result::stderr);
            return result.stdout();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
