package dev.kawasemi.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.AftercareEvent;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.deployment.FourEyes;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.deployment.Version;
import dev.kawasemi.rollout.Answer;
import dev.kawasemi.testing.Stories;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked of the engine, followed until it rests. */
class RequestTest {
    private static final Actor PI = new Actor(Actor.Origin.TERMINAL, "1000", "pi");

    private final Typing typing = new Typing();

    @Test
    void deployEndsWithTheQuestionAndPrintsEveryStepWithWait() throws Exception {
        Stories story = story().switched().asked(Stories.evidence(0));
        assertEquals(0, played(story, "deploy", "shop", "v1.9.2", "--wait"));
        assertEquals(List.of("recover", "deploy shop v1.9.2 1000"), typing.engine.calls());
        String out = typing.out();
        assertTrue(out.startsWith("Deployment 1 of shop: BLUE v1.9.1 -> GREEN v1.9.2\n"), out);
        assertTrue(out.contains("14:02:07 prepare …\n14:02:48 prepare done (41 s)\n"), out);
        assertTrue(out.contains("health done (7 s): 2 of 7 probes ok, 84 ms\n"), out);
        assertTrue(out.contains(" awaiting approval\nGREEN v1.9.2 serves; BLUE v1.9.1 stands by.\n"), out);
        assertTrue(out.contains("kawasemi approve shop"), out);
        assertEquals("", typing.err());
        assertEquals(List.of("close"), typing.done);
    }

    @Test
    void deployStaysUntilItRestsWithoutWaitTooButSaysLess() throws Exception {
        assertEquals(0, played(story().switched().asked(Stories.evidence(0)), "deploy", "shop", "v1.9.2"));
        assertEquals(3, typing.out().lines().count(), typing.out());
    }

    @Test
    void aFailedDeployIsExitOneWithTheReasonTheWorkersAndTheLog() throws Exception {
        assertEquals(1, played(story().neverHealthy("no answer in 180 s"), "deploy", "shop", "v1.9.2", "--wait"));
        assertTrue(typing.out().contains("health FAILED (180 s): no answer in 180 s"), typing.out());
        assertTrue(
                typing.err()
                        .startsWith(
                                "Not deployed: no answer in 180 s. BLUE v1.9.1 serves as before; its workers run again"
                                        + " (they were down for 14 s).\n"),
                typing.err());
        assertTrue(typing.err().contains("    boom: no such table"), typing.err());
    }

    @Test
    void aDeployRolledBackByItselfIsExitOne() throws Exception {
        Stories story = story().switched()
                .then(at -> new DeploymentEvent.RollBackStarted(at, Actor.KAWASEMI, "workers died"))
                .then(DeploymentEvent.TrafficBack::new)
                .then(DeploymentEvent.RollBackDone::new);
        assertEquals(1, played(story, "deploy", "shop", "v1.9.2", "--wait"));
        assertTrue(typing.out().contains("traffic is back on BLUE v1.9.1"), typing.out());
        assertTrue(typing.err().startsWith("Rolled back: workers died."), typing.err());
    }

    @Test
    void aStuckDeployIsExitFour() throws Exception {
        Stories story = story().upToTheGate().then(at -> new AftercareEvent.Stuck(at, "worker gone"));
        assertEquals(4, played(story, "deploy", "shop", "v1.9.2"));
        assertTrue(typing.err().contains("A person is needed: worker gone"), typing.err());
    }

    @Test
    void rollBackWaitsForItsEndAlthoughTheDeploymentRestsWhenItIsAccepted() throws Exception {
        Deployment open =
                Stories.upgrade().switched().asked(Stories.evidence(0)).deployment();
        typing.engine.put(open);
        typing.engine.answerNext(new Answer.Accepted(open));
        CompletableFuture<Integer> typed = typedApart("rollback", "shop", "--wait");
        happens(open, at -> new DeploymentEvent.RollBackStarted(at, PI, "asked for by pi"));
        happens(open, DeploymentEvent.TrafficBack::new);
        assertFalse(typed.isDone(), "traffic is back, the workers are not");
        happens(open, DeploymentEvent.RollBackDone::new);
        assertEquals(0, typed.get(20, TimeUnit.SECONDS));
        assertTrue(typing.out().contains("BLUE v1.9.1 serves again"), typing.out());
    }

    @Test
    void aRollBackThatDeploysAnewAndFailsIsExitOne() throws Exception {
        typing.engine.put(new Deployed(7).deployment());
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        typing.engine.answerNext(answer);
        CompletableFuture<Integer> typed = typedApart("rollback", "shop");
        Deployment anew = story().deployment();
        story().neverHealthy("no answer").events().forEach(event -> typing.engine.happens(anew.id(), event));
        answer.complete(new Answer.Accepted(anew));
        assertEquals(1, typed.get(20, TimeUnit.SECONDS));
    }

    @Test
    void approveEndsInTheUndoWindowAndSaysHowToTakeItBack() throws Exception {
        Deployment open =
                Stories.upgrade().switched().asked(Stories.evidence(0)).deployment();
        typing.engine.put(open);
        CompletableFuture<Integer> typed = typedApart("approve", "shop");
        happens(open, at -> new DeploymentEvent.WindowOpened(at, Duration.ofMinutes(10), List.of()));
        assertEquals(0, typed.get(20, TimeUnit.SECONDS));
        assertEquals(List.of("recover", "approve shop open 1000"), typing.engine.calls());
        assertTrue(typing.out().contains("removed in 600 s"), typing.out());
        assertTrue(typing.out().contains("kawasemi undo shop"), typing.out());
    }

    @Test
    void anApprovalPastTheFourEyesRuleIsSaidToBeOne() throws Exception {
        Deployment open =
                Stories.upgrade().switched().asked(Stories.evidence(0)).deployment();
        typing.engine.put(open);
        typing.engine.judgesBy(new FourEyes(false, Duration.ofMinutes(10)));
        CompletableFuture<Integer> typed = typedApart("approve", "shop");
        happens(open, at -> new DeploymentEvent.WindowOpened(at, Duration.ofMinutes(10), List.of()));
        assertEquals(0, typed.get(20, TimeUnit.SECONDS));
        assertTrue(typing.out().contains("past the four-eyes rule"), typing.out());
    }

    @Test
    void anApprovalWhoseStopFailedIsExitOne() throws Exception {
        Deployment open =
                Stories.upgrade().switched().asked(Stories.evidence(0)).deployment();
        typing.engine.put(open);
        CompletableFuture<Integer> typed = typedApart("approve", "shop");
        happens(open, at -> new DeploymentEvent.RetireFailed(at, "web did not stop"));
        assertEquals(1, typed.get(20, TimeUnit.SECONDS));
        assertTrue(typing.err().contains("web did not stop"), typing.err());
    }

    @Test
    void undoEndsWithTheQuestionAskedAnew() throws Exception {
        Deployment window = Stories.upgrade()
                .switched()
                .asked(Stories.evidence(0))
                .approved(PI)
                .windowOpened()
                .deployment();
        typing.engine.put(window);
        typing.engine.answerNext(new Answer.Accepted(window));
        CompletableFuture<Integer> typed = typedApart("undo", "shop");
        happens(window, at -> new DeploymentEvent.ReviveStarted(at, PI));
        assertFalse(typed.isDone());
        happens(window, at -> new DeploymentEvent.QuestionAsked(at, 2, Stories.evidence(0)));
        assertEquals(0, typed.get(20, TimeUnit.SECONDS));
    }

    @ParameterizedTest
    @CsvSource({
        "BAD_INPUT, 2",
        "BUSY, 2",
        "UNFINISHED, 2",
        "PREFLIGHT, 2",
        "NOTHING_TO_DO, 2",
        "OUT_OF_REACH, 3",
        "NEEDS_A_PERSON, 4"
    })
    void aRefusalSaysEveryReasonAndHasItsExitCode(Answer.Reason reason, int code) {
        typing.engine.answerNext(new Answer.Refused(reason, List.of("first", "second\u001b[2J")));
        assertEquals(code, typing.type("deploy", "shop", "v1"));
        assertEquals("Refused: first\nRefused: second\uFFFD[2J\n", typing.err());
        assertEquals(List.of("close"), typing.done);
    }

    @Test
    void aWaitingStandbyRefusesWithTheWaysOut() {
        Deployment open =
                Stories.upgrade().switched().asked(Stories.evidence(0)).deployment();
        typing.engine.answerNext(new Answer.StandbyWaits(open));
        assertEquals(2, typing.type("deploy", "shop", "v2"));
        assertTrue(typing.err().contains("kawasemi approve shop"), typing.err());
        assertTrue(typing.err().contains("kawasemi rollback shop"), typing.err());
    }

    @Test
    void whatWasDoneBeforeIsDone() {
        typing.engine.put(Stories.upgrade().deployment());
        assertEquals(0, typing.type("undo", "shop"));
        assertTrue(typing.out().contains("Nothing more to do"), typing.out());
    }

    @Test
    void anActThatEndsWithoutAWordIsNotWaitedForForever() {
        Deployment running = Stories.upgrade().upToTheGate().deployment();
        typing.engine.put(running);
        Following following = new Following(Duration.ofMillis(20));
        TimeoutException e = assertThrows(TimeoutException.class, () -> following.untilRest(running, now -> {}));
        assertTrue(String.valueOf(e.getMessage()).contains("42"), e.getMessage());
    }

    @Test
    void theRequestIsThePersonsBehindSudoAndOnlyThenTheVariablesCount() {
        var behind = new java.util.HashMap<String, String>();
        behind.put("SUDO_USER", "alice");
        behind.put("SUDO_UID", "1001");
        var utc = java.time.ZoneOffset.UTC;
        assertEquals(
                new Actor(Actor.Origin.TERMINAL, "1001", "alice"),
                new Terminal(System.out, System.err, behind, 0, "root", utc).actor());
        assertEquals(
                new Actor(Actor.Origin.TERMINAL, "1001", "alice"),
                new Terminal(System.out, System.err, behind, 111, "kawasemi", utc).actor(),
                "the service's own user, whom root became");
        assertEquals(PI, new Terminal(System.out, System.err, behind, 1000, "pi", utc).actor());
        assertEquals(
                new Actor(Actor.Origin.TERMINAL, "0", "root"),
                new Terminal(System.out, System.err, java.util.Map.of(), 0, "root", utc).actor());
    }

    /** Deployment 1, as the fake engine numbers its first. */
    private static Stories story() {
        return Stories.upgrade(new Version("v1.9.2"), PI);
    }

    /** The verb in a thread of its own, and the story told to it from its second event on. */
    private int played(Stories story, String... words) throws Exception {
        CompletableFuture<Integer> typed = CompletableFuture.supplyAsync(() -> typing.type(words));
        await(typed, () -> typing.out().contains("Deployment 1 of shop"));
        DeploymentId id = new DeploymentId(1);
        story.events().stream().skip(1).forEach(event -> typing.engine.happens(id, event));
        return typed.get(20, TimeUnit.SECONDS);
    }

    /** The verb in a thread of its own; comes back when the engine has been asked. */
    private CompletableFuture<Integer> typedApart(String... words) throws Exception {
        CompletableFuture<Integer> typed = CompletableFuture.supplyAsync(() -> typing.type(words));
        await(typed, () -> typing.engine.calls().stream().anyMatch(call -> !call.equals("recover")));
        return typed;
    }

    private void await(CompletableFuture<Integer> typed, BooleanSupplier reached) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!reached.getAsBoolean()) {
            assertTrue(System.nanoTime() < end && !typed.isDone(), () -> "ended early or never began: " + typing.err());
            Thread.onSpinWait();
        }
    }

    private void happens(Deployment d, Function<java.time.Instant, DeploymentEvent> event) {
        typing.engine.happens(d.id(), event.apply(d.changedAt().plusSeconds(1)));
    }

    /** An ended deployment with this number. */
    private record Deployed(long number) {
        Deployment deployment() {
            List<DeploymentEvent> events = Stories.upgrade()
                    .switched()
                    .asked(Stories.evidence(0))
                    .removed()
                    .events();
            DeploymentEvent.Accepted first = (DeploymentEvent.Accepted) events.get(0);
            Deployment d = Deployment.begin(new DeploymentEvent.Accepted(
                    first.at(),
                    new DeploymentId(number),
                    first.app(),
                    first.old(),
                    first.next(),
                    first.version(),
                    first.actor(),
                    first.kept(),
                    first.reason()));
            for (DeploymentEvent event : events.subList(1, events.size())) {
                d = d.apply(event);
            }
            assertTrue(d.isDone(Step.VERIFY));
            return d;
        }
    }
}
