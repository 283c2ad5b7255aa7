package dev.kawasemi.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.container.ContainerStatus;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.deployment.Stack;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.deployment.StepState;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The new web is started while the old workers yield. Here they yield as late as they can: when somebody waits for it. */
class OverlapTest {
    private static final long MB = 1L << 20;

    @TempDir
    Path state;

    private Rig rig;

    @BeforeEach
    void v1OnBlue() throws Exception {
        rig = new Rig(state);
        rig.v1OnBlue();
        rig.awaitIdle();
        rig.sampler.group("background", 0.5, 100 * MB).group("web", 0.1, 160 * MB);
        rig.sampler.free(800 * MB, 8L << 30);
        rig.engine.close();
        rig.beside = task -> {};
        rig.start();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private int call(String wanted) {
        int at = rig.containers.calls().lastIndexOf(wanted);
        assertTrue(at >= 0, () -> "no " + wanted + " in " + rig.containers.calls());
        return at;
    }

    private int event(Predicate<DeploymentEvent> wanted) {
        for (int at = rig.events.size() - 1; at >= 0; at--) {
            if (wanted.test(rig.events.get(at))) {
                return at;
            }
        }
        return -1;
    }

    private int started(Step step) {
        return event(event -> event instanceof DeploymentEvent.StepStarted started && started.step() == step);
    }

    private int done(Step step) {
        return event(event -> event instanceof DeploymentEvent.StepDone done && done.step() == step);
    }

    @Test
    void theWebStartsBeforeTheOldWorkersHaveStoppedAndIsGatedAfter() throws Exception {
        Deployment now = rig.deployed("v2");

        assertEquals(Phase.AWAITING_APPROVAL, now.phase());
        assertTrue(call("up shop-green redis,web") < call("stop shop-blue worker,beat"));
        assertTrue(started(Step.QUIESCE) < started(Step.START), "each intent in its order");
        assertTrue(done(Step.START) < done(Step.QUIESCE), "each outcome as it came");
        assertTrue(done(Step.QUIESCE) < started(Step.HEALTH_GATE), "nothing is gated before they have yielded");
        assertTrue(call("stop shop-blue worker,beat") < call("up shop-green worker"));
    }

    @Test
    void oldWorkersThatWentOnStopWhileTheNewOnesStartAndTheSchedulerComesAfter() throws Exception {
        for (AppSettings.Quiesce way : List.of(AppSettings.Quiesce.PAUSE, AppSettings.Quiesce.LOWER_CPU)) {
            restart(way);
            int worker = worker(rig.engine.latest(Rig.SHOP).orElseThrow().next());
            Deployment now = rig.deployed("v" + way);

            String old = now.old().orElseThrow().stack().project();
            String next = now.next().project();
            assertEquals(Phase.AWAITING_APPROVAL, now.phase());
            assertTrue(call("up " + next + " worker") < call("stop " + old + " worker"));
            assertTrue(
                    rig.containers
                            .calls()
                            .subList(call("up " + next + " worker"), call("stop " + old + " worker"))
                            .contains("weigh " + next + " worker 128"),
                    "they have little of the CPU however long the old ones take");
            assertTrue(call("stop " + old + " worker") < call("up " + next + " beat"));
            assertTrue(
                    rig.sampler.asked().contains(Map.of("background", List.of(worker), "web", List.of())),
                    () -> "the old scheduler is dead by then, and of a dead process nothing is measured: "
                            + rig.sampler.asked());
            assertEquals(List.of("redis", "web"), rig.running(old));
            rig.ask(rig.engine.approve(Rig.SHOP, Rig.BOB, Optional.empty(), 0));
            rig.await(Phase.UNDO_WINDOW);
            rig.awaitIdle();
        }
    }

    private void restart(AppSettings.Quiesce way) {
        rig.engine.close();
        rig.quiesce(way).start();
    }

    /** The deploy of v2 is rolled back for this reason, and all of v1 is at work again. */
    private void rolledBack(String why) throws Exception {
        rig.deploy("v2");
        Deployment now = rig.await(Phase.ROLLED_BACK);

        assertTrue(now.failure().orElseThrow().contains(why), () -> "" + now.failure());
        rig.awaitIdle();
        assertEquals(List.of("beat", "redis", "web", "worker"), rig.running("shop-blue"));
    }

    private int worker(Stack stack) {
        return rig.containers.containers(stack).stream()
                .filter(status -> status.ref().service().equals("worker"))
                .mapToInt(ContainerStatus::pid)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void memoryThatHadNoRoomForAllBeforeTheyYieldedHasNoneNow() throws Exception {
        rig.sampler.free(390 * MB, 8L << 30);
        rig.gate.onAwait(watched -> rig.sampler.free(800 * MB, 8L << 30));
        restart(AppSettings.Quiesce.PAUSE);

        rig.deployed("v2");

        assertTrue(call("stop shop-blue worker") < call("up shop-green worker"));
    }

    @Test
    void newWorkersThatDoNotStartAreTakenBackAfterTheOldOnesHaveStopped() throws Exception {
        restart(AppSettings.Quiesce.LOWER_CPU);
        rig.gate.onAwait(watched -> rig.containers.script().failNext("up", "no such image"));

        rolledBack("no such image");
        assertTrue(call("stop shop-blue worker") < call("restore shop-blue worker,beat"));
        assertEquals(0, rig.containers.host().held("shop-blue", "worker"));
        assertEquals(0, rig.containers.host().cpuShares("shop-blue", "worker"));
    }

    @Test
    void oldWorkersThatDoNotStopBesideTheNewOnesAreARollBack() throws Exception {
        restart(AppSettings.Quiesce.PAUSE);
        rig.gate.onAwait(watched -> rig.containers.script().failNext("stop", "no answer"));

        rolledBack("no answer");
    }

    @Test
    void memoryThatHasNoRoomForBothIsFreedFirst() throws Exception {
        rig.sampler.free(300 * MB, 8L << 30);

        rig.deployed("v2");

        assertTrue(call("stop shop-blue worker,beat") < call("up shop-green redis,web"));
        assertTrue(done(Step.QUIESCE) < started(Step.START));
    }

    @Test
    void aWebThatDoesNotStartIsTakenBackAfterTheYieldingIsOver() throws Exception {
        rig.containers.script().failNext("up", "no such image");

        Deployment now = rig.deployed("v2");

        assertEquals(Phase.ABORTED, now.phase());
        assertTrue(now.failure().orElseThrow().contains("no such image"), () -> "" + now.failure());
        assertEquals(StepState.Status.FAILED, now.steps().get(Step.START).status());
        assertEquals(StepState.Status.DONE, now.steps().get(Step.QUIESCE).status());
        assertEquals(List.of("beat", "redis", "web", "worker"), rig.running("shop-blue"));
        assertEquals(List.of(), rig.running("shop-green"));
    }

    @Test
    void workersThatDoNotYieldStopADeployWhoseWebHasStarted() throws Exception {
        rig.containers.script().failNext("stop", "no answer");

        Deployment now = rig.deployed("v2");

        assertEquals(Phase.ABORTED, now.phase());
        assertTrue(now.failure().orElseThrow().contains("no answer"), () -> "" + now.failure());
        assertEquals(StepState.Status.FAILED, now.steps().get(Step.QUIESCE).status());
        assertEquals(List.of("beat", "redis", "web", "worker"), rig.running("shop-blue"));
        assertEquals(List.of(), rig.running("shop-green"));
    }
}
