package dev.kawasemi.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.container.ContainerException;
import dev.kawasemi.container.EngineUnreachableException;
import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.deployment.Stack;
import dev.kawasemi.deployment.Version;
import dev.kawasemi.health.HealthVerdict;
import dev.kawasemi.health.ProbeResult;
import dev.kawasemi.proxy.ProxySwitcher;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mended mistakes, each by its name: parts that fail while a deployment is being taken back. */
class TroubleTest {
    private static final List<String> ALL = List.of("beat", "redis", "web", "worker");

    @TempDir
    Path folder;

    private Rig rig;

    @BeforeEach
    void open() throws Exception {
        rig = new Rig(folder);
        rig.v1OnBlue();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aHistoryThatBeginsInTheMiddleIsLeftOutAndTheOthersGoOn() throws Exception {
        rig.engine.close();
        DeploymentId odd = rig.journal.nextId();
        rig.journal.append(odd, new DeploymentEvent.Completed(rig.time.now()));
        DeployEngine engine = rig.start();
        assertEquals(Optional.empty(), engine.deployment(odd));
        assertEquals(1, engine.history().size());
        assertEquals(Phase.AWAITING_APPROVAL, rig.deployed("v2").phase());
    }

    @Test
    void oldWorkersRunAgainThoughTheProxyCannotBePutBack() throws Exception {
        rig.proxy.failNextSwitch("nginx -t said no", true);
        for (int tries = 0; tries < 40; tries++) {
            rig.proxy.failNextRestore("nginx -t still says no");
        }
        Deployment stuck = rig.deployed("v2");
        assertEquals(Phase.STUCK, stuck.phase());
        assertEquals(ALL, rig.running("shop-blue"));
        assertTrue(rig.running("shop-green").contains("web"), "what may have traffic is not stopped");
    }

    @Test
    void rolledBackWorkersRunAgainThoughThePublicEntryIsInDoubt() throws Exception {
        rig.deployed("v2");
        rig.proxy.failNextVerify("green answered");
        rig.ask(rig.engine.rollBack(Rig.SHOP, Rig.BOB));
        Deployment stuck = rig.await(Phase.STUCK);
        assertTrue(stuck.failure().orElseThrow().contains("green answered"));
        assertEquals(ALL, rig.running("shop-blue"));
        assertEquals(List.of("redis"), rig.running("shop-green"), "its queue is not counted yet");
    }

    @Test
    void anEngineThatIsAwayForAMinuteIsWaitedForWhileUndoing() throws Exception {
        AtomicInteger away = new AtomicInteger(60);
        rig.gate.nextNeverHealthy();
        rig.containers.script().onCall(call -> {
            if (call.startsWith("restore") && away.getAndDecrement() > 0) {
                throw new EngineUnreachableException("Cannot connect to the Docker daemon");
            }
        });
        assertEquals(Phase.ABORTED, rig.deployed("v2").phase());
        assertEquals(ALL, rig.running("shop-blue"));
    }

    @Test
    void anEngineThatGoesAwayWhileWorkersStartIsWaitedForBeforeRollingBack() throws Exception {
        AtomicInteger away = new AtomicInteger();
        rig.containers.script().onCall(call -> {
            if (call.startsWith("up shop-green") && call.contains("worker")) {
                away.set(60);
            }
            if (away.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new EngineUnreachableException("Cannot connect to the Docker daemon");
            }
        });
        assertEquals(Phase.ROLLED_BACK, rig.deployed("v2").phase());
        assertEquals(ALL, rig.running("shop-blue"));
        rig.awaitIdle();
        assertEquals(List.of(), rig.running("shop-green"));
        assertEquals(0, away.get());
    }

    @Test
    void aRollBackThatStaysForwardBringsTheNewColoursWorkersBackAtOnce() throws Exception {
        theOldColourCannotComeBackAfterTheWorkersFailed(0);
        Deployment stays = rig.deployed("v2");
        assertEquals(Phase.AWAITING_APPROVAL, stays.phase());
        assertTrue(stays.retireProblem().orElseThrow().contains("traffic stays on GREEN"), stays::toString);
        rig.awaitIdle();
        assertEquals(ALL, rig.running("shop-green"));
        assertEquals(List.of("redis", "web"), rig.running("shop-blue"));
    }

    @Test
    void aRollBackThatStaysForwardBringsTheNewColoursWorkersBackOnThePulseWhileTheEngineIsAway() throws Exception {
        rig.engine.recover().get(10, TimeUnit.SECONDS);
        theOldColourCannotComeBackAfterTheWorkersFailed(3);
        assertEquals(Phase.AWAITING_APPROVAL, rig.deployed("v2").phase());
        rig.awaitIdle();
        for (int beats = 0; beats < 5; beats++) {
            rig.time.advance(Duration.ofSeconds(5));
            rig.beat();
            rig.awaitIdle();
        }
        assertEquals(ALL, rig.running("shop-green"));
    }

    /** @param away how often the engine does not answer when the new workers are started once more */
    private void theOldColourCannotComeBackAfterTheWorkersFailed(int away) {
        AtomicInteger tries = new AtomicInteger();
        rig.containers.script().onCall(call -> {
            if (call.startsWith("up shop-green worker")) {
                int tried = tries.getAndIncrement();
                if (tried == 0) {
                    rig.containers.host().exit("shop-blue", "web", 1);
                    rig.gate.nextNeverHealthy();
                    throw new ContainerException("no such image");
                }
                if (tried <= away) {
                    throw new EngineUnreachableException("Cannot connect to the Docker daemon");
                }
            }
        });
    }

    @Test
    void eventsThatCouldNotBeWrittenAreWrittenBeforeTheNextOne() throws Exception {
        rig.gate.onAwait(watched -> rig.journal.failFromNowOn(true));
        rig.containers.script().onCall(call -> {
            if (call.startsWith("stop shop-green")) {
                rig.journal.failFromNowOn(false);
            }
        });
        rig.gate.nextNeverHealthy();
        assertEquals(Phase.ABORTED, rig.deployed("v2").phase());
        rig.engine.close();
        rig.start();
        assertEquals(Phase.ABORTED, rig.engine.latest(Rig.SHOP).orElseThrow().phase());
    }

    @Test
    void eventsThatCouldNotBeWrittenAreWrittenOnceTheyCanThoughTheDeploymentRests() throws Exception {
        rig.gate.onAwait(watched -> rig.journal.failFromNowOn(true));
        rig.gate.nextNeverHealthy();
        Deployment aborted = rig.deployed("v2");
        assertEquals(Phase.ABORTED, aborted.phase());
        rig.awaitIdle();
        assertEquals(Phase.RUNNING, journaled(aborted));
        rig.journal.failFromNowOn(false);
        rig.beat();
        assertEquals(Phase.ABORTED, journaled(aborted));
    }

    private Phase journaled(Deployment deployment) {
        return Deployment.of(rig.journal.read().get(deployment.id())).phase();
    }

    @Test
    void aRollBackWhoseStandbyDoesNotStartLeavesTheNewColourServingAndAsksAgain() throws Exception {
        rig.deployed("v2");
        rig.containers.host().exit("shop-blue", "web", 1);
        rig.gate.next(new HealthVerdict(
                HealthVerdict.Kind.DIED, 1, 0, Duration.ZERO, Duration.ofSeconds(1), "web exited with code 1"));
        rig.ask(rig.engine.rollBack(Rig.SHOP, Rig.BOB));
        Deployment again = rig.await(now -> now.phase() == Phase.AWAITING_APPROVAL && now.generation() == 2);
        assertTrue(again.retireProblem().orElseThrow().contains("web exited with code 1"));
        assertEquals(Color.GREEN, rig.proxy.active().orElseThrow().color());
        assertEquals(ALL, rig.running("shop-green"));
        assertInstanceOf(Answer.Accepted.class, rig.ask(rig.engine.approve(Rig.SHOP, Rig.BOB, Optional.empty(), 0)));
    }

    @Test
    void aSecondRollBackToAStandbyThatDoesNotAnswerMovesNoTraffic() throws Exception {
        rig.deployed("v2");
        rig.probe.answering(port -> new ProbeResult(false, "HTTP 500", Duration.ofMillis(5)));
        for (int generation = 2; generation <= 3; generation++) {
            int next = generation;
            rig.awaitIdle();
            rig.gate.nextNeverHealthy();
            rig.ask(rig.engine.rollBack(Rig.SHOP, Rig.BOB));
            rig.await(now -> now.phase() == Phase.AWAITING_APPROVAL && now.generation() == next);
            assertEquals(Color.GREEN, rig.proxy.active().orElseThrow().color());
            assertEquals(ALL, rig.running("shop-green"));
        }
    }

    @Test
    void aRollBackWhoseTrafficHasMovedIsStuckWhereTheOldWebDoesNotAnswer() throws Exception {
        Stack blue = rig.deployed("v2").old().orElseThrow().stack();
        rig.proxy.movedByHand(Optional.of(new ProxySwitcher.Target(Color.BLUE, blue.port())));
        rig.probe.answering(port -> new ProbeResult(false, "HTTP 500", Duration.ofMillis(5)));
        rig.gate.nextNeverHealthy();
        rig.ask(rig.engine.rollBack(Rig.SHOP, Rig.BOB));
        Deployment stuck = rig.await(Phase.STUCK);
        assertTrue(stuck.failure().orElseThrow().contains("the traffic is on BLUE"), stuck::toString);
    }

    @Test
    void whatTheProxyLeadsToIsNotStoppedByAnApproval() throws Exception {
        Stack blue = rig.deployed("v2").old().orElseThrow().stack();
        rig.proxy.movedByHand(Optional.of(new ProxySwitcher.Target(Color.BLUE, blue.port())));
        rig.ask(rig.engine.approve(Rig.SHOP, Rig.BOB, Optional.empty(), 0));
        Deployment again = rig.await(now -> now.phase() == Phase.AWAITING_APPROVAL && now.generation() == 2);
        assertTrue(again.retireProblem().orElseThrow().contains("the proxy leads to BLUE"), again::toString);
        assertEquals(List.of("redis", "web"), rig.running("shop-blue"));
    }

    @Test
    void aStackStartedByHandBesideAServingColourIsNotAdopted() throws Exception {
        for (String service : ALL) {
            rig.containers.host().up("shop", service, "sha256:old");
        }
        rig.containers.script().unmanaged(Rig.SHOP, new Stack(Rig.SHOP, Color.BLUE, "shop", 8000, true));
        DeployRequest adopt = new DeployRequest(Rig.SHOP, new Version("v2"), Rig.ALICE, true, false);
        Answer.Refused refused = assertInstanceOf(Answer.Refused.class, rig.ask(rig.engine.deploy(adopt)));
        assertTrue(refused.texts().toString().contains("docker compose -p shop stop"), refused::toString);
    }

    @Test
    void aCancelNeverDeploysAnEarlierRelease() throws Exception {
        rig.deployed("v2");
        for (String service : ALL) {
            rig.containers.host().vanish("shop-blue", service);
        }
        Answer answer = rig.ask(rig.engine.cancel(Rig.SHOP, Rig.BOB));
        assertInstanceOf(Answer.Refused.class, answer, answer.toString());
        assertEquals(
                Phase.AWAITING_APPROVAL,
                rig.engine.latest(Rig.SHOP).orElseThrow().phase());
    }

    @Test
    void aDeployInTheUndoWindowIsRefusedWhenTheOldColourCannotBeRemoved() throws Exception {
        rig.deployed("v2");
        rig.ask(rig.engine.approve(Rig.SHOP, Rig.BOB, Optional.empty(), 0));
        rig.await(Phase.UNDO_WINDOW);
        rig.containers.script().failNext("remove", "down took too long");
        assertInstanceOf(Answer.StandbyWaits.class, rig.deploy("v3"));
        assertEquals(ALL, rig.running("shop-green"), "nobody's workers were stopped");
    }

    @Test
    void anUndoWindowThatAnotherProcessOpenedIsClosedByThisOne() throws Exception {
        rig.deployed("v2");
        rig.awaitIdle();
        Rig.Running first = rig.running();
        DeployEngine second = rig.start();
        Actor root = new Actor(Actor.Origin.TERMINAL, "0", "root");
        Answer answer = rig.ask(second.approve(Rig.SHOP, root, Optional.empty(), 0));
        assertInstanceOf(Answer.Accepted.class, answer, answer.toString());
        rig.await(Phase.UNDO_WINDOW);
        second.close();
        rig.use(first);
        rig.time.advance(Duration.ofSeconds(5));
        rig.await(Phase.UNDO_WINDOW);
        rig.time.advance(Duration.ofMinutes(10));
        rig.await(Phase.COMPLETED);
    }
}
