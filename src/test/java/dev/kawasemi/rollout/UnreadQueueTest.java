package dev.kawasemi.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.deployment.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A queue that cannot be read, or does not run and was never counted, is never taken for an empty one. */
class UnreadQueueTest {
    private static final String NO_ANSWER = "BLUE's queue could not be read: no answer in 5 s";

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
    void aQueueThatCannotBeReadHoldsTheRemovalOfTheOldColour() throws Exception {
        rig.deployed("v2");
        rig.awaitIdle();
        outside.waiting("shop-blue", 8);
        rig.containers.script().unreadableQueue("shop-blue");
        approve(1, 0);
        Deployment held = rig.await(now -> now.generation() == 2);
        assertEquals(Optional.of(NO_ANSWER), held.retireProblem());
        assertEquals(OptionalLong.empty(), held.evidence().orElseThrow().oldQueue(), "not measured, not 0");
        rig.awaitIdle();
        assertEquals(List.of("redis", "web"), rig.running("shop-blue"), "the standby is warm again");
        approve(2, 8);
        rig.await(now -> now.generation() == 3);
        rig.awaitIdle();
    }

    @Test
    void whoSawThatTheQueueIsNotKnownMayGiveItUpButNotANumberThatTurnsUp() throws Exception {
        rig.deployed("v2");
        rig.awaitIdle();
        rig.time.onAdvance(() -> outside.waiting("shop-blue", 8));
        outside.waiting("shop-blue", 8);
        approve(1, Deployment.UNKNOWN_TASKS);
        Deployment held = rig.await(now -> now.generation() == 2);
        assertEquals(Optional.of("8 tasks wait in BLUE's queue"), held.retireProblem());
        rig.awaitIdle();
        rig.containers.script().unreadableQueue("shop-blue");
        approve(2, Deployment.UNKNOWN_TASKS);
        assertEquals(-1, rig.await(Phase.UNDO_WINDOW).tasksGivenUp());
        assertEquals(List.of(), rig.running("shop-blue"));
        outside.waiting("shop-blue", 0);
    }

    @Test
    void aQueueThatIsReadAtTheSecondOrThirdTryHoldsNothing() throws Exception {
        rig.deployed("v2");
        rig.awaitIdle();
        rig.containers.script().failNext("queueDepth", "no answer in 5 s").failNext("queueDepth", "no answer in 5 s");
        Duration begun = rig.time.elapsed();
        approve(1, 0);
        rig.await(Phase.UNDO_WINDOW);
        assertEquals(Duration.ofSeconds(2), rig.time.elapsed().minus(begun), "a second between the tries");
    }

    @Test
    void anOldQueueThatCannotBeReadAtFirstIsWorkedOffAllTheSame() throws Exception {
        outside.waiting("shop-blue", 40);
        rig.containers.script().unreadableQueue("shop-blue");
        Duration[] unread = {Duration.ZERO};
        rig.time.onAdvance(() -> {
            if (outside.runs("shop-blue", "worker") && outside.runs("shop-green", "worker")) {
                rig.containers.script().readableQueue("shop-blue");
                unread[0] = rig.time.elapsed();
            }
        });
        Deployment asked = rig.deployed("v2");
        assertTrue(unread[0].compareTo(Duration.ZERO) > 0, "its workers ran");
        assertEquals("empty", asked.steps().get(Step.DRAIN).note());
        assertEquals(OptionalLong.of(0), asked.evidence().orElseThrow().oldQueue());
    }

    @Test
    void anOldQueueThatIsNeverReadIsSaidToBeNotMeasuredAfterAMinute() throws Exception {
        rig.containers.script().unreadableQueue("shop-blue");
        Deployment asked = rig.deployed("v2");
        assertEquals("not measured", asked.steps().get(Step.DRAIN).note());
        Duration took = asked.steps().get(Step.DRAIN).took().orElseThrow();
        assertTrue(
                took.compareTo(Duration.ofSeconds(60)) >= 0 && took.compareTo(Duration.ofSeconds(75)) < 0,
                took::toString);
        assertEquals(OptionalLong.empty(), asked.evidence().orElseThrow().oldQueue());
        assertEquals(List.of("redis", "web"), rig.running("shop-blue"), "its workers are stopped again");
    }

    /** Found with an engine that was away when the question was asked: a press long after it was back still met "could not be counted". */
    @Test
    void aQueueThatCanBeReadAgainIsCountedAndTheQuestionAskedAnew() throws Exception {
        rig.containers.script().unreadableQueue("shop-blue");
        Deployment asked = rig.deployed("v2");
        rig.awaitIdle();
        assertEquals(OptionalLong.empty(), asked.evidence().orElseThrow().oldQueue());
        rig.time.advance(Duration.ofMinutes(6));
        rig.beat();
        rig.awaitIdle();
        assertEquals(1, rig.engine.latest(Rig.SHOP).orElseThrow().generation(), "nothing new is known");
        outside.waiting("shop-blue", 3);
        rig.containers.script().readableQueue("shop-blue");
        rig.time.advance(Duration.ofMinutes(6));
        Deployment anew = rig.await(now -> now.generation() == 2);
        assertEquals(OptionalLong.of(3), anew.evidence().orElseThrow().oldQueue());
        rig.awaitIdle();
        outside.waiting("shop-blue", 0);
    }

    @Test
    void aFailedColourWhoseQueueCannotBeReadKeepsItsBrokerAndHoldsRemovalAndTheNextDeploy() throws Exception {
        rig.deployed("v2");
        rig.awaitIdle();
        rig.containers.script().unreadableQueue("shop-green");
        rig.ask(rig.engine.rollBack(Rig.SHOP, Rig.BOB));
        rig.await(now -> now.phase() == Phase.ROLLED_BACK && now.drained().isPresent());
        rig.awaitIdle();
        assertEquals(List.of("redis"), rig.running("shop-green"));
        String refusal = refused(rig.ask(rig.engine.remove(Rig.SHOP, Rig.BOB, 100)));
        assertTrue(refusal.contains("GREEN's queue could not be read: no answer in 5 s"), refusal);
        assertTrue(refusal.contains("`kawasemi remove shop --lose-tasks unknown` gives it up"), refusal);
        refusal = refused(rig.deploy("v3"));
        assertTrue(refusal.contains("GREEN's queue could not be read: no answer in 5 s"), refusal);
        assertInstanceOf(
                Answer.Accepted.class, rig.ask(rig.engine.remove(Rig.SHOP, Rig.BOB, Deployment.UNKNOWN_TASKS)));
        assertTrue(rig.engine.latest(Rig.SHOP).orElseThrow().failedColorRemoved());
    }

    @Test
    void anOrdinaryRollBackLeavesAQueueThatWasCountedAndHoldsNoDeploy() throws Exception {
        rig.deployed("v2");
        rig.awaitIdle();
        rig.ask(rig.engine.rollBack(Rig.SHOP, Rig.BOB));
        Deployment back = rig.await(
                now -> now.phase() == Phase.ROLLED_BACK && now.drained().isPresent());
        assertEquals(OptionalLong.of(0), back.drained().orElseThrow().left(), "counted when nobody fills it any more");
        rig.awaitIdle();
        assertEquals(List.of(), rig.running("shop-green"));
        assertEquals(Phase.AWAITING_APPROVAL, rig.deployed("v3").phase());
    }

    @Test
    void anAbortAfterTheSwitchLeavesAQueueThatWasCountedToo() throws Exception {
        rig.proxy.failNextVerify("green never answered");
        Deployment aborted = rig.deployed("v2");
        rig.awaitIdle();
        assertEquals(Phase.ABORTED, aborted.phase());
        assertEquals(List.of(), rig.running("shop-green"));
        assertEquals(Phase.AWAITING_APPROVAL, rig.deployed("v3").phase());
    }

    @Test
    void anIdleColourWhoseQueueCannotBeReadIsNotClearedAtTheStart() throws Exception {
        rig.containers.host().up("shop-green", "redis", "sha256:1");
        rig.containers.script().onCall(call -> {
            if (call.startsWith("stop shop-blue")) {
                rig.containers.script().unreadableQueue("shop-green");
            }
        });
        Deployment aborted = rig.deployed("v2");
        assertEquals(Phase.ABORTED, aborted.phase());
        assertEquals(
                Optional.of("GREEN's queue could not be read: no answer in 5 s, and it would be cleared"),
                aborted.failure());
        assertTrue(rig.containers.calls().stream().noneMatch(call -> call.startsWith("remove")), "nothing is cleared");
    }

    @Test
    void aStandbyWhoseQueueCannotBeReadKeepsItsBrokerWhenItGoesCold() throws Exception {
        rig.deployed("v2");
        rig.awaitIdle();
        rig.containers.script().unreadableQueue("shop-blue");
        rig.sampler.free(90L << 20, 5000L << 20);
        for (int look = 0; look < 6; look++) {
            rig.time.advance(Duration.ofSeconds(10));
            rig.beat();
            rig.awaitIdle();
        }
        rig.await(now -> now.generation() == 2);
        rig.awaitIdle();
        assertEquals(List.of("redis"), rig.running("shop-blue"));
    }

    @Test
    void theLastCountOfABrokerThatWentDownStillHoldsThoughTheQuestionIsAskedAnew() throws Exception {
        rig.time.onAdvance(() -> outside.waiting("shop-blue", 12));
        rig.deployed("v2");
        rig.awaitIdle();
        rig.containers.host().exit("shop-blue", "redis", 137);
        approve(1, 0);
        Deployment held = rig.await(now -> now.generation() == 2);
        assertEquals(Optional.of("12 tasks wait in BLUE's queue"), held.retireProblem());
        assertEquals(OptionalLong.of(12), held.evidence().orElseThrow().oldQueue(), "the count is not forgotten");
        rig.awaitIdle();
        rig.containers.host().exit("shop-blue", "redis", 137);
        approve(2, 11);
        rig.await(now -> now.generation() == 3);
        rig.awaitIdle();
    }

    @Test
    void aQueueThatDoesNotRunAndWasNeverCountedHolds() throws Exception {
        rig.time.onAdvance(() -> {
            if (rig.engine.latest(Rig.SHOP).orElseThrow().steps().containsKey(Step.WORKERS)) {
                rig.containers.host().exit("shop-blue", "redis", 137);
            }
        });
        Deployment asked = rig.deployed("v2");
        assertEquals(OptionalLong.empty(), asked.evidence().orElseThrow().oldQueue());
        rig.awaitIdle();
        approve(1, 0);
        Deployment held = rig.await(now -> now.generation() == 2);
        assertEquals(Optional.of("BLUE's queue does not run and was never counted"), held.retireProblem());
        rig.awaitIdle();
        approve(2, Deployment.UNKNOWN_TASKS);
        rig.await(Phase.UNDO_WINDOW);
    }

    @Test
    void anEngineThatIsAwayWhileAHeldQueueIsWorkedOffLeavesAQuestionAllTheSame() throws Exception {
        rig.deployed("v2");
        rig.awaitIdle();
        outside.waiting("shop-blue", 8);
        rig.containers.script().onCall(call -> {
            if (call.startsWith("weigh")) {
                rig.containers.script().onCall(any -> {});
                throw new dev.kawasemi.container.EngineUnreachableException("Cannot connect to the Docker daemon");
            }
        });
        approve(1, 0);
        rig.await(now -> now.generation() >= 2);
        rig.awaitIdle();
        rig.engine.recover().get(10, TimeUnit.SECONDS);
        Deployment drained = rig.await(now -> now.draining().isEmpty());
        assertEquals(
                OptionalLong.of(0),
                rig.engine
                        .latest(Rig.SHOP)
                        .orElseThrow()
                        .evidence()
                        .orElseThrow()
                        .oldQueue());
        assertEquals(Color.BLUE, drained.drained().orElseThrow().stack().color());
    }

    private void approve(int generation, long givenUp) throws Exception {
        assertInstanceOf(
                Answer.Accepted.class,
                rig.ask(rig.engine.approve(Rig.SHOP, Rig.BOB, Optional.of(generation), givenUp)));
    }

    private static String refused(Answer answer) {
        return assertInstanceOf(Answer.Refused.class, answer).texts().toString();
    }
}
