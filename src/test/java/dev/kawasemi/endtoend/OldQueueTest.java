package dev.kawasemi.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.bed.Eventually;
import dev.kawasemi.bed.ExampleBed;
import dev.kawasemi.bed.NumberedTasks;
import dev.kawasemi.bed.Repeatedly;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.testing.Shows;
import dev.kawasemi.wire.Interaction;
import dev.kawasemi.wire.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What was accepted is done, whichever colour's queue it waits in. Counted from what the workers wrote, not from what Kawasemi says. */
@Tag("engine")
class OldQueueTest {
    private static final Duration LIMIT = Scene.LIMIT;
    /** For queues that are worked off at the least CPU weight: on a host that is busy otherwise this takes long. */
    private static final Duration DRAINED = Duration.ofMinutes(4);

    private static final Duration TASK = Duration.ofMillis(200);
    private static final Duration BETWEEN_TASKS = Duration.ofMillis(667);

    @Test
    void sixtyWaitingTasksAndThoseThatComeDuringTheDeployAreAllDone() throws Exception {
        Scene.Limits limits = Scene.Limits.quick(Duration.ZERO).drainedWithin(DRAINED);
        try (Scene scene = Scene.open("queue", limits)) {
            fourProcesses(scene);
            scene.v1OnBlue();
            NumberedTasks tasks = scene.bed.tasks();
            Repeatedly steady = Repeatedly.every(BETWEEN_TASKS, () -> tasks.enqueue(1, TASK));
            try (steady) {
                tasks.enqueue(60, TASK);
                assertWorkedOffGently(scene, deployed(scene));
                removeAfterLateTasks(scene, scene.question());
            }
            tasks.awaitAllFinished(DRAINED);
            Shows.write("drain-tasks-accepted", tasks.accepted().size());
            Shows.write("drain-tasks-lost", tasks.unfinished().size());
            assertEquals(0, tasks.doneAgain());
        }
    }

    private static void assertWorkedOffGently(Scene scene, List<Background.Look> drains) {
        assertFalse(drains.isEmpty(), "the old queue was not empty: its worker is seen at work");
        assertEquals(
                Set.of(2L),
                Set.copyOf(drains.stream().map(Background.Look::weight).toList()));
        assertEquals("1024", scene.bed.inspect(Color.BLUE, "worker", "{{.HostConfig.CpuShares}}"), "given back");
        assertTrue(
                scene.question().content().contains("old queue empty"),
                () -> scene.question().content());
    }

    /** Visitors who were still connected to the old colour: what they asked for is done before it goes. */
    private static void removeAfterLateTasks(Scene scene, Message question) {
        NumberedTasks tasks = scene.bed.tasks();
        tasks.enqueue(scene.bed.ownUrl(Color.BLUE), 3, TASK);
        scene.bob.press(question, "Remove BLUE").awaitAck(LIMIT);
        Message again = askedAnew(scene, question, "old queue empty");
        assertTrue(again.content().contains("It stayed: 3 tasks wait"), again::content);
        scene.bob.press(again, "Remove BLUE").awaitAck(LIMIT);
        scene.awaitPhase(Phase.COMPLETED, DRAINED);
        assertEquals(Map.of(), scene.bed.services(Color.BLUE));
    }

    /** v2 on GREEN with the question open; the looks in which both workers ran. */
    private static List<Background.Look> deployed(Scene scene) throws Exception {
        try (Background background = Background.watch(scene.bed, Color.BLUE)) {
            scene.deploy(ExampleBed.V2);
            scene.awaitPhase(Phase.AWAITING_APPROVAL, DRAINED);
            assertEquals(List.of(), background.doubles());
            assertTrue(
                    background.drains().stream()
                            .allMatch(look -> look.schedulers().equals(Set.of(Color.GREEN))),
                    () -> background.drains().toString());
            return background.drains();
        }
    }

    @Test
    void removalIsHeldWhileTasksWaitAndGoesThroughOnlyWithTheirNumber() throws Exception {
        Scene.Limits limits = Scene.Limits.quick(Duration.ZERO).drainedWithin(Duration.ofSeconds(2));
        try (Scene scene = Scene.open("held", limits)) {
            scene.v1OnBlue();
            scene.deploy(ExampleBed.V2);
            Message question = scene.question();
            // Picked up by a worker that is no more: nobody can work these off, only a person can give them up.
            scene.bed.exec(Color.BLUE, "redis", "redis-cli", "hset", "unacked", "a", "1", "b", "2");
            scene.bob.press(question, "Remove BLUE").awaitAck(LIMIT);
            Message held = askedAnew(scene, question, "2 tasks wait in BLUE's queue");
            Interaction press = scene.bob.press(held, "Remove BLUE");
            Message anyway = press.awaitResponse(message -> message.labels().contains("Remove anyway"), LIMIT);
            assertTrue(anyway.ephemeral() && anyway.content().contains("2 tasks"), anyway::toString);
            assertEquals(Phase.AWAITING_APPROVAL, scene.latest().orElseThrow().phase());
            scene.bed.exec(Color.BLUE, "redis", "redis-cli", "hset", "unacked", "c", "3");
            scene.bob.press(anyway, "Remove anyway").awaitAck(LIMIT);
            // One more than was given up by name: asked again.
            Message more = askedAnew(scene, held, "3 tasks wait in BLUE's queue");
            removeAnyway(scene, more);
            assertEquals(3, scene.awaitPhase(Phase.COMPLETED).tasksGivenUp());
            assertEquals(Map.of(), scene.bed.services(Color.BLUE));
        }
    }

    private static Message askedAnew(Scene scene, Message before, String part) {
        return scene.discord.awaitMessage(
                message -> !message.id().equals(before.id())
                        && message.channelId().equals(scene.discord.channelId())
                        && message.labels().contains("Remove BLUE")
                        && message.content().contains(part),
                DRAINED);
    }

    private static void removeAnyway(Scene scene, Message question) {
        Message anyway = scene.bob
                .press(question, "Remove BLUE")
                .awaitResponse(message -> message.labels().contains("Remove anyway"), LIMIT);
        scene.bob.press(anyway, "Remove anyway").awaitAck(LIMIT);
    }

    @Test
    void theQueueOfAColourThatIsRolledBackIsWorkedOffToo() throws Exception {
        try (Scene scene =
                Scene.open("backlog", Scene.Limits.quick(Duration.ZERO).drainedWithin(DRAINED))) {
            scene.v1OnBlue();
            scene.deploy(ExampleBed.V2);
            Message question = scene.question();
            NumberedTasks tasks = scene.bed.tasks();
            try (Background background = Background.watch(scene.bed, Color.GREEN)) {
                tasks.enqueue(40, TASK);
                scene.alice.press(question, "Roll back").awaitAck(LIMIT);
                scene.awaitPhase(Phase.ROLLED_BACK);
                assertEquals("v1", scene.bed.visit().version());
                assertEquals(Scene.ALL, scene.bed.running(Color.BLUE));
                tasks.awaitAllFinished(DRAINED);
                Eventually.holds(
                        LIMIT,
                        "GREEN stopped, kept",
                        () -> scene.bed.running(Color.GREEN).isEmpty(),
                        () -> scene.bed.services(Color.GREEN));
                assertEquals(List.of(), background.doubles());
                assertTrue(
                        background.drains().stream()
                                .anyMatch(look ->
                                        look.weight() == 2 && look.schedulers().equals(Set.of(Color.BLUE))),
                        () -> background.looks().toString());
            }
            assertEquals(
                    OptionalLong.of(0),
                    scene.latest().orElseThrow().drained().orElseThrow().left());
            assertEquals(Scene.ALL, scene.bed.running(Color.BLUE));
        }
    }

    private static void fourProcesses(Scene scene) throws IOException {
        Path file = scene.bed.composeFile();
        String text = Files.readString(file);
        String four = text.replace("--concurrency 2", "--concurrency 4");
        assertFalse(four.equals(text), "the example's worker has 2 processes");
        Files.writeString(file, four);
    }
}
