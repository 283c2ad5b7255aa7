package dev.kawasemi.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.bed.ExampleBed;
import dev.kawasemi.bed.NumberedTasks;
import dev.kawasemi.bed.Repeatedly;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.testing.Shows;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The ways in which old workers yield, in a real deploy of the example app whose web burns some seconds of CPU before it answers. */
@Tag("engine")
@Timeout(600)
class YieldingWaysTest {
    private static final Duration LONG = Duration.ofMinutes(4);
    private static final Duration TASK = Duration.ofMillis(100);

    @Test
    void tasksGoOnBesideSlowedWorkersAndNoneIsLost() throws Exception {
        try (Scene scene = scene("slow", "lower-cpu")) {
            Deployment now = deployUnderLoad(scene);

            assertEquals("workers slowed to weight 72, 1 of 4 processes awake", note(now, Step.QUIESCE));
            List<Instant> meanwhile = finishedBeforeNewWorkers(scene, now);
            Shows.write("lower-cpu-tasks-while-booting", meanwhile.size());
            Shows.write("lower-cpu-longest-gap-ms", longestGap(now, meanwhile).toMillis());
            assertFalse(meanwhile.isEmpty(), "tasks go on while the new web boots");
            assertEquals("1024", scene.bed.inspect(Color.BLUE, "worker", "{{.HostConfig.CpuShares}}"), "given back");
            assertAllDone(scene);
        }
    }

    @Test
    void nothingIsLostBesidePausedWorkers() throws Exception {
        try (Scene scene = scene("paused", "pause")) {
            Deployment now = deployUnderLoad(scene);

            assertEquals("workers paused", note(now, Step.QUIESCE));
            assertEquals("exited", scene.bed.services(Color.BLUE).get("worker"));
            assertAllDone(scene);
        }
    }

    @Test
    void aFailedDeployGivesSlowedWorkersBackAsTheyWere() throws Exception {
        try (Scene scene = scene("giveback", "lower-cpu")) {
            String before = scene.bed.inspect(Color.BLUE, "worker", "{{.Id}} {{.State.Pid}}");
            scene.bed.tasks().enqueue(20, TASK);
            scene.deploy(ExampleBed.EXITS_AT_ONCE);
            Deployment now = scene.awaitPhase(Phase.ABORTED, LONG);

            assertTrue(note(now, Step.QUIESCE).startsWith("workers slowed"), () -> note(now, Step.QUIESCE));
            assertEquals(Scene.ALL, scene.bed.running(Color.BLUE));
            assertEquals(before, scene.bed.inspect(Color.BLUE, "worker", "{{.Id}} {{.State.Pid}}"));
            assertEquals("1024", scene.bed.inspect(Color.BLUE, "worker", "{{.HostConfig.CpuShares}}"));
            assertEquals(0, held(scene), "processes that are still held");
            assertAllDone(scene);
        }
    }

    /** v1 on BLUE with a pool of four. */
    private static Scene scene(String name, String way) throws Exception {
        Scene scene = Scene.open(
                name, Scene.Limits.quick(Duration.ZERO).drainedWithin(LONG).yieldingBy(way, Duration.ofMinutes(2)));
        try {
            String text = Files.readString(scene.bed.composeFile());
            Files.writeString(scene.bed.composeFile(), text.replace("--concurrency 2", "--concurrency 4"));
            scene.v1OnBlue();
            scene.bed.environment(Map.of("BOOT_CPU_S", "6"));
            return scene;
        } catch (Exception | AssertionError e) {
            scene.close();
            throw e;
        }
    }

    private static Deployment deployUnderLoad(Scene scene) throws Exception {
        NumberedTasks tasks = scene.bed.tasks();
        tasks.enqueue(60, TASK);
        Repeatedly steady = Repeatedly.every(Duration.ofMillis(667), () -> tasks.enqueue(1, TASK));
        try (steady;
                Background background = Background.watch(scene.bed, Color.BLUE)) {
            scene.deploy(ExampleBed.V2);
            Deployment now = scene.awaitPhase(Phase.AWAITING_APPROVAL, LONG);
            assertEquals(List.of(), background.doubles(), "two schedulers");
            return now;
        }
    }

    private static List<Instant> finishedBeforeNewWorkers(Scene scene, Deployment now) {
        Instant yielded = now.steps().get(Step.QUIESCE).endedAt().orElseThrow();
        Instant end = now.steps().get(Step.WORKERS).startedAt();
        return scene.bed.tasks().finishedAt().stream()
                .filter(at -> at.isAfter(yielded) && at.isBefore(end))
                .toList();
    }

    private static Duration longestGap(Deployment now, List<Instant> finished) {
        List<Instant> marks = new ArrayList<>(finished);
        marks.add(0, now.steps().get(Step.QUIESCE).endedAt().orElseThrow());
        marks.add(now.steps().get(Step.WORKERS).startedAt());
        Duration longest = Duration.ZERO;
        for (int i = 1; i < marks.size(); i++) {
            Duration gap = Duration.between(marks.get(i - 1), marks.get(i));
            longest = gap.compareTo(longest) > 0 ? gap : longest;
        }
        return longest;
    }

    private static void assertAllDone(Scene scene) {
        NumberedTasks tasks = scene.bed.tasks();
        tasks.awaitAllFinished(LONG);
        assertEquals(0, tasks.doneAgain());
    }

    private static int held(Scene scene) {
        return (int) scene.bed
                .exec(Color.BLUE, "worker", "sh", "-c", "cat /proc/[0-9]*/stat")
                .lines()
                .filter(line -> line.contains(") T "))
                .count();
    }

    private static String note(Deployment now, Step step) {
        return now.steps().get(step).note();
    }
}
