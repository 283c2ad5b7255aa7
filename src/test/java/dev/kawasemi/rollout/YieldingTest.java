package dev.kawasemi.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.container.ContainerStatus;
import dev.kawasemi.container.ContainerStatus.State;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.deployment.Undo;
import dev.kawasemi.deployment.Weight;
import dev.kawasemi.deployment.Yielding;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ways in which the old workers yield: what each does to them, when it is taken back, and which one is chosen. */
class YieldingTest {
    private static final long MB = 1L << 20;
    private static final long MUCH_DISK = 8L << 30;

    @TempDir
    Path state;

    private Rig rig;

    @BeforeEach
    void v1OnBlue() throws Exception {
        rig = new Rig(state);
        rig.v1OnBlue();
        rig.awaitIdle();
        rig.sampler.group("background", 0.5, 100 * MB).group("web", 0.1, 160 * MB);
        rig.sampler.free(800 * MB, MUCH_DISK);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private Deployment deployed(AppSettings.Quiesce way) throws Exception {
        rig.engine.close();
        rig.quiesce(way).start();
        return rig.deployed("v2");
    }

    /** The old worker as it is while the new web is gated. */
    private String whileGated(AppSettings.Quiesce way) throws Exception {
        StringBuilder seen = new StringBuilder();
        rig.gate.onAwait(watched -> seen.append(old("worker").state())
                .append(" weight ")
                .append(rig.containers.host().cpuShares("shop-blue", "worker"))
                .append(" held ")
                .append(rig.containers.host().held("shop-blue", "worker"))
                .append(" beat ")
                .append(old("beat").state()));
        deployed(way);
        return seen.toString();
    }

    private ContainerStatus old(String service) {
        return rig.containers.host().containers("shop-blue").stream()
                .filter(status -> status.ref().service().equals(service))
                .findFirst()
                .orElseThrow();
    }

    private static String note(Deployment now, Step step) {
        return now.steps().get(step).note();
    }

    @Test
    void pausedWorkersAreFrozenWhileTheNewWebIsGated() throws Exception {
        assertEquals("PAUSED weight 0 held 0 beat EXITED", whileGated(AppSettings.Quiesce.PAUSE));
    }

    @Test
    void slowedWorkersGoOnWithLittleAndOneProcessOfEachPool() throws Exception {
        assertEquals("RUNNING weight 72 held 3 beat EXITED", whileGated(AppSettings.Quiesce.LOWER_CPU));
    }

    @Test
    void whatYieldedIsToldAndJournaledWithTheWeightsToGiveBack() throws Exception {
        rig.containers.weigh(List.of(new Weight(old("worker").ref(), 512)));
        Deployment now = deployed(AppSettings.Quiesce.LOWER_CPU);

        assertEquals("workers slowed to weight 72, 1 of 4 processes awake", note(now, Step.QUIESCE));
        Undo.Restore undo = Quiescence.of(now).orElseThrow();
        assertEquals(Yielding.LOWER_CPU, undo.yielding());
        assertEquals(List.of(new Weight(old("worker").ref(), 512)), undo.weights());
        assertEquals(OptionalLong.of(0), now.evidence().orElseThrow().workersDownMillis());
    }

    @Test
    void theyStopWarmBeforeTheNewOnesStartWhereMemoryHasNoRoomForBoth() throws Exception {
        rig.sampler.group("background", 0.5, 400 * MB).free(500 * MB, MUCH_DISK);
        for (AppSettings.Quiesce way : List.of(AppSettings.Quiesce.PAUSE, AppSettings.Quiesce.LOWER_CPU)) {
            int before = rig.containers.calls().size();
            rig.engine.close();
            rig.quiesce(way).start();
            Deployment now = rig.deployed("v" + way);
            List<String> calls = rig.containers
                    .calls()
                    .subList(before, rig.containers.calls().size());
            String old = now.old().orElseThrow().stack().project();
            int stopped = calls.indexOf("stop " + old + " worker");
            int started = calls.indexOf("up " + now.next().project() + " worker");
            assertTrue(stopped >= 0 && stopped < started, () -> "" + calls);
            assertEquals(List.of("redis", "web"), rig.running(old));
            assertEquals(0, rig.containers.host().cpuShares(old, "worker"));
            rig.ask(rig.engine.approve(Rig.SHOP, Rig.BOB, java.util.Optional.empty(), 0));
            rig.await(Phase.UNDO_WINDOW);
            rig.awaitIdle();
        }
    }

    @Test
    void tasksThatTheyHadToBeKilledWithAreNamed() throws Exception {
        rig.containers.script().exitCodeOnStop("worker", 137).runningTasks("shop-blue", "shop.mail 7");

        Deployment now = deployed(AppSettings.Quiesce.LOWER_CPU);

        assertEquals("old worker killed after 30 s, shop.mail 7 come back by the broker", note(now, Step.WORKERS));
    }

    @Test
    void aFailedDeployGivesThemBackAsTheyWere() throws Exception {
        for (AppSettings.Quiesce way : List.of(AppSettings.Quiesce.PAUSE, AppSettings.Quiesce.LOWER_CPU)) {
            int pid = old("worker").pid();
            rig.gate.nextNeverHealthy();
            Deployment now = deployed(way);

            assertEquals(Phase.ABORTED, now.phase());
            assertEquals(State.RUNNING, old("worker").state());
            assertEquals(State.RUNNING, old("beat").state());
            assertEquals(pid, old("worker").pid(), "it was started anew");
            assertEquals(0, rig.containers.host().held("shop-blue", "worker"));
            assertEquals(0, rig.containers.host().cpuShares("shop-blue", "worker"));
            assertEquals(way == AppSettings.Quiesce.PAUSE, now.workersDown().isPresent());
        }
    }

    @Test
    void workersThatWouldLeaveTooLittleMemoryStopWhateverIsConfigured() throws Exception {
        rig.sampler.free(300 * MB, MUCH_DISK);
        Deployment now = deployed(AppSettings.Quiesce.LOWER_CPU);

        assertEquals(
                "workers stopped (not slowed: 140 MB would be free beside them, 150 MB must be)",
                note(now, Step.QUIESCE));
    }

    @Test
    void autoSlowsThemWhereMemoryAllows() throws Exception {
        assertEquals(
                "workers slowed to weight 72, 1 of 4 processes awake (auto: 640 MB would be free beside them, 150 MB must be)",
                note(deployed(AppSettings.Quiesce.AUTO), Step.QUIESCE));
    }

    @Test
    void autoStopsThemWhereMemoryIsShort() throws Exception {
        rig.sampler.free(300 * MB, MUCH_DISK);
        assertEquals(
                "workers stopped (auto: 140 MB would be free beside them, 150 MB must be)",
                note(deployed(AppSettings.Quiesce.AUTO), Step.QUIESCE));
    }

    @Test
    void aRepairBringsBackWhatAStuckDeploymentLeftHeld() throws Exception {
        rig.gate.onAwait(watched -> rig.proxy.failNextVerify("green never answered"));
        for (int i = 0; i < 60; i++) {
            rig.containers.script().failNext("restore", "no space left on device");
        }
        Deployment stuck = deployed(AppSettings.Quiesce.LOWER_CPU);
        assertEquals(Phase.STUCK, stuck.phase());
        assertEquals(3, rig.containers.host().held("shop-blue", "worker"));
        rig.awaitIdle();
        rig.containers.script().forgetFailures();

        rig.ask(rig.engine.repair(Rig.SHOP, dev.kawasemi.deployment.Color.BLUE, Rig.BOB));

        assertEquals(0, rig.containers.host().held("shop-blue", "worker"));
        assertEquals(0, rig.containers.host().cpuShares("shop-blue", "worker"));
        assertEquals(List.of("beat", "redis", "web", "worker"), rig.running("shop-blue"));
    }
}
