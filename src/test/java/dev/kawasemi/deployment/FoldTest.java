package dev.kawasemi.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.testing.Stories;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is known of a deployment after its events. */
class FoldTest {
    private static final Instant BEGIN = Stories.BEGIN;

    @Test
    void beginsWithNothingButWhatWasAskedFor() {
        Deployment now = Stories.upgrade().deployment();
        assertEquals(new DeploymentId(42), now.id());
        assertEquals(Stories.SHOP, now.app());
        assertEquals("v1.9.1", now.fromText());
        assertEquals(new Version("v1.9.2"), now.version());
        assertEquals(Stories.ALICE, now.actor());
        assertEquals(Phase.RUNNING, now.phase());
        assertEquals(Color.GREEN, now.next().color());
        assertEquals(Optional.empty(), now.release());
        assertEquals(Map.of(), now.steps());
        assertEquals(0, now.generation());
        assertEquals(BEGIN, now.startedAt());
        assertEquals(BEGIN, now.changedAt());
        assertEquals(now.old(), now.serving());
    }

    @Test
    void keptImagesThatAreDeployedAnewAreKnownFromTheStart() {
        DeploymentEvent.Accepted first =
                (DeploymentEvent.Accepted) Stories.upgrade().events().get(0);
        Release kept = new Release(new Version("v1"), Map.of("web", "sha256:1"));
        Deployment now = Deployment.begin(new DeploymentEvent.Accepted(
                first.at(),
                first.id(),
                first.app(),
                first.old(),
                first.next(),
                first.version(),
                first.actor(),
                Optional.of(kept),
                ""));
        assertEquals(Optional.of(kept), now.release());
    }

    @Test
    void aFirstDeployComesFromNothingAndServesNothingUntilItHasSwitched() {
        Deployment first = Stories.firstDeploy().deployment();
        assertEquals("nothing", first.fromText());
        assertEquals(Optional.empty(), first.serving());
        Deployment done = Stories.firstDeploy()
                .switched()
                .then(DeploymentEvent.Completed::new)
                .deployment();
        assertEquals(Color.BLUE, done.serving().orElseThrow().stack().color());
        assertTrue(done.ended());
    }

    @Test
    void aStepKeepsItsStartItsUndoAndItsNote() {
        Undo.SwitchBack undo = new Undo.SwitchBack(Optional.empty());
        Stories story = Stories.upgrade()
                .passes(Duration.ofSeconds(5))
                .then(at -> new DeploymentEvent.StepStarted(at, Step.SWITCH, undo));
        assertEquals(
                new StepState(StepState.Status.STARTED, BEGIN.plusSeconds(5), Optional.empty(), "", undo),
                story.deployment().steps().get(Step.SWITCH));
        assertEquals(
                Optional.empty(), story.deployment().steps().get(Step.SWITCH).took());
        StepState done = story.passes(Duration.ofSeconds(3))
                .then(at -> new DeploymentEvent.StepDone(at, Step.SWITCH, "reloaded"))
                .deployment()
                .steps()
                .get(Step.SWITCH);
        assertEquals(
                new StepState(
                        StepState.Status.DONE,
                        BEGIN.plusSeconds(5),
                        Optional.of(BEGIN.plusSeconds(8)),
                        "reloaded",
                        undo),
                done);
        assertEquals(Optional.of(Duration.ofSeconds(3)), done.took());
    }

    @Test
    void aFailedStepLeavesItsWordsAndItsLog() {
        Deployment failed = Stories.upgrade()
                .upToTheGate()
                .fails(Step.HEALTH_GATE, 180, "never healthy")
                .deployment();
        StepState gate = failed.steps().get(Step.HEALTH_GATE);
        assertEquals(StepState.Status.FAILED, gate.status());
        assertEquals("never healthy", gate.note());
        assertEquals(Optional.of(Duration.ofMinutes(3)), gate.took());
        assertEquals(List.of("line 1", "boom: no such table"), failed.logTail());
        assertFalse(failed.isDone(Step.HEALTH_GATE));
        assertFalse(failed.isDone(Step.VERIFY));
        assertTrue(failed.isDone(Step.START));
    }

    @Test
    void whoTookItBackAndWhyIsKnownAndHowLongTheWorkersWereDown() {
        Stories story = Stories.upgrade()
                .upToTheGate()
                .then(at -> new DeploymentEvent.UndoStarted(at, Stories.BOB, "cancelled"))
                .then(at -> new DeploymentEvent.Undone(at, Step.QUIESCE));
        Deployment undoing = story.deployment();
        assertEquals(Phase.UNDOING, undoing.phase());
        assertEquals(Optional.of(Stories.BOB), undoing.decidedBy());
        assertEquals(Optional.of("cancelled"), undoing.failure());
        assertEquals(Set.of(Step.QUIESCE), undoing.undone());
        Deployment aborted = story.then(at -> new DeploymentEvent.UndoDone(at, Optional.of(Duration.ofSeconds(14))))
                .deployment();
        assertEquals(Phase.ABORTED, aborted.phase());
        assertEquals(Optional.of(Duration.ofSeconds(14)), aborted.workersDown());
        assertEquals(aborted.old(), aborted.serving());
    }

    @Test
    void aRollBackTakesEverythingBackAnewAndTellsWhenTrafficWasBack() {
        Stories story = Phases.story(Phase.AWAITING_APPROVAL)
                .passes(Duration.ofSeconds(30))
                .then(at -> new DeploymentEvent.RollBackStarted(at, Stories.BOB, "asked for"))
                .then(at -> new DeploymentEvent.Undone(at, Step.SWITCH));
        Instant asked = story.deployment().changedAt();
        assertEquals(Optional.of(Stories.BOB), story.deployment().decidedBy());
        assertEquals(Optional.of(asked), story.deployment().decidedAt());
        assertEquals(Optional.of("asked for"), story.deployment().failure());
        Deployment again = story.then(at -> new DeploymentEvent.RollBackStarted(at, Stories.ALICE, "once more"))
                .deployment();
        assertEquals(Set.of(), again.undone());
        Deployment back = story.passes(Duration.ofSeconds(2))
                .then(DeploymentEvent.TrafficBack::new)
                .deployment();
        assertEquals(Optional.of(asked.plusSeconds(2)), back.trafficBack());
        assertEquals(Phase.ROLLING_BACK, back.phase(), "the workers follow");
        assertEquals(
                back.old(),
                story.then(DeploymentEvent.RollBackDone::new).deployment().serving());
    }

    @Test
    void aQuestionHasItsNumberAndItsFigures() {
        Deployment asked = Phases.deployment(Phase.AWAITING_APPROVAL);
        assertEquals(1, asked.generation());
        assertEquals(Optional.of(Stories.evidence(0)), asked.evidence());
        assertEquals(Color.GREEN, asked.serving().orElseThrow().stack().color());
        Deployment anew =
                Phases.story(Phase.REVIVING).asked(Stories.evidence(7)).deployment();
        assertEquals(Phase.AWAITING_APPROVAL, anew.phase());
        assertEquals(2, anew.generation());
        assertEquals(Optional.of(Stories.evidence(7)), anew.evidence());
    }

    @Test
    void anApprovalIsAPersonsWithTheirWordForTheTasksLeft() {
        Stories story = Phases.story(Phase.AWAITING_APPROVAL).passes(Duration.ofHours(3));
        Deployment approved = story.then(
                        at -> new DeploymentEvent.Approved(at, Stories.BOB, 1, Duration.ofMinutes(7), 12, false))
                .deployment();
        assertEquals(Phase.RETIRING, approved.phase());
        assertEquals(Optional.of(Stories.BOB), approved.decidedBy());
        assertEquals(Optional.of(approved.changedAt()), approved.decidedAt());
        assertEquals(Duration.ofMinutes(7), approved.undoWindow());
        assertEquals(12, approved.tasksGivenUp());
    }

    @Test
    void theWindowHasItsLengthAndTheVeryContainersToBringBack() {
        ContainerRef web = new ContainerRef("c0ffee", "web");
        Deployment open = Phases.story(Phase.RETIRING)
                .then(at -> new DeploymentEvent.WindowOpened(at, Duration.ofMinutes(7), List.of(web)))
                .deployment();
        assertEquals(Phase.UNDO_WINDOW, open.phase());
        assertEquals(Optional.of(open.changedAt()), open.windowOpened());
        assertEquals(Duration.ofMinutes(7), open.undoWindow());
        assertEquals(Duration.ofMinutes(7), open.windowLeft());
        assertEquals(List.of(web), open.standby());
    }

    @Test
    void whoTakesAnApprovalBackIsKnown() {
        Deployment reviving = Phases.deployment(Phase.REVIVING);
        assertEquals(Phase.REVIVING, reviving.phase());
        assertEquals(Optional.of(Stories.ALICE), reviving.decidedBy());
        assertEquals(Optional.of(reviving.changedAt()), reviving.decidedAt());
    }

    @Test
    void aRetirementThatFailedIsAskedForAgainAndTheNextApprovalForgetsWhy() {
        Stories story = Phases.story(Phase.REMOVING).then(at -> new DeploymentEvent.RetireFailed(at, "busy network"));
        assertEquals(Phase.AWAITING_APPROVAL, story.deployment().phase());
        assertEquals(Optional.of("busy network"), story.deployment().retireProblem());
        assertEquals(Optional.empty(), story.approved(Stories.BOB).deployment().retireProblem());
    }

    @Test
    void aRetirementThatFailedIsAFailedStepOnlyWhereItHadBegun() {
        Stories never = Phases.story(Phase.REMOVING).then(at -> new DeploymentEvent.RetireFailed(at, "held by tasks"));
        assertFalse(never.deployment().steps().containsKey(Step.RETIRE));
        Undo.Restore undo = new Undo.Restore(never.deployment().next(), List.of());
        Stories begun = Phases.story(Phase.RETIRING)
                .then(at -> new DeploymentEvent.StepStarted(at, Step.RETIRE, undo))
                .passes(Duration.ofSeconds(30))
                .then(at -> new DeploymentEvent.RetireFailed(at, "busy network"));
        StepState retire = begun.deployment().steps().get(Step.RETIRE);
        assertEquals(StepState.Status.FAILED, retire.status());
        assertEquals("busy network", retire.note());
        assertEquals(Optional.of(Duration.ofSeconds(30)), retire.took());
        assertEquals(undo, retire.undo());
    }

    @Test
    void preparedImagesAreTheRelease() {
        Release release = new Release(new Version("v1.9.2"), Map.of("web", "sha256:2", "worker", "sha256:3"));
        Deployment now = Stories.upgrade()
                .then(at -> new DeploymentEvent.Resolved(at, release))
                .switched()
                .deployment();
        assertEquals(Optional.of(release), now.release());
        assertEquals(Optional.of(new Side(now.next(), Optional.of(release))), now.serving());
    }

    @Test
    void whatIsWaitedForByAPersonHoldsNoLockAndAnEndIsAnEnd() {
        assertEquals(
                List.of(Phase.UNDOING, Phase.ROLLING_BACK, Phase.RETIRING, Phase.REVIVING, Phase.REMOVING),
                List.of(Phase.values()).stream()
                        .filter(phase -> phase != Phase.RUNNING && phase.acting())
                        .toList());
        assertTrue(Phase.RUNNING.acting());
        assertEquals(
                List.of(Phase.COMPLETED, Phase.ABORTED, Phase.ROLLED_BACK),
                List.of(Phase.values()).stream().filter(Phase::ended).toList());
        for (Phase phase : Phase.values()) {
            assertEquals(phase.ended(), Phases.deployment(phase).ended(), phase::name);
            assertEquals(phase, Phases.deployment(phase).phase());
        }
    }

    @Test
    void aDeploymentIsNotChangedThroughWhatItTells() {
        Deployment now = Phases.deployment(Phase.UNDOING);
        assertThrows(UnsupportedOperationException.class, () -> now.steps().remove(Step.PREPARE));
        assertThrows(UnsupportedOperationException.class, () -> now.undone().add(Step.START));
        assertThrows(UnsupportedOperationException.class, () -> now.logTail().add("x"));
    }
}
