package dev.kawasemi.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.container.EngineUnreachableException;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.host.Sample;
import dev.kawasemi.proxy.ProxySwitcher;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a start finds: reboots, things done by hand meanwhile, an engine that is away, another process that died. {@link CrashLoopTest} cuts the power. */
class RecoveryTest extends RigFixture {
    @Test
    void afterAPowerCutOneColoursWorkersAndSchedulerComeBackNotTwo() throws Exception {
        rig.deployed("v2");
        rig.containers.host().always("shop-blue", "beat");
        rig.containers.host().always("shop-blue", "worker");
        rig.engine.close();
        rig.containers.host().reboot();
        rig.start();
        RecoveryReport report = recover();
        assertEquals(ALL, rig.running("shop-green"));
        assertEquals(List.of("redis", "web"), rig.running("shop-blue"), "the standby survives, its workers do not");
        assertTrue(report.settled().toString().contains("stopped worker, beat of shop-blue"), report::toString);
        int acts = rig.containers.calls().size();
        recover();
        assertEquals(acts, rig.containers.calls().size(), "a second recovery changes nothing");
    }

    @Test
    void servicesOfTheServingColourThatAreDownAreStartedAgain() throws Exception {
        rig.engine.close();
        for (String service : ALL) {
            rig.containers.host().exit("shop-blue", service, 255);
        }
        rig.start();
        RecoveryReport report = recover();
        assertEquals(ALL, rig.running("shop-blue"));
        assertEquals(
                List.of("shop: started BLUE's web again", "shop: started worker, beat of BLUE again"),
                report.settled());
    }

    @Test
    void aWorkerOfTheServingColourThatWasRemovedIsMadeAnewFromTheKeptCopy() throws Exception {
        rig.containers.host().vanish("shop-blue", "worker");
        recover();
        assertEquals(ALL, rig.running("shop-blue"));
    }

    @Test
    void aProxyMovedByHandNeedsAPersonAndNothingIsTouched() throws Exception {
        rig.deployed("v2");
        rig.awaitIdle();
        rig.proxy.movedByHand(Optional.of(new ProxySwitcher.Target(Color.BLUE, 18001)));
        int acts = rig.containers.calls().size();
        RecoveryReport report = recover();
        assertEquals(1, report.needsAPerson().size());
        assertTrue(report.needsAPerson().get(0).contains("kawasemi repair shop --active green"), report::toString);
        assertEquals(acts, rig.containers.calls().size());
    }

    @Test
    void aRepairMakesTheNamedColourServe() throws Exception {
        rig.deployed("v2");
        rig.awaitIdle();
        rig.proxy.movedByHand(Optional.of(new ProxySwitcher.Target(Color.BLUE, 18001)));
        Answer answer = rig.ask(rig.engine.repair(Rig.SHOP, Color.BLUE, Rig.BOB));
        assertInstanceOf(Answer.Accepted.class, answer, answer.toString());
        Deployment now = rig.engine.latest(Rig.SHOP).orElseThrow();
        assertEquals(Phase.ROLLED_BACK, now.phase());
        assertEquals(Color.BLUE, rig.proxy.active().orElseThrow().color());
        assertEquals(ALL, rig.running("shop-blue"));
        assertEquals(List.of("redis", "web"), rig.running("shop-green"), "the other colour's workers stop");
        assertEquals(List.of(), recover().needsAPerson());
    }

    @Test
    void aRepairTowardsAColourThatDoesNotComeUpChangesNothing() throws Exception {
        rig.deployed("v2");
        rig.awaitIdle();
        rig.containers.host().exit("shop-blue", "web", 1);
        rig.gate.nextNeverHealthy();
        Answer.Refused refused =
                assertInstanceOf(Answer.Refused.class, rig.ask(rig.engine.repair(Rig.SHOP, Color.BLUE, Rig.BOB)));
        assertEquals(Answer.Reason.NEEDS_A_PERSON, refused.reason());
        assertEquals(Color.GREEN, rig.proxy.active().orElseThrow().color());
        assertEquals(ALL, rig.running("shop-green"));
    }

    @Test
    void anAppThatWasNeverDeployedHasNothingToRepair() throws Exception {
        try (Rig fresh = new Rig(folder.resolve("fresh"))) {
            Answer.Refused refused = assertInstanceOf(
                    Answer.Refused.class, fresh.ask(fresh.engine.repair(Rig.SHOP, Color.BLUE, Rig.BOB)));
            assertEquals(Answer.Reason.NOTHING_TO_DO, refused.reason());
            assertEquals(List.of(), fresh.proxy.calls());
        }
    }

    @Test
    void anEngineThatIsAwayAtTheStartIsWaitedForOnThePulse() throws Exception {
        cutAt(Step.HEALTH_GATE);
        rig.start();
        rig.containers.script().checkProblems("Cannot connect to the Docker daemon");
        RecoveryReport report = recover();
        assertEquals(List.of(new AppName("shop")), report.open());
        assertEquals(Phase.RUNNING, rig.engine.latest(Rig.SHOP).orElseThrow().phase());
        rig.containers.script().checkProblems();
        rig.time.advance(Duration.ofSeconds(2));
        Deployment undone = rig.await(Phase.ABORTED);
        assertEquals(Optional.of("Kawasemi was restarted during health"), undone.failure());
        rig.awaitIdle();
        assertEquals(ALL, rig.running("shop-blue"));
        assertEquals(List.of(), rig.running("shop-green"));
    }

    @Test
    void anEngineThatStaysAwayWhileUndoingIsTakenUpAgainWhenItIsBack() throws Exception {
        recover();
        rig.gate.nextNeverHealthy();
        rig.containers.script().onCall(call -> {
            if (call.startsWith("restore")) {
                throw new EngineUnreachableException("Cannot connect to the Docker daemon");
            }
        });
        rig.deploy("v2");
        rig.await(now -> now.phase() == Phase.UNDOING
                && Duration.between(now.startedAt(), rig.time.now()).compareTo(Duration.ofMinutes(10)) > 0);
        rig.awaitIdle();
        assertEquals(Phase.UNDOING, rig.engine.latest(Rig.SHOP).orElseThrow().phase(), "not given up");
        rig.containers.script().onCall(call -> {});
        rig.time.advance(Duration.ofSeconds(5));
        rig.await(Phase.ABORTED);
        rig.awaitIdle();
        assertEquals(ALL, rig.running("shop-blue"));
    }

    @Test
    void aDeployOfAnotherProcessThatDiedIsTakenUpByTheBotThatRuns() throws Exception {
        recover();
        Rig.Running bot = rig.running();
        cutAnotherAt(Step.HEALTH_GATE);
        rig.use(bot);
        rig.time.advance(Duration.ofSeconds(5));
        rig.await(now -> now.version().value().equals("v2") && now.phase() == Phase.ABORTED);
        rig.awaitIdle();
        assertEquals(ALL, rig.running("shop-blue"));
    }

    @Test
    void whatIsFinishedAfterTheCommitPointIsAskedAboutAndSaysThatItWasRestarted() throws Exception {
        cutAt(Step.WORKERS);
        rig.start();
        RecoveryReport report = recover();
        Deployment asked = rig.await(Phase.AWAITING_APPROVAL);
        assertEquals(Step.WORKERS, asked.restart().orElseThrow().step());
        assertTrue(report.settled().get(0).contains("it is now AWAITING_APPROVAL"), report::toString);
        assertEquals(ALL, rig.running("shop-green"));
        assertEquals(List.of("redis", "web"), rig.running("shop-blue"));
    }

    @Test
    void aWebThatDoesNotComeUpAgainAfterTheCommitPointIsRolledBack() throws Exception {
        cutAt(Step.WORKERS);
        rig.containers.host().exit("shop-green", "web", 1);
        rig.gate.nextNeverHealthy();
        rig.start();
        recover();
        rig.await(Phase.ROLLED_BACK);
        rig.awaitIdle();
        assertEquals(ALL, rig.running("shop-blue"));
    }

    @Test
    void aShutdownInTheWatchLeavesTheReleaseAndTheNextStartGoesOn() throws Exception {
        rig.time.onAdvance(() -> {
            if (rig.engine.latest(Rig.SHOP).orElseThrow().steps().containsKey(Step.WATCH)) {
                ((SequenceEngine) rig.engine).leave();
            }
        });
        rig.deploy("v2");
        rig.await(now -> now.steps().containsKey(Step.WATCH));
        rig.awaitIdle();
        Deployment left = rig.engine.latest(Rig.SHOP).orElseThrow();
        assertEquals(Phase.RUNNING, left.phase(), "neither rolled back nor finished");
        assertEquals(ALL, rig.running("shop-green"));
    }

    @Test
    void anUndoWindowGoesOnWithWhatWasLeftOfItAfterARestart() throws Exception {
        rig.deployed("v2");
        rig.awaitIdle();
        rig.ask(rig.engine.approve(Rig.SHOP, Rig.BOB, Optional.empty(), 0));
        rig.await(Phase.UNDO_WINDOW);
        rig.awaitIdle();
        for (int minute = 0; minute < 6; minute++) {
            rig.time.advance(Duration.ofMinutes(1));
            rig.beat();
        }
        rig.engine.close();
        rig.time.jumpWallClock(Duration.ofDays(1));
        rig.start();
        recover();
        rig.beat();
        rig.time.advance(Duration.ofMinutes(3));
        rig.beat();
        rig.awaitIdle();
        assertEquals(
                Phase.UNDO_WINDOW, rig.engine.latest(Rig.SHOP).orElseThrow().phase(), "never shortened");
        rig.time.advance(Duration.ofMinutes(1));
        rig.await(Phase.COMPLETED);
    }

    @Test
    void whoeverAttendsSaysHowLongNobodyDidWhereSomethingIsOpen() throws Exception {
        rig.engine.attend();
        rig.deployed("v2");
        Instant left = rig.time.now();
        rig.engine.close();
        rig.time.advance(Duration.ofMinutes(7));
        rig.start();
        List<String> told = new ArrayList<>();
        rig.engine.addListener(new DeploymentListener() {
            @Override
            public void happened(Deployment now, DeploymentEvent event) {}

            @Override
            public void sampled(Deployment now, Sample sample, ActProgress progress) {}

            @Override
            public void wasAway(Instant from, Instant until, List<Deployment> open) {
                told.add(Duration.between(left, from) + " " + Duration.between(from, until) + " " + open.size());
            }
        });
        rig.engine.attend();
        assertEquals(List.of("PT0S PT7M 1"), told);
    }

    private RecoveryReport recover() throws Exception {
        RecoveryReport report = rig.engine.recover().get(10, TimeUnit.SECONDS);
        rig.awaitIdle();
        return report;
    }

    /** A process that deploys v2 and dies when this step's intent is in the journal. */
    private void cutAt(Step step) throws Exception {
        rig.engine.close();
        cutAnotherAt(step);
    }

    private void cutAnotherAt(Step step) throws Exception {
        PowerCut cut = PowerCut.when(words -> words.startsWith("after Journal.append")
                && words.contains("StepStarted")
                && words.contains("step=" + step + ","));
        rig.start(cut);
        var unused =
                rig.engine.deploy(DeployRequest.of(Rig.SHOP, new dev.kawasemi.deployment.Version("v2"), Rig.ALICE));
        rig.awaitUnless(cut::happened, now -> false);
        rig.engine.close();
    }
}
