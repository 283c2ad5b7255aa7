package dev.kawasemi.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.testing.Stories;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Restarts, queues, the standby, repairs. */
class AftercareTest {
    private static final Instant AT = Stories.BEGIN.plusSeconds(9999);
    private static final Deployment RUNNING = Phases.deployment(Phase.RUNNING);
    private static final Stack GREEN = RUNNING.next();
    private static final Stack BLUE = RUNNING.old().orElseThrow().stack();
    private static final ContainerRef WORKER = new ContainerRef("c0ffee", "worker");

    @Test
    void aRestartInAStepTellsWhichOneAndInWhichPhase() {
        Deployment restarted = Stories.upgrade()
                .upToTheGate()
                .starts(Step.HEALTH_GATE)
                .deployment()
                .apply(new AftercareEvent.Recovering(AT));
        assertEquals(Optional.of(new Restart(AT, Phase.RUNNING, Step.HEALTH_GATE)), restarted.restart());
        assertEquals(Phase.RUNNING, restarted.phase(), "a restart alone moves nothing");
    }

    @Test
    void aRestartBetweenTwoStepsTellsTheOneThatWasDoneLast() {
        Deployment restarted = RUNNING.apply(new AftercareEvent.Recovering(AT));
        assertEquals(Optional.of(new Restart(AT, Phase.RUNNING, Step.START)), restarted.restart());
    }

    @Test
    void ofSeveralRestartsTheNewestCounts() {
        Instant later = AT.plusSeconds(60);
        Deployment restarted = Phases.deployment(Phase.AWAITING_APPROVAL)
                .apply(new AftercareEvent.Recovering(AT))
                .apply(new DeploymentEvent.RollBackStarted(AT, Stories.BOB, "asked for"))
                .apply(new AftercareEvent.Recovering(later));
        assertEquals(Optional.of(new Restart(later, Phase.ROLLING_BACK, Step.WORKERS)), restarted.restart());
    }

    @Test
    void anUninterruptedDeploymentTellsNoRestart() {
        assertEquals(Optional.empty(), Phases.deployment(Phase.COMPLETED).restart());
    }

    @Test
    void theStepUnderWayIsTheOneThatHasNotEnded() {
        assertEquals(
                Step.PREFLIGHT, Stories.upgrade().deployment().stepUnderWay(), "nothing has begun after the preflight");
        assertEquals(
                Step.PREPARE,
                Stories.upgrade().starts(Step.PREPARE).deployment().stepUnderWay());
        assertEquals(Step.START, RUNNING.stepUnderWay());
        assertEquals(
                Step.HEALTH_GATE,
                Phases.deployment(Phase.UNDOING).stepUnderWay(),
                "a failed step is the last that was started");
        Stories drainBesideTheWatch =
                Stories.upgrade().switched().starts(Step.DRAIN).step(Step.WATCH, 60, "");
        assertEquals(Step.DRAIN, drainBesideTheWatch.deployment().stepUnderWay(), "open counts before later");
    }

    @Test
    void aDrainIsKnownWithTheWeightsToGiveBackUntilItEnds() {
        List<Weight> weights = new ArrayList<>(List.of(new Weight(WORKER, 1024)));
        AftercareEvent.DrainStarted started = new AftercareEvent.DrainStarted(AT, BLUE, weights);
        weights.clear();
        Deployment draining = Phases.deployment(Phase.AWAITING_APPROVAL).apply(started);
        assertEquals(
                Optional.of(new Draining(AT, BLUE, List.of(new Weight(WORKER, 1024)))),
                draining.draining(),
                "the intent is no longer changed from outside");
        assertEquals(Phase.AWAITING_APPROVAL, draining.phase());

        Deployment drained =
                draining.apply(new AftercareEvent.DrainEnded(AT, BLUE, OptionalLong.of(3), List.of("mails.send")));
        assertEquals(Optional.empty(), drained.draining());
        assertEquals(Optional.of(new Drained(BLUE, OptionalLong.of(3), List.of("mails.send"))), drained.drained());
        assertEquals(Phase.AWAITING_APPROVAL, drained.phase());
    }

    @Test
    void howTheQueueWasLeftLastIsWhatCounts() {
        Deployment twice = Phases.deployment(Phase.AWAITING_APPROVAL)
                .apply(new AftercareEvent.DrainEnded(AT, BLUE, OptionalLong.of(3), List.of("mails.send")))
                .apply(new AftercareEvent.DrainEnded(AT, BLUE, OptionalLong.empty(), List.of()));
        assertEquals(Optional.of(new Drained(BLUE, OptionalLong.empty(), List.of())), twice.drained());
    }

    @Test
    void theStandbysNewestStateIsNoted() {
        Deployment cold = Phases.deployment(Phase.AWAITING_APPROVAL)
                .apply(new AftercareEvent.StandbyChanged(AT, StandbyNote.State.COLD, "40 MB left"));
        assertEquals(Optional.of(new StandbyNote(AT, StandbyNote.State.COLD, "40 MB left")), cold.standbyNote());
        Instant later = AT.plusSeconds(5);
        Deployment warm = cold.apply(new AftercareEvent.StandbyChanged(later, StandbyNote.State.WARM, "answers again"));
        assertEquals(Optional.of(new StandbyNote(later, StandbyNote.State.WARM, "answers again")), warm.standbyNote());
        assertEquals(Phase.AWAITING_APPROVAL, warm.phase());
    }

    @Test
    void whatIsLeftOfTheWindowDoesNotChangeHowLongItWas() {
        Deployment open = Phases.deployment(Phase.UNDO_WINDOW);
        assertEquals(Duration.ofMinutes(10), open.windowLeft(), "all of it at first");
        Deployment later = open.apply(new AftercareEvent.WindowLeft(AT, Duration.ofMinutes(4)));
        assertEquals(Duration.ofMinutes(4), later.windowLeft());
        assertEquals(Duration.ofMinutes(10), later.undoWindow());
        assertEquals(open.windowOpened(), later.windowOpened());
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    void repairedToTheNewColourItServesAndAllIsDone(Phase phase) {
        Deployment repaired =
                Phases.deployment(phase).apply(new AftercareEvent.Repaired(AT, Stories.BOB, GREEN.color()));
        assertEquals(Phase.COMPLETED, repaired.phase());
        assertEquals(GREEN, repaired.serving().orElseThrow().stack());
        assertTrue(repaired.committed(), "from now on nothing may undo it");
        assertEquals(Optional.of(Stories.BOB), repaired.decidedBy());
        assertEquals(Optional.of(AT), repaired.decidedAt());
        assertEquals(Optional.empty(), repaired.failedColor());
    }

    /** Before the commit point it counts as aborted, after it as rolled back: the new colour's queue counts only then. */
    @ParameterizedTest
    @CsvSource({
        "RUNNING, ABORTED",
        "UNDOING, ABORTED",
        "AWAITING_APPROVAL, ROLLED_BACK",
        "ROLLING_BACK, ROLLED_BACK",
        "RETIRING, ROLLED_BACK",
        "UNDO_WINDOW, ROLLED_BACK",
        "REVIVING, ROLLED_BACK",
        "REMOVING, ROLLED_BACK",
        "COMPLETED, ROLLED_BACK",
        "ABORTED, ABORTED",
        "ROLLED_BACK, ROLLED_BACK",
        "STUCK, ROLLED_BACK"
    })
    void repairedToTheOldColourTheNewOneHasFailed(Phase phase, Phase end) {
        Deployment repaired =
                Phases.deployment(phase).apply(new AftercareEvent.Repaired(AT, Stories.BOB, BLUE.color()));
        assertEquals(end, repaired.phase());
        assertEquals(BLUE, repaired.serving().orElseThrow().stack());
        assertEquals(Optional.of(Stories.BOB), repaired.decidedBy());
        assertEquals(Optional.of(AT), repaired.decidedAt());
        assertEquals(Optional.of(GREEN), repaired.failedColor());
    }

    @Test
    void whichColourAPersonMadeActiveIsKnownAfterARepairAlone() {
        for (Color active : Color.values()) {
            Deployment repaired =
                    Phases.deployment(Phase.STUCK).apply(new AftercareEvent.Repaired(AT, Stories.BOB, active));
            assertEquals(Optional.of(active), repaired.repaired());
        }
        assertEquals(Optional.empty(), Phases.deployment(Phase.COMPLETED).repaired());
    }

    @Test
    void aRepairEndsADrain() {
        for (Color active : Color.values()) {
            Deployment repaired = Phases.deployment(Phase.AWAITING_APPROVAL)
                    .apply(new AftercareEvent.DrainStarted(AT, BLUE, List.of()))
                    .apply(new AftercareEvent.Repaired(AT, Stories.BOB, active));
            assertEquals(Optional.empty(), repaired.draining(), active::name);
        }
    }

    @Test
    void aRepairIsTheEndOfVerifyInTheCard() {
        StepState verify = RUNNING.apply(new AftercareEvent.Repaired(AT, Stories.BOB, Color.GREEN))
                .steps()
                .get(Step.VERIFY);
        assertEquals(
                new StepState(StepState.Status.DONE, AT, Optional.of(AT), "by a repair", new Undo.Nothing()), verify);
    }

    @Test
    void theFailedColourIsKeptUntilItIsRemoved() {
        for (Phase phase : List.of(Phase.ABORTED, Phase.ROLLED_BACK)) {
            Deployment failed = Phases.deployment(phase);
            assertEquals(Optional.of(GREEN), failed.failedColor(), phase::name);
            Deployment removed = failed.apply(new AftercareEvent.FailedColorRemoved(AT, Stories.BOB, 2));
            assertEquals(Optional.empty(), removed.failedColor(), phase::name);
            assertTrue(removed.failedColorRemoved());
            assertEquals(phase, removed.phase());
        }
    }

    @Test
    void nothingIsKeptOfWhatNeverStartedOrHasNotFailed() {
        Deployment neverStarted = Stories.upgrade()
                .fails(Step.PREPARE, 9, "no such image")
                .then(at -> new DeploymentEvent.UndoStarted(at, Actor.KAWASEMI, "no such image"))
                .then(at -> new DeploymentEvent.UndoDone(at, Optional.empty()))
                .deployment();
        assertEquals(Optional.empty(), neverStarted.failedColor());
        for (Phase phase : List.of(Phase.RUNNING, Phase.AWAITING_APPROVAL, Phase.ROLLING_BACK, Phase.COMPLETED)) {
            assertEquals(Optional.empty(), Phases.deployment(phase).failedColor(), phase::name);
        }
    }

    @Test
    void theNewColoursQueueCountsFromTheIntentToSwitchOn() {
        Stories story = Stories.upgrade().upToTheGate().step(Step.HEALTH_GATE, 7, "");
        assertFalse(story.deployment().nextHadTraffic());
        assertTrue(story.starts(Step.SWITCH).deployment().nextHadTraffic(), "visitors may have met it");
    }

    @Test
    void whoIsStuckSaysWhatAPersonMustDo() {
        Deployment stuck = Phases.deployment(Phase.STUCK);
        assertEquals(Phase.STUCK, stuck.phase());
        assertEquals(Optional.of("the proxy is down"), stuck.failure());
    }
}
