package dev.kawasemi.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.bed.Eventually;
import dev.kawasemi.bed.ExampleBed;
import dev.kawasemi.bed.Traffic;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.testing.Shows;
import dev.kawasemi.wire.Attachment;
import dev.kawasemi.wire.Interaction;
import dev.kawasemi.wire.Message;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Discord → JDA → engine → Docker Compose → nginx → thread and button → down. What is asserted comes from Docker and nginx, too, not only from chat. */
@Tag("engine")
class WholeWayTest {
    private static final Duration LIMIT = Scene.LIMIT;
    private static double worstRestore;

    @AfterAll
    static void show() throws Exception {
        Visitors.show();
        Shows.write("restore-seconds", worstRestore);
        Shows.write("openapi-requests-checked", Scene.requestsChecked());
        assertTrue(Visitors.requests() >= 1000, () -> "only " + Visitors.requests() + " requests were sent");
    }

    @Test
    void deploysAsksAndRemovesTheOldColourAtThePressOfAButton() throws Exception {
        try (Scene scene = Scene.open("whole", Duration.ofSeconds(2))) {
            scene.v1OnBlue();
            try (Traffic traffic = scene.bed.traffic();
                    Secrets secrets = Secrets.watch(scene)) {
                scene.bed.tasks().enqueue(20, Duration.ofMillis(100));
                scene.deploy(ExampleBed.V2);
                Message question = scene.question();
                assertEquals(
                        Map.of("beat", "exited", "redis", "running", "web", "running", "worker", "exited"),
                        scene.bed.services(Color.BLUE));
                assertEquals(Scene.ALL, scene.bed.running(Color.GREEN));
                assertEquals(
                        List.of("v2", "green"),
                        List.of(scene.bed.visit().version(), scene.bed.visit().color()));
                assertTrue(question.labels().contains("Roll back"), question::toString);
                assertChart(scene, question);
                scene.bed.tasks().enqueue(20, Duration.ofMillis(50));
                remove(scene, question);
                Eventually.holds(
                        LIMIT,
                        "BLUE gone",
                        () -> scene.bed.services(Color.BLUE).isEmpty(),
                        () -> scene.bed.services(Color.BLUE));
                scene.awaitPhase(Phase.COMPLETED);
                assertEquals(Scene.ALL, scene.bed.running(Color.GREEN));
                scene.channelMessage("done. v2 on GREEN");
                traffic.awaitVisits(400);
                Visitors.assertNoneFailed(traffic);
                secrets.assertNoneSeen();
            }
            assertThread(scene, 2, "v2");
        }
    }

    /** Drawn by a real child from what was really measured. */
    private static void assertChart(Scene scene, Message question) throws Exception {
        Message chart = scene.discord.awaitMessage(message -> message.nonce().equals("d2-chart"), LIMIT);
        assertEquals(1, chart.attachments().size(), chart::content);
        Attachment picture = chart.attachments().get(0);
        byte[] png = picture.bytes();
        assertTrue(png.length < 60_000, () -> png.length + " bytes");
        assertEquals(800, ImageIO.read(new ByteArrayInputStream(png)).getWidth());
        assertTrue(picture.description().contains("GREEN: "), picture::description);
        Path folder = Files.createDirectories(Path.of(System.getProperty("project.basedir"), "target", "charts"));
        Files.write(folder.resolve("real.png"), png);
        Eventually.holds(
                LIMIT,
                "the chart under the question",
                () -> scene.discord
                                .message(question.id())
                                .orElseThrow()
                                .attachments()
                                .size()
                        == 1,
                question::content);
    }

    /** The card, and milestones beside it, in the deployment's own thread. */
    private static void assertThread(Scene scene, int deployment, String version) {
        String thread = scene.discord.threads().stream()
                .filter(id -> scene.discord
                        .channelJson(id)
                        .path("name")
                        .asText()
                        .equals("shop " + deployment + " " + version))
                .findFirst()
                .orElseThrow();
        List<Message> messages = scene.discord.thread(thread);
        assertTrue(messages.stream().anyMatch(message -> message.content().contains("CPU")), messages::toString);
        assertTrue(messages.size() >= 5, messages::toString);
    }

    /** The old queue may hold a tick that beat sent last: then Remove asks a second time. */
    static void remove(Scene scene, Message question) {
        Interaction press = scene.bob.press(question, "Remove BLUE");
        press.awaitAck(LIMIT);
        Eventually.holds(
                LIMIT,
                "an approval or a second question",
                () -> scene.latest().orElseThrow().phase() != Phase.AWAITING_APPROVAL
                        || press.responses().stream()
                                .anyMatch(message -> message.labels().contains("Remove anyway")),
                press::responses);
        if (scene.latest().orElseThrow().phase() == Phase.AWAITING_APPROVAL) {
            scene.bob.press(
                    press.awaitResponse(message -> message.labels().contains("Remove anyway"), LIMIT), "Remove anyway");
        }
    }

    @Test
    void keepsTheOldColourAndItsWorkersWhenTheNewOneNeverBecomesHealthy() throws Exception {
        try (Scene scene = Scene.open("sick", Duration.ofSeconds(2))) {
            scene.v1OnBlue();
            try (Traffic traffic = scene.bed.traffic()) {
                scene.told.clear();
                scene.bed.tasks().enqueue(10, Duration.ofMillis(50));
                scene.deploy(ExampleBed.NEVER_HEALTHY);
                Message failed = scene.channelMessage("failed its health check");
                assertTrue(failed.pings().contains(scene.alice.id()), "the one who asked is told: " + failed);
                assertEquals(Scene.ALL, scene.bed.running(Color.BLUE));
                assertEquals(List.of(), scene.bed.running(Color.GREEN));
                assertEquals("v1", scene.bed.visit().version());
                noteRestore(scene);
                scene.bed.tasks().enqueue(10, Duration.ofMillis(50));
                scene.bed.tasks().awaitAllFinished(LIMIT);
                traffic.awaitVisits(300);
                Visitors.assertNoneFailed(traffic);
            }
        }
    }

    @Test
    void aWebThatExitsAtOnceFailsLongBeforeTheDeadline() throws Exception {
        try (Scene scene = Scene.open("exits", Duration.ofSeconds(2))) {
            scene.v1OnBlue();
            scene.told.clear();
            scene.deploy(ExampleBed.EXITS_AT_ONCE);
            scene.awaitPhase(Phase.ABORTED);
            long started = scene.told.stream()
                    .filter(one -> one.event() instanceof DeploymentEvent.StepStarted step && step.step() == Step.START)
                    .findFirst()
                    .orElseThrow()
                    .nanos();
            double seconds = (scene.toldAt(DeploymentEvent.StepFailed.class) - started) / 1e9;
            Shows.write("early-exit-seconds", seconds);
            assertTrue(seconds < 15, () -> "it took " + seconds + " s (target 5)");
            noteRestore(scene);
            assertEquals(Scene.ALL, scene.bed.running(Color.BLUE));
        }
    }

    @Test
    void rollsBackByButtonToTheVersionThatStoodBy() throws Exception {
        try (Scene scene = Scene.open("back", Duration.ofSeconds(2))) {
            scene.v1OnBlue();
            try (Traffic traffic = scene.bed.traffic()) {
                scene.deploy(ExampleBed.V2);
                scene.alice.press(scene.question(), "Roll back").awaitAck(LIMIT);
                scene.awaitPhase(Phase.ROLLED_BACK);
                assertEquals("v1", scene.bed.visit().version());
                assertEquals(Scene.ALL, scene.bed.running(Color.BLUE));
                // Its broker last: its queue is counted first.
                Eventually.holds(
                        LIMIT,
                        "GREEN stopped, kept",
                        () -> scene.bed.running(Color.GREEN).isEmpty(),
                        () -> scene.bed.services(Color.GREEN));
                traffic.awaitVisits(300);
                Visitors.assertNoneFailed(traffic);
            }
        }
    }

    @Test
    void aPressByTheWrongPersonDoesNothingAndTwoAtOnceAreOneActThatCanBeUndone() throws Exception {
        try (Scene scene = Scene.open("press", Duration.ofMinutes(5))) {
            scene.v1OnBlue();
            scene.deploy(ExampleBed.V2);
            Message question = scene.question();
            Interaction refused = scene.mallory.press(question, "Remove BLUE");
            refused.awaitResponse(
                    message -> message.ephemeral() && !message.content().isBlank(), LIMIT);
            assertEquals(List.of("redis", "web"), scene.bed.running(Color.BLUE));
            assertEquals(Phase.AWAITING_APPROVAL, scene.latest().orElseThrow().phase());
            scene.restart();
            scene.told.clear();
            twoPresses(scene, QuestionAnew.of(scene));
            scene.awaitPhase(Phase.UNDO_WINDOW);
            assertEquals(List.of(), scene.bed.running(Color.BLUE));
            assertEquals(
                    1,
                    scene.told.stream()
                            .filter(one -> one.event() instanceof DeploymentEvent.Approved)
                            .count());
            Message decided =
                    scene.discord.awaitMessage(message -> message.labels().contains("Undo"), LIMIT);
            scene.bob.press(decided, "Undo").awaitAck(LIMIT);
            Deployment again = scene.awaitPhase(Phase.AWAITING_APPROVAL);
            assertEquals(2, again.generation());
            assertEquals(List.of("redis", "web"), scene.bed.running(Color.BLUE));
            assertEquals("v2", scene.bed.visit().version());
        }
    }

    private static void twoPresses(Scene scene, Message question) {
        Interaction one = scene.bob.press(question, "Remove BLUE");
        Interaction other = scene.bob.press(question, "Remove BLUE");
        one.awaitAck(LIMIT);
        other.awaitAck(LIMIT);
        List<Interaction> both = List.of(one, other);
        Eventually.holds(
                LIMIT,
                "an answer",
                () -> decided(scene, both),
                () -> scene.latest().orElseThrow().phase());
        for (Interaction press : both) {
            press.responses().stream()
                    .filter(message -> message.labels().contains("Remove anyway"))
                    .forEach(message -> scene.bob.press(message, "Remove anyway"));
        }
    }

    private static boolean decided(Scene scene, List<Interaction> both) {
        return scene.latest().orElseThrow().phase() != Phase.AWAITING_APPROVAL
                || both.stream()
                        .allMatch(press -> press.responses().stream()
                                .anyMatch(message -> message.labels().contains("Remove anyway")));
    }

    /** From the verdict until the old workers run again. */
    private static void noteRestore(Scene scene) {
        long verdict = scene.toldAt(DeploymentEvent.StepFailed.class);
        long restored = scene.told.stream()
                .filter(one -> one.event() instanceof DeploymentEvent.Undone undone && undone.step() == Step.QUIESCE)
                .findFirst()
                .orElseThrow()
                .nanos();
        double seconds = (restored - verdict) / 1e9;
        worstRestore = Math.max(worstRestore, seconds);
        assertTrue(seconds < 6, () -> "old workers were back after " + seconds + " s (target 2)");
        assertFalse(scene.bed.running(Color.BLUE).isEmpty());
    }
}
