package dev.kawasemi.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.deployment.Weight;
import dev.kawasemi.proxy.ProxySwitcher;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The old queue worked off, and the time in which a sick release is rolled back by itself. */
class AfterSwitchTest {
    private static final ProxySwitcher.Glance SICK =
            new ProxySwitcher.Glance(false, Optional.of(Color.GREEN), Duration.ofMillis(5), "HTTP 503 from green");
    private static final ProxySwitcher.Glance WELL =
            new ProxySwitcher.Glance(true, Optional.of(Color.GREEN), Duration.ofMillis(5), "HTTP 200 from green");
    private static final List<String> ALL = List.of("beat", "redis", "web", "worker");

    @TempDir
    Path folder;

    private Rig rig;
    private Outside outside;

    @BeforeEach
    void v1Serves() throws Exception {
        rig = new Rig(folder);
        rig.v1OnBlue();
        outside = new Outside(rig, Set.of());
    }

    @AfterEach
    void close() {
        assertEquals(List.of(), outside.violations());
        rig.close();
    }

    @Test
    void theOldWorkerWorksTheOldQueueOffAtTheLeastWeightAndWithoutItsScheduler() throws Exception {
        outside.waiting("shop-blue", 40);
        TreeSet<Long> weights = new TreeSet<>();
        rig.time.onAdvance(() -> {
            if (outside.runs("shop-blue", "worker") && outside.runs("shop-green", "worker")) {
                weights.add(rig.containers.host().cpuShares("shop-blue", "worker"));
                assertFalse(outside.runs("shop-blue", "beat"), "never the old scheduler");
            }
        });
        Deployment asked = rig.deployed("v2");
        assertEquals(Phase.AWAITING_APPROVAL, asked.phase());
        assertEquals("empty", asked.steps().get(Step.DRAIN).note());
        assertEquals(Set.of(Weight.LOWEST), weights, "done within the first quarter of its deadline");
        assertEquals(0, rig.containers.host().cpuShares("shop-blue", "worker"), "the weight before is given back");
        assertEquals(List.of("redis", "web"), rig.running("shop-blue"), "the worker is stopped again");
        assertEquals(OptionalLong.of(0), asked.evidence().orElseThrow().oldQueue());
    }

    @Test
    void newWorkersHaveLittleOfTheCpuUntilTheWatchHasLastedSomeSeconds() throws Exception {
        List<Long> weights = new ArrayList<>();
        rig.time.onAdvance(() -> {
            if (rig.running("shop-green").contains("worker")) {
                weights.add(rig.containers.host().cpuShares("shop-green", "worker"));
                assertEquals(
                        weights.get(weights.size() - 1),
                        rig.containers.host().cpuShares("shop-green", "beat"),
                        "a scheduler that boots beside them must not have the core before them");
            }
        });
        Deployment asked = rig.deployed("v2");

        assertEquals(Phase.AWAITING_APPROVAL, asked.phase());
        assertEquals(List.of(128L, 0L), weights.stream().distinct().toList());
        long gently = weights.stream().filter(weight -> weight == 128).count();
        assertTrue(gently >= 8 && gently <= 12, () -> "three looks and five seconds of the watch: " + weights);
        assertEquals(0, rig.containers.host().cpuShares("shop-green", "worker"));
        assertEquals(0, rig.containers.host().cpuShares("shop-green", "beat"));
    }

    @Test
    void aReleaseWhoseProcessesAreKilledForWantOfMemoryIsRolledBackThoughItAnswers() throws Exception {
        AtomicLong kills = new AtomicLong();
        rig.time.onAdvance(() -> {
            if (rig.engine.latest(Rig.SHOP).orElseThrow().steps().containsKey(Step.WATCH)) {
                rig.sampler.oomKills("green", kills.incrementAndGet());
                rig.beat();
            }
        });
        rig.deploy("v2");
        Deployment back = rig.await(Phase.ROLLED_BACK);
        String why = back.failure().orElseThrow();
        assertTrue(why.contains("its containers ended or were killed 3 times"), why);
        assertTrue(why.contains("the kernel killed 1 of its processes for want of memory"), why);
        rig.awaitIdle();
        assertEquals(ALL, rig.running("shop-blue"));
    }

    @Test
    void anEmptyQueueStartsNothing() throws Exception {
        int before = rig.containers.calls().size();
        Deployment asked = rig.deployed("v2");
        assertEquals("empty", asked.steps().get(Step.DRAIN).note());
        List<String> calls =
                rig.containers.calls().subList(before, rig.containers.calls().size());
        assertTrue(
                calls.stream().noneMatch(call -> call.startsWith("weigh shop-blue") || call.startsWith("restore")),
                calls::toString);
    }

    @Test
    void aQueueThatDoesNotRunEmptyIsReportedAtItsDeadlineAndHoldsTheRemoval() throws Exception {
        rig.time.onAdvance(() -> outside.waiting("shop-blue", 12));
        int before = rig.containers.calls().size();
        Deployment asked = rig.deployed("v2");
        assertEquals("12 tasks left", asked.steps().get(Step.DRAIN).note());
        List<String> weighed = rig.containers.calls().stream()
                .skip(before)
                .filter(call -> call.startsWith("weigh shop-blue"))
                .toList();
        assertEquals(
                List.of(
                        "weigh shop-blue worker 2",
                        "weigh shop-blue worker 64",
                        "weigh shop-blue worker 256",
                        "weigh shop-blue worker 0",
                        "weigh shop-blue worker 0"),
                weighed,
                "more with each quarter of the deadline, then its own again");
        Duration took = asked.steps().get(Step.DRAIN).took().orElseThrow();
        assertTrue(
                took.compareTo(Duration.ofMinutes(15)) >= 0 && took.compareTo(Duration.ofMinutes(16)) < 0,
                took::toString);
        assertEquals(OptionalLong.of(12), asked.evidence().orElseThrow().oldQueue());
        assertInstanceOf(Answer.Accepted.class, rig.ask(rig.engine.approve(Rig.SHOP, Rig.BOB, Optional.of(1), 0)));
        Deployment held = rig.await(now -> now.generation() == 2);
        assertEquals(Optional.of("12 tasks wait in BLUE's queue"), held.retireProblem());
        assertEquals(List.of("redis", "web"), rig.running("shop-blue"), "the standby is warm again");
    }

    @Test
    void aPersonWhoSawTheNumberGivesTheTasksUp() throws Exception {
        rig.time.onAdvance(() -> outside.waiting("shop-blue", 12));
        rig.deployed("v2");
        rig.awaitIdle();
        assertInstanceOf(Answer.Accepted.class, rig.ask(rig.engine.approve(Rig.SHOP, Rig.BOB, Optional.of(1), 12)));
        Deployment stopped = rig.await(Phase.UNDO_WINDOW);
        assertEquals(12, stopped.tasksGivenUp());
        assertEquals(List.of(), rig.running("shop-blue"));
    }

    @Test
    void tasksThatCameAfterTheQuestionAreWorkedOffBeforeTheOldColourGoes() throws Exception {
        rig.deployed("v2");
        rig.awaitIdle();
        outside.waiting("shop-blue", 8);
        rig.ask(rig.engine.approve(Rig.SHOP, Rig.BOB, Optional.of(1), 0));
        Deployment again = rig.await(now -> now.generation() == 2);
        assertEquals(OptionalLong.of(0), again.evidence().orElseThrow().oldQueue());
        rig.awaitIdle();
        rig.ask(rig.engine.approve(Rig.SHOP, Rig.BOB, Optional.of(2), 0));
        rig.await(Phase.UNDO_WINDOW);
    }

    @Test
    void tasksThatAreCutAreNamed() throws Exception {
        rig.containers.script().exitCodeOnStop("worker", 137);
        rig.containers.script().runningTasks("shop-blue", "shop.order 17");
        Deployment asked = rig.deployed("v2");
        String note = asked.steps().get(Step.QUIESCE).note();
        assertTrue(note.contains("worker killed after 30 s, shop.order 17 come back"), note);
    }

    @Test
    void aReleaseThatFailsInTheWatchIsRolledBackByItselfWithNumbers() throws Exception {
        rig.proxy.nextGlances(glances(10, WELL));
        rig.proxy.nextGlances(glances(5, SICK));
        Deployment back = rig.deployed("v2");
        assertEquals(Phase.ROLLED_BACK, back.phase());
        String why = back.failure().orElseThrow();
        assertTrue(
                why.startsWith("5 of 5 probes failed ") && why.endsWith(" after the switch (HTTP 503 from green)"),
                why);
        assertEquals(Color.BLUE, rig.proxy.active().orElseThrow().color());
        assertEquals(ALL, rig.running("shop-blue"));
        rig.awaitIdle();
        assertEquals(List.of(), rig.running("shop-green"));
    }

    @Test
    void aFewBadProbesAreNoReasonToGoBack() throws Exception {
        for (int i = 0; i < 6; i++) {
            rig.proxy.nextGlances(glances(4, SICK));
            rig.proxy.nextGlances(WELL);
        }
        Deployment asked = rig.deployed("v2");
        assertEquals(Phase.AWAITING_APPROVAL, asked.phase());
        assertEquals("37 of 61 probes ok", asked.steps().get(Step.WATCH).note());
        assertEquals(61, asked.evidence().orElseThrow().probes());
        assertEquals(37, asked.evidence().orElseThrow().probesOk());
    }

    @Test
    void aReleaseFallsIllWhileTheOldQueueRunsEmptyAndIsRolledBackAtOnce() throws Exception {
        outside.waiting("shop-blue", 400);
        rig.proxy.nextGlances(glances(5, SICK));
        Deployment back = rig.deployed("v2");
        assertEquals(Phase.ROLLED_BACK, back.phase());
        assertTrue(Duration.between(back.startedAt(), back.changedAt()).compareTo(Duration.ofSeconds(20)) < 0);
        assertEquals(ALL, rig.running("shop-blue"));
        assertEquals(0, rig.containers.host().cpuShares("shop-blue", "worker"), "its weight is given back");
        assertEquals(Optional.empty(), back.draining());
    }

    @Test
    void aWorkerThatIsRestartedAgainAndAgainIsSickThoughTheWebAnswers() throws Exception {
        rig.time.onAdvance(() -> {
            if (rig.engine.latest(Rig.SHOP).orElseThrow().steps().containsKey(Step.WATCH)) {
                rig.containers.host().restart("shop-green", "worker");
            }
        });
        Deployment back = rig.deployed("v2");
        assertEquals(Phase.ROLLED_BACK, back.phase());
        assertTrue(back.failure().orElseThrow().contains("ended or were killed 3 times"), back.failure()::toString);
    }

    @Test
    void aNewContainerThatEndsForGoodIsSick() throws Exception {
        rig.time.onAdvance(() -> {
            if (rig.engine.latest(Rig.SHOP).orElseThrow().steps().containsKey(Step.WATCH)
                    && outside.runs("shop-green", "worker")) {
                rig.containers.host().outOfMemory("shop-green", "worker");
            }
        });
        Deployment back = rig.deployed("v2");
        assertEquals(Phase.ROLLED_BACK, back.phase());
        assertTrue(back.failure().orElseThrow().contains("5 of 5 probes failed"), back.failure()::toString);
        assertTrue(
                back.failure().orElseThrow().contains("worker was killed for want of memory"),
                back.failure()::toString);
    }

    @Test
    void aFirstReleaseThatFailsInTheWatchIsStopped() throws Exception {
        try (Rig fresh = new Rig(folder.resolve("fresh"))) {
            fresh.proxy.nextGlances(glances(5, SICK));
            Deployment back = fresh.deployed("v1");
            assertEquals(Phase.ROLLED_BACK, back.phase());
            assertEquals(Optional.empty(), fresh.proxy.active());
            fresh.awaitIdle();
            assertEquals(List.of(), fresh.running("shop-blue"));
        }
    }

    @Test
    void aCancelWhileTheOldQueueRunsEmptyIsARollBack() throws Exception {
        outside.waiting("shop-blue", 400);
        rig.time.onAdvance(() -> {
            if (rig.engine.latest(Rig.SHOP).orElseThrow().draining().isPresent()) {
                var unused = rig.engine.cancel(Rig.SHOP, Rig.BOB);
            }
        });
        Deployment back = rig.deployed("v2");
        assertEquals(Phase.ROLLED_BACK, back.phase());
        assertEquals(ALL, rig.running("shop-blue"));
        assertEquals(0, rig.containers.host().cpuShares("shop-blue", "worker"));
    }

    private static ProxySwitcher.Glance[] glances(int times, ProxySwitcher.Glance glance) {
        ProxySwitcher.Glance[] glances = new ProxySwitcher.Glance[times];
        Arrays.fill(glances, glance);
        return glances;
    }
}
