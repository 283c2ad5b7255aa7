package dev.kawasemi.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.deployment.StepState;
import dev.kawasemi.proxy.ProxySwitcher;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployTest {
    @TempDir
    Path folder;

    private Rig rig;

    @BeforeEach
    void open() {
        rig = new Rig(folder);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void firstDeployGoesToBlueAndHasNothingToApprove() throws Exception {
        Deployment first = rig.deployed("v1");
        assertEquals(Phase.COMPLETED, first.phase());
        assertEquals(List.of("beat", "redis", "web", "worker"), rig.running("shop-blue"));
        assertEquals(Color.BLUE, rig.proxy.active().orElseThrow().color());
        assertFalse(first.steps().containsKey(Step.QUIESCE), "nothing yields in a first deploy");
    }

    @Test
    void oldWorkersYieldBeforeTheNewWebStartsAndNewOnesStartAfterTheSwitch() throws Exception {
        rig.v1OnBlue();
        rig.containers.calls();
        int before = rig.containers.calls().size();
        Deployment second = rig.deployed("v2");
        assertEquals(Phase.AWAITING_APPROVAL, second.phase());
        List<String> calls =
                rig.containers.calls().subList(before, rig.containers.calls().size());
        int stop = index(calls, "stop shop-blue");
        int web = index(calls, "up shop-green redis,web");
        int worker = index(calls, "up shop-green worker");
        int beat = index(calls, "up shop-green beat");
        assertTrue(index(calls, "prepare") < stop, () -> "images before anything stops: " + calls);
        assertTrue(stop < web && web < worker && worker < beat, calls::toString);
        assertEquals(List.of("redis", "web"), rig.running("shop-blue"), "the old web and broker stay, warm");
        assertEquals(List.of("beat", "redis", "web", "worker"), rig.running("shop-green"));
        assertEquals(Color.GREEN, rig.proxy.active().orElseThrow().color());
    }

    @Test
    void restoresTheOldWorkersAndKeepsTheProxyWhenTheWebNeverBecomesHealthy() throws Exception {
        rig.v1OnBlue();
        String workerId = rig.containers.host().ref("shop-blue", "worker").id();
        rig.gate.nextNeverHealthy();
        rig.containers.script().logs("web", List.of("boom"));
        Deployment failed = rig.deployed("v2");
        assertEquals(Phase.ABORTED, failed.phase());
        assertEquals(List.of("beat", "redis", "web", "worker"), rig.running("shop-blue"));
        assertEquals(workerId, rig.containers.host().ref("shop-blue", "worker").id(), "the very container that ran");
        assertEquals(List.of(), rig.running("shop-green"));
        assertEquals(Color.BLUE, rig.proxy.active().orElseThrow().color());
        assertEquals(Optional.of("HTTP 503 in 176 of 176 probes, 180 s"), failed.failure());
        assertEquals(List.of("boom"), failed.logTail());
        assertTrue(failed.workersDown().isPresent());
    }

    @Test
    void workersAreBackBeforeTheFailedWebIsStopped() throws Exception {
        rig.v1OnBlue();
        rig.gate.nextNeverHealthy();
        rig.deployed("v2");
        List<String> calls = rig.containers.calls();
        assertTrue(last(calls, "restore") < last(calls, "stop shop-green"), calls::toString);
    }

    @Test
    void putsTheProxyBackWhenTheSwitchFails() throws Exception {
        rig.v1OnBlue();
        rig.proxy.failNextSwitch("nginx -t said no", true);
        Deployment failed = rig.deployed("v2");
        assertEquals(Phase.ABORTED, failed.phase());
        assertEquals(Color.BLUE, rig.proxy.active().orElseThrow().color());
        assertEquals(List.of("beat", "redis", "web", "worker"), rig.running("shop-blue"));
    }

    @Test
    void putsTheProxyBackWhenThePublicEntryDoesNotAnswerWithTheNewColour() throws Exception {
        rig.v1OnBlue();
        rig.proxy.failNextVerify("blue answered");
        Deployment failed = rig.deployed("v2");
        assertEquals(Phase.ABORTED, failed.phase());
        assertFalse(failed.committed());
        assertEquals(Color.BLUE, rig.proxy.active().orElseThrow().color());
        rig.awaitIdle();
        assertEquals(List.of(), rig.running("shop-green"));
    }

    @Test
    void rollsBackWhenTheNewWorkersDoNotStart() throws Exception {
        rig.v1OnBlue();
        rig.containers.script().onCall(call -> {
            if (call.startsWith("up shop-green worker")) {
                throw new dev.kawasemi.container.ContainerException("worker exited with code 1");
            }
        });
        Deployment back = rig.deployed("v2");
        assertEquals(Phase.ROLLED_BACK, back.phase());
        assertEquals(Color.BLUE, rig.proxy.active().orElseThrow().color());
        assertEquals(List.of("beat", "redis", "web", "worker"), rig.running("shop-blue"));
        rig.awaitIdle();
        assertEquals(List.of(), rig.running("shop-green"));
    }

    @Test
    void aFirstDeployThatFailsLeavesNoTrafficAndSaysSo() throws Exception {
        rig.gate.nextNeverHealthy();
        Deployment failed = rig.deployed("v1");
        assertEquals(Phase.ABORTED, failed.phase());
        assertEquals(Optional.empty(), rig.proxy.active());
        assertEquals(List.of(), rig.running("shop-blue"));
    }

    @Test
    void sameVersionAgainIsDoneAndSaysSameImage() throws Exception {
        rig.v1OnBlue();
        Deployment again = rig.deployed("v1");
        assertEquals(Phase.AWAITING_APPROVAL, again.phase());
        assertEquals("same image", again.steps().get(Step.PREPARE).note());
    }

    @Test
    void sameVersionWithAMovedTagSaysSo() throws Exception {
        rig.v1OnBlue();
        rig.containers.script().image(new dev.kawasemi.deployment.Version("v1"), "web", "sha256:moved");
        Deployment again = rig.deployed("v1");
        assertEquals("tag moved", again.steps().get(Step.PREPARE).note());
    }

    @Test
    void everyStepIsInTheJournalBeforeItsAct() throws Exception {
        rig.v1OnBlue();
        List<Step> started = new java.util.ArrayList<>();
        rig.containers.script().onCall(call -> {
            if (call.startsWith("up") || call.startsWith("stop")) {
                Deployment journaled = Deployment.of(List.copyOf(
                        rig.journal.read().values().stream().reduce((a, b) -> b).orElseThrow()));
                journaled.steps().forEach((step, state) -> {
                    if (state.status() == StepState.Status.STARTED) {
                        started.add(step);
                    }
                });
            }
        });
        rig.deployed("v2");
        assertEquals(List.of(Step.QUIESCE, Step.START, Step.WORKERS, Step.WORKERS), started);
    }

    @Test
    void adoptedStackIsTheOldColourAndItsWorkersYield() throws Exception {
        dev.kawasemi.deployment.Stack shop =
                new dev.kawasemi.deployment.Stack(Rig.SHOP, Color.BLUE, "shop", 8000, true);
        for (String service : List.of("redis", "web", "worker", "beat")) {
            rig.containers.host().up("shop", service, "sha256:old");
        }
        rig.containers.script().unmanaged(Rig.SHOP, shop);
        assertTrue(rig.deploy("v1") instanceof Answer.Refused refused
                && refused.texts().get(0).contains("--adopt"));
        DeployRequest adopt =
                new DeployRequest(Rig.SHOP, new dev.kawasemi.deployment.Version("v1"), Rig.ALICE, true, false);
        rig.ask(rig.engine.deploy(adopt));
        rig.await(Phase.AWAITING_APPROVAL);
        assertEquals(List.of("redis", "web"), rig.running("shop"));
        assertEquals(
                new ProxySwitcher.Target(Color.GREEN, 18002), rig.proxy.active().orElseThrow());
        rig.ask(rig.engine.rollBack(Rig.SHOP, Rig.BOB));
        rig.await(Phase.ROLLED_BACK);
        assertEquals(
                new ProxySwitcher.Target(Color.BLUE, 8000), rig.proxy.active().orElseThrow());
        assertEquals(List.of("beat", "redis", "web", "worker"), rig.running("shop"));
    }

    @Test
    void anAdoptedStackServesOnThoughTheConfigurationMovedItsComposeFile() throws Exception {
        adoptedStackIsTheOldColourAndItsWorkersYield();
        rig.awaitIdle();
        rig.containers.script().unmanaged(Rig.SHOP);

        assertEquals(Phase.AWAITING_APPROVAL, rig.deployed("v2").phase());
        assertEquals(List.of("redis", "web"), rig.running("shop"));
    }

    private static int index(List<String> calls, String beginning) {
        for (int i = 0; i < calls.size(); i++) {
            if (calls.get(i).startsWith(beginning)) {
                return i;
            }
        }
        throw new AssertionError(beginning + " is not in " + calls);
    }

    private static int last(List<String> calls, String beginning) {
        for (int i = calls.size() - 1; i >= 0; i--) {
            if (calls.get(i).startsWith(beginning)) {
                return i;
            }
        }
        throw new AssertionError(beginning + " is not in " + calls);
    }
}
