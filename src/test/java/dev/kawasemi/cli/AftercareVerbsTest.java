package dev.kawasemi.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.AftercareEvent;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.Stack;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.rollout.Answer;
import dev.kawasemi.rollout.AppStatus;
import dev.kawasemi.rollout.RecoveryReport;
import dev.kawasemi.testing.Stories;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was interrupted is settled before a request; tasks are given up, a failed colour removed, a host repaired. */
class AftercareVerbsTest {
    private static final Stack GREEN = Stories.upgrade().deployment().next();
    private static final String DISAGREE = "shop: the journal says that GREEN serves, but the proxy points at BLUE";

    private final Typing typing = new Typing();

    @ParameterizedTest
    @ValueSource(
            strings = {"deploy shop v2", "rollback shop", "approve shop", "undo shop", "cancel shop", "remove shop"})
    void whatWasSettledIsToldBeforeTheRequestIsMade(String line) {
        found(List.of("shop: deployment 42 was interrupted; it is now ABORTED"), List.of(), List.of());
        typing.engine.answerNext(new Answer.Refused(Answer.Reason.NOTHING_TO_DO, List.of("no")));
        assertEquals(2, typing.type(line.split(" ")));
        assertEquals("Settled: shop: deployment 42 was interrupted; it is now ABORTED\n", typing.out());
        assertEquals("recover", typing.engine.calls().get(0));
        assertEquals(2, typing.engine.calls().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"deploy shop v2", "rollback shop", "approve shop", "undo shop", "cancel shop", "remove shop"})
    void whatOnlyAPersonCanSettleEndsWithFourAndNothingIsAsked(String line) {
        found(List.of(), List.of(), List.of(DISAGREE));
        assertEquals(4, typing.type(line.split(" ")));
        assertEquals(DISAGREE, typing.err().strip());
        assertEquals(List.of("recover"), typing.engine.calls());
    }

    @Test
    void anotherAppsTroubleIsToldAndDoesNotHoldThisOneUp() {
        found(List.of(), List.of(), List.of("shopping: the journal says otherwise", "blog: stuck"));
        typing.engine.answerNext(new Answer.Refused(Answer.Reason.NOTHING_TO_DO, List.of("no")));
        assertEquals(2, typing.type("approve", "shop"));
        assertTrue(typing.err().startsWith("shopping: the journal says otherwise\nblog: stuck\n"), typing.err());
    }

    @ParameterizedTest
    @CsvSource({"rollback, 2", "cancel, 2", "approve, 4"})
    void whatIsStuckIsGoneOnWithByARequestThatGoesBack(String verb, int code) {
        typing.engine.put(Stories.upgrade()
                .upToTheGate()
                .then(at -> new AftercareEvent.Stuck(at, "nginx is down"))
                .deployment());
        found(List.of(), List.of(), List.of("shop: deployment 42 is stuck: nginx is down"));
        typing.engine.answerNext(new Answer.Refused(Answer.Reason.BUSY, List.of("asked")));
        assertEquals(code, typing.type(verb, "shop"));
        assertEquals(
                code == 2 ? "Refused: asked" : "shop: deployment 42 is stuck: nginx is down",
                typing.err().strip());
    }

    @Test
    void whileTheContainerEngineIsAwayItEndsWithThreeAndSaysSo() {
        found(List.of(), List.of(Stories.SHOP), List.of());
        looksLike(List.of("the containers of BLUE could not be looked at: Docker does not answer"));
        assertEquals(3, typing.type("approve", "shop"));
        assertTrue(typing.err().startsWith("shop: the containers of BLUE could not be looked at"), typing.err());
        assertEquals(List.of("recover", "status shop"), typing.engine.calls());
    }

    @Test
    void whileAnotherKawasemiActsTheRequestItselfIsTold() {
        found(List.of(), List.of(Stories.SHOP), List.of());
        looksLike(List.of());
        typing.engine.answerNext(new Answer.Refused(Answer.Reason.BUSY, List.of("busy: deploy of shop since 14:02")));
        assertEquals(2, typing.type("approve", "shop"));
        assertEquals("Refused: busy: deploy of shop since 14:02", typing.err().strip());
    }

    @Test
    void approveGivesUpOnlyTheTasksThatAreNamed() {
        typing.engine.answerNext(new Answer.Refused(Answer.Reason.NOTHING_TO_DO, List.of("no")));
        typing.type("approve", "shop", "--lose-tasks", "12");
        assertEquals(
                "approve shop open giving up 12 1000", typing.engine.calls().get(1));
        typing.engine.answerNext(new Answer.Refused(Answer.Reason.NOTHING_TO_DO, List.of("no")));
        typing.type("approve", "shop");
        assertEquals("approve shop open 1000", typing.engine.calls().get(3));
    }

    @Test
    void aRemovalThatIsHeldForTasksSaysHowManyAndHowToGiveThemUp() {
        Deployment held = Stories.upgrade()
                .switched()
                .asked(Stories.evidence(0))
                .approved(Stories.BOB)
                .then(at -> new DeploymentEvent.RetireFailed(at, "12 tasks wait in BLUE's queue"))
                .deployment();
        String first = new Lines(java.time.ZoneOffset.UTC).rest(held).get(0);
        assertEquals(
                "The last try to remove it did not succeed: 12 tasks wait in BLUE's queue. They are worked off now, or given"
                        + " up with: kawasemi approve shop --lose-tasks 12",
                first);
    }

    @Test
    void removeTakesTheFailedColourAwayAndSaysWhatServes() {
        typing.engine.put(failed(12).deployment());
        assertEquals(0, typing.type("remove", "shop", "--lose-tasks=12"));
        assertEquals(List.of("recover", "remove shop giving up 12 1000"), typing.engine.calls());
        assertEquals("Removed GREEN v1.9.2 of shop. BLUE v1.9.1 of shop serves.\n", typing.out());
    }

    @Test
    void aQueueThatCannotBeCountedIsGivenUpByAWordOfItsOwn() {
        typing.engine.put(failed(12).deployment());
        assertEquals(0, typing.type("remove", "shop", "--lose-tasks", "unknown"));
        assertEquals(List.of("recover", "remove shop giving up -1 1000"), typing.engine.calls());
        Deployment held = Stories.upgrade()
                .switched()
                .asked(Stories.evidence(0))
                .approved(Stories.BOB)
                .then(at -> new DeploymentEvent.RetireFailed(at, "BLUE's queue could not be read: no answer in 5 s"))
                .deployment();
        String first = new Lines(java.time.ZoneOffset.UTC).rest(held).get(0);
        assertTrue(
                first.endsWith("no answer in 5 s. What waits there is given up with: kawasemi approve shop --lose-tasks"
                        + " unknown"),
                first);
    }

    @Test
    void removeOfAColourWithTasksIsAPersonsToDecide() {
        String why = "tasks wait in the queue of GREEN: 12";
        typing.engine.answerNext(new Answer.Refused(Answer.Reason.NEEDS_A_PERSON, List.of(why)));
        assertEquals(4, typing.type("remove", "shop"));
        assertEquals("Refused: " + why, typing.err().strip());
    }

    @Test
    void repairIsAskedWithoutARecoveryBecauseThatOneCannotSettleIt() {
        found(List.of(), List.of(), List.of(DISAGREE));
        typing.engine.put(
                Stories.upgrade().switched().asked(Stories.evidence(0)).deployment());
        assertEquals(0, typing.type("repair", "shop", "--active", "blue"));
        assertEquals(List.of("repair shop BLUE 1000"), typing.engine.calls());
        assertTrue(typing.out().endsWith("Repaired. BLUE v1.9.1 of shop serves.\n"), typing.out());
        assertEquals(0, typing.type("repair", "shop", "--active", "GREEN"));
        assertTrue(typing.out().endsWith("Repaired. GREEN of shop serves.\n"), typing.out());
    }

    @Test
    void aRepairThatDoesNotComeUpIsExitFourAndOneOutOfReachThree() {
        typing.engine.answerNext(new Answer.Refused(Answer.Reason.NEEDS_A_PERSON, List.of("BLUE cannot serve")));
        assertEquals(4, typing.type("repair", "shop", "--active", "blue"));
        typing.engine.answerNext(new Answer.Refused(Answer.Reason.OUT_OF_REACH, List.of("Docker does not answer")));
        assertEquals(3, typing.type("repair", "shop", "--active", "blue"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    approve shop --lose-tasks            | --lose-tasks
                    approve shop --lose-tasks many       | --lose-tasks
                    approve shop --lose-tasks -1         | 0 or more
                    remove shop --lose-tasks=-12         | 0 or more
                    remove                               | APP
                    repair shop                          | --active
                    repair shop --active red             | a colour is blue or green
                    repair --active blue                 | APP
                    """)
    void refusesWhatItDoesNotUnderstandAndAsksNothing(String line, String named) {
        assertEquals(2, typing.type(line.split(" ")));
        assertTrue(typing.err().contains(named), typing.err());
        assertTrue(typing.engine.calls().isEmpty());
        assertFalse(typing.err().contains("Exception"), typing.err());
    }

    @Test
    void aFailedDeployTellsOfTheTasksInItsQueue() {
        List<String> lines = new Lines(java.time.ZoneOffset.UTC).rest(failed(12).deployment());
        assertTrue(
                lines.get(0)
                        .endsWith(
                                "12 tasks are left in its queue: kawasemi remove shop --lose-tasks 12 gives them up."),
                lines.get(0));
        Deployment gone = failed(12)
                .then(at -> new AftercareEvent.FailedColorRemoved(at, Stories.BOB, 12))
                .deployment();
        assertFalse(new Lines(java.time.ZoneOffset.UTC).rest(gone).get(0).contains("queue"));
    }

    private static Stories failed(long tasks) {
        return Stories.upgrade()
                .switched()
                .fails(Step.WATCH, 41, "5 of 5 probes failed 41 s after the switch (HTTP 503 from green)")
                .then(at -> new DeploymentEvent.RollBackStarted(at, Stories.BOB, "sick"))
                .then(DeploymentEvent.RollBackDone::new)
                .then(at -> new AftercareEvent.DrainEnded(at, GREEN, OptionalLong.of(tasks), List.of()));
    }

    private void found(List<String> settled, List<dev.kawasemi.deployment.AppName> open, List<String> needsAPerson) {
        typing.engine.finds(new RecoveryReport(settled, open, needsAPerson));
    }

    private void looksLike(List<String> problems) {
        typing.engine.putStatus(new AppStatus(
                Stories.SHOP,
                Optional.of(Color.BLUE),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Stories.notMeasured(Stories.BEGIN),
                problems));
    }
}
