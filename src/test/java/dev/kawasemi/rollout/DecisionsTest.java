package dev.kawasemi.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.testing.FakeHealthGate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecisionsTest {
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
    void approvedOldColourIsStoppedAtOnceAndRemovedAfterTheWindow() throws Exception {
        rig.deployed("v2");
        assertInstanceOf(Answer.Accepted.class, approve());
        rig.await(Phase.UNDO_WINDOW);
        assertEquals(List.of(), rig.running("shop-blue"));
        assertTrue(!rig.containers
                .containers(rig.containers.stack(Rig.shop().compose(), Color.BLUE))
                .isEmpty());
        rig.time.advance(Duration.ofMinutes(9));
        rig.beat();
        assertEquals(
                Phase.UNDO_WINDOW, rig.engine.latest(Rig.SHOP).orElseThrow().phase());
        rig.time.advance(Duration.ofMinutes(1));
        rig.beat();
        rig.await(Phase.COMPLETED);
        assertTrue(rig.containers
                .containers(rig.containers.stack(Rig.shop().compose(), Color.BLUE))
                .isEmpty());
    }

    @Test
    void aJumpOfTheWallClockDoesNotShortenTheWindow() throws Exception {
        rig.deployed("v2");
        approve();
        rig.await(Phase.UNDO_WINDOW);
        rig.time.jumpWallClock(Duration.ofDays(9000));
        rig.beat();
        assertEquals(
                Phase.UNDO_WINDOW, rig.engine.latest(Rig.SHOP).orElseThrow().phase());
    }

    @Test
    void twoApprovalsAtOnceAreOneAct() throws Exception {
        rig.deployed("v2");
        List<CompletableFuture<Answer>> both = Stream.of(Rig.ALICE, Rig.BOB)
                .map(actor -> CompletableFuture.supplyAsync(() ->
                        rig.engine.approve(Rig.SHOP, actor, Optional.of(1), 0).join()))
                .toList();
        List<Answer> answers =
                List.of(both.get(0).get(10, TimeUnit.SECONDS), both.get(1).get(10, TimeUnit.SECONDS));
        assertEquals(
                1, answers.stream().filter(Answer.Accepted.class::isInstance).count(), answers::toString);
        assertEquals(
                1, answers.stream().filter(Answer.AlreadyDone.class::isInstance).count(), answers::toString);
    }

    @Test
    void anOldQuestionsAnswerDoesNothing() throws Exception {
        rig.deployed("v2");
        approve();
        rig.await(Phase.UNDO_WINDOW);
        rig.ask(rig.engine.undo(Rig.SHOP, Rig.BOB));
        Deployment asked = rig.await(Phase.AWAITING_APPROVAL);
        assertEquals(2, asked.generation());
        assertInstanceOf(Answer.AlreadyDone.class, rig.ask(rig.engine.approve(Rig.SHOP, Rig.BOB, Optional.of(1), 0)));
        assertEquals(
                Phase.AWAITING_APPROVAL,
                rig.engine.latest(Rig.SHOP).orElseThrow().phase());
    }

    @Test
    void undoStartsTheStandbyAgainWithoutMovingTraffic() throws Exception {
        rig.deployed("v2");
        approve();
        rig.await(Phase.UNDO_WINDOW);
        int switches = rig.proxy.calls().size();
        rig.ask(rig.engine.undo(Rig.SHOP, Rig.BOB));
        rig.await(Phase.AWAITING_APPROVAL);
        assertEquals(List.of("redis", "web"), rig.running("shop-blue"));
        assertEquals(switches, rig.proxy.calls().size());
    }

    @Test
    void warmRollBackMovesTrafficFirstAndThenTheWorkers() throws Exception {
        rig.deployed("v2");
        int before = rig.containers.calls().size();
        rig.ask(rig.engine.rollBack(Rig.SHOP, Rig.BOB));
        rig.await(Phase.ROLLED_BACK);
        List<String> calls =
                rig.containers.calls().subList(before, rig.containers.calls().size());
        assertEquals(List.of("beat", "redis", "web", "worker"), rig.running("shop-blue"));
        rig.awaitIdle();
        assertEquals(List.of(), rig.running("shop-green"));
        assertEquals(Color.BLUE, rig.proxy.active().orElseThrow().color());
        assertTrue(
                calls.get(0).startsWith("stop shop-green"), () -> "new schedulers end before old ones begin: " + calls);
        assertTrue(calls.get(1).startsWith("restore shop-blue"), calls::toString);
    }

    @Test
    void coldStandbyIsStartedAndGatedBeforeItGetsTraffic() throws Exception {
        rig.deployed("v2");
        approve();
        rig.await(Phase.UNDO_WINDOW);
        int gated = rig.gate.awaited().size();
        rig.ask(rig.engine.rollBack(Rig.SHOP, Rig.BOB));
        rig.await(Phase.ROLLED_BACK);
        assertEquals(gated + 1, rig.gate.awaited().size());
        assertEquals(Color.BLUE, rig.proxy.active().orElseThrow().color());
        assertEquals(List.of("beat", "redis", "web", "worker"), rig.running("shop-blue"));
    }

    @Test
    void aStandbyThatIsGoneIsDeployedAnewFromWhatWasKeptWithoutAPull() throws Exception {
        rig.deployed("v2");
        approveAndRemove();
        long prepares = prepares();
        Answer answer = rig.ask(rig.engine.rollBack(Rig.SHOP, Rig.BOB));
        Deployment anew = assertInstanceOf(Answer.Accepted.class, answer, answer.toString())
                .deployment();
        assertEquals("v1", anew.version().value());
        rig.await(now -> now.id().equals(anew.id()) && now.phase() == Phase.AWAITING_APPROVAL);
        assertEquals(prepares, prepares(), "no pull");
        assertEquals(Color.BLUE, rig.proxy.active().orElseThrow().color());
    }

    @Test
    void neverRollsBackToAReleaseThatFailedOrWasRolledBack() throws Exception {
        rig.deployed("v2");
        rig.ask(rig.engine.rollBack(Rig.SHOP, Rig.BOB));
        rig.await(Phase.ROLLED_BACK);
        Answer answer = rig.ask(rig.engine.rollBack(Rig.SHOP, Rig.BOB));
        Answer.Refused refused = assertInstanceOf(Answer.Refused.class, answer, answer.toString());
        assertTrue(refused.texts().get(0).contains("BLUE v1"), () -> "says what serves now: " + refused);
    }

    @Test
    void standbyRemovedByHandMeansDeployAnew() throws Exception {
        rig.deployed("v2");
        for (String service : List.of("redis", "web", "worker", "beat")) {
            rig.containers.host().vanish("shop-blue", service);
        }
        Answer answer = rig.ask(rig.engine.rollBack(Rig.SHOP, Rig.BOB));
        Deployment anew = assertInstanceOf(Answer.Accepted.class, answer, answer.toString())
                .deployment();
        assertEquals("v1", anew.version().value());
        rig.await(now -> now.id().equals(anew.id()) && now.phase() == Phase.AWAITING_APPROVAL);
    }

    @Test
    void aDeployWhileAStandbyWaitsIsRefusedWithTheQuestion() throws Exception {
        Deployment waiting = rig.deployed("v2");
        Answer.StandbyWaits waits = assertInstanceOf(Answer.StandbyWaits.class, rig.deploy("v3"));
        assertEquals(waiting.id(), waits.waiting().id());
    }

    @Test
    void aDeployInTheUndoWindowEndsTheWindow() throws Exception {
        Deployment second = rig.deployed("v2");
        approve();
        rig.await(Phase.UNDO_WINDOW);
        Deployment third = rig.deployed("v3");
        assertNotEquals(second.id(), third.id());
        assertEquals(
                Phase.COMPLETED,
                rig.engine.deployment(second.id()).orElseThrow().phase());
        assertEquals(Color.BLUE, rig.proxy.active().orElseThrow().color());
    }

    @Test
    void cancelBeforeTheCommitPointIsAnAbort() throws Exception {
        FakeHealthGate.Hold hold = rig.gate.holdNext();
        rig.deploy("v2");
        assertTrue(hold.awaitEntered());
        assertInstanceOf(Answer.Accepted.class, rig.ask(rig.engine.cancel(Rig.SHOP, Rig.BOB)));
        Deployment aborted = rig.await(Phase.ABORTED);
        assertEquals(Optional.of("cancelled by Bob"), aborted.failure());
        assertEquals(List.of("beat", "redis", "web", "worker"), rig.running("shop-blue"));
    }

    @Test
    void cancelEndsThePull() throws Exception {
        rig.containers.script().holdPrepare();
        rig.deploy("v2");
        rig.await(now ->
                now.steps().containsKey(Step.PREPARE) && now.version().value().equals("v2"));
        rig.ask(rig.engine.cancel(Rig.SHOP, Rig.BOB));
        rig.await(Phase.ABORTED);
        assertEquals(List.of("beat", "redis", "web", "worker"), rig.running("shop-blue"));
    }

    @Test
    void cancelWhileWaitingForApprovalIsARollBack() throws Exception {
        rig.deployed("v2");
        rig.ask(rig.engine.cancel(Rig.SHOP, Rig.BOB));
        rig.await(Phase.ROLLED_BACK);
    }

    @Test
    @Tag("processes")
    void aBusyHostRefusesWithWhoAndWhat() throws Exception {
        FakeHealthGate.Hold hold = rig.gate.holdNext();
        rig.deploy("v2");
        assertTrue(hold.awaitEntered());
        Answer.Refused refused = assertInstanceOf(Answer.Refused.class, rig.deploy("v3"));
        assertEquals(Answer.Reason.BUSY, refused.reason());
        assertTrue(
                refused.texts().get(0).contains("deploy of shop v2, by Alice, since 2026-11-22T14:"),
                refused::toString);
        hold.release();
        rig.await(Phase.AWAITING_APPROVAL);
    }

    private Answer approve() throws Exception {
        return rig.ask(rig.engine.approve(Rig.SHOP, Rig.BOB, Optional.empty(), 0));
    }

    private void approveAndRemove() throws Exception {
        approve();
        rig.await(Phase.UNDO_WINDOW);
        rig.time.advance(Duration.ofMinutes(10));
        rig.beat();
        rig.await(Phase.COMPLETED);
    }

    private long prepares() {
        return rig.containers.calls().stream()
                .filter(call -> call.startsWith("prepare"))
                .count();
    }
}
