package dev.kawasemi.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kawasemi.testing.Stories;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The way forward and the way back, as plans. */
class PlannerTest {
    private static final Deployment UPGRADE = Stories.upgrade().deployment();
    private static final Side OLD = UPGRADE.old().orElseThrow();
    private static final Stack NEXT = UPGRADE.next();

    /** Whether there is an old colour, whether each colour has a queue of its own, whether the release is watched. */
    @ParameterizedTest
    @CsvSource({
        "true,  true,  true,  PREPARE QUIESCE START HEALTH_GATE SWITCH VERIFY WORKERS DRAIN WATCH",
        "true,  true,  false, PREPARE QUIESCE START HEALTH_GATE SWITCH VERIFY WORKERS DRAIN",
        "true,  false, true,  PREPARE QUIESCE START HEALTH_GATE SWITCH VERIFY WORKERS WATCH",
        "true,  false, false, PREPARE QUIESCE START HEALTH_GATE SWITCH VERIFY WORKERS",
        "false, true,  true,  PREPARE START HEALTH_GATE SWITCH VERIFY WORKERS WATCH",
        "false, true,  false, PREPARE START HEALTH_GATE SWITCH VERIFY WORKERS",
        "false, false, true,  PREPARE START HEALTH_GATE SWITCH VERIFY WORKERS WATCH",
        "false, false, false, PREPARE START HEALTH_GATE SWITCH VERIFY WORKERS"
    })
    void goesForwardBySituation(boolean old, boolean ownQueue, boolean watched, String steps) {
        Plan plan = Planner.forward(situation(old ? Optional.of(OLD) : Optional.empty(), ownQueue, watched));
        assertEquals(
                Arrays.stream(steps.split(" ", -1)).map(Step::valueOf).toList(),
                plan.steps().stream().map(Plan.Planned::step).toList());
    }

    @Test
    void theUndoOfEachStepIsInThePlanFromTheStart() {
        Undo nothing = new Undo.Nothing();
        assertEquals(
                List.of(
                        new Plan.Planned(Step.PREPARE, nothing),
                        new Plan.Planned(Step.QUIESCE, new Undo.Restore(OLD.stack(), List.of())),
                        new Plan.Planned(Step.START, new Undo.StopStack(NEXT)),
                        new Plan.Planned(Step.HEALTH_GATE, nothing),
                        new Plan.Planned(Step.SWITCH, new Undo.SwitchBack(Optional.of(OLD))),
                        new Plan.Planned(Step.VERIFY, nothing),
                        new Plan.Planned(Step.WORKERS, new Undo.StopBackground(NEXT, List.of("worker", "beat"))),
                        new Plan.Planned(Step.DRAIN, nothing),
                        new Plan.Planned(Step.WATCH, nothing)),
                Planner.forward(situation(Optional.of(OLD), true, true)).steps());
    }

    @Test
    void aFirstDeploysTrafficGoesBackToNoColour() {
        Plan plan = Planner.forward(situation(Optional.empty(), false, false));
        assertEquals(
                List.of(new Undo.SwitchBack(Optional.empty())),
                plan.steps().stream()
                        .filter(planned -> planned.step() == Step.SWITCH)
                        .map(Plan.Planned::undo)
                        .toList());
    }

    @Test
    void afterTheCommitPointOnlyWhatIsNotDoneIsLeft() {
        Planner.Situation now = situation(Optional.of(OLD), true, true);
        Stories story = Stories.upgrade()
                .upToTheGate()
                .step(Step.HEALTH_GATE, 7, "")
                .step(Step.SWITCH, 1, "")
                .step(Step.VERIFY, 3, "");
        assertEquals(List.of(Step.WORKERS, Step.DRAIN, Step.WATCH), rest(story.deployment(), now));
        assertEquals(
                List.of(Step.WORKERS, Step.DRAIN, Step.WATCH),
                rest(story.starts(Step.WORKERS).deployment(), now),
                "a step that only began is done again");
        assertEquals(
                List.of(Step.DRAIN, Step.WATCH),
                rest(story.step(Step.WORKERS, 4, "").deployment(), now));
        assertEquals(
                List.of(),
                rest(story.step(Step.DRAIN, 9, "").step(Step.WATCH, 60, "").deployment(), now));
    }

    /** Visitors first; old workers only when the new ones are stopped; the slow stop of the whole colour last. */
    @Test
    void undosRunInTheOrderThatUsersFeelLeast() {
        List<Undo> undos = new ArrayList<>(List.of(
                new Undo.SwitchBack(Optional.of(OLD)),
                new Undo.StopBackground(NEXT, List.of("worker")),
                new Undo.Restore(OLD.stack(), List.of()),
                new Undo.StopStack(NEXT),
                new Undo.Nothing()));
        List<Undo> wanted = List.copyOf(undos);
        Collections.reverse(undos);
        undos.sort(Comparator.comparingInt(Undo::order));
        assertEquals(wanted, undos);
        assertEquals(5, undos.stream().mapToInt(Undo::order).distinct().count());
    }

    @Test
    void everyUndoIsCarriedOutByItsOwnKindOfAct() throws InterruptedException {
        List<Undo> undos = List.of(
                new Undo.SwitchBack(Optional.of(OLD)),
                new Undo.StopBackground(NEXT, List.of("worker")),
                new Undo.Restore(OLD.stack(), List.of(new ContainerRef("c0ffee", "worker"))),
                new Undo.StopStack(NEXT),
                new Undo.Nothing());
        Carried carried = new Carried();
        for (Undo undo : undos) {
            undo.by(carried);
        }
        assertEquals(
                List.of(
                        "switch back: " + undos.get(0),
                        "stop background: " + undos.get(1),
                        "restore: " + undos.get(2),
                        "stop stack: " + undos.get(3)),
                carried.acts);
    }

    @Test
    void theStandbyThatRetiresIsNotPartOfTheWayBack() {
        Deployment retiring = Phases.story(Phase.RETIRING)
                .then(at -> new DeploymentEvent.StepStarted(
                        at, Step.RETIRE, new Undo.Restore(OLD.stack(), List.of(new ContainerRef("c0ffee", "web")))))
                .deployment();
        assertEquals(List.of(), Planner.backward(retiring));
    }

    @Test
    void theWayBackCarriesTheUndoThatWasWrittenWithTheIntent() {
        Undo.Restore undo = new Undo.Restore(OLD.stack(), List.of(new ContainerRef("c0ffee", "worker")));
        Deployment now = Stories.upgrade()
                .then(at -> new DeploymentEvent.StepStarted(at, Step.QUIESCE, undo))
                .deployment();
        assertEquals(List.of(new Plan.Planned(Step.QUIESCE, undo)), Planner.backward(now));
    }

    @Test
    void theNewestThatWasApprovedBeforeIsWhatToGoBackTo() {
        Deployment first = approved(1);
        Deployment second = approved(2);
        Deployment third = approved(3);
        Deployment fourth = approved(4);
        List<Deployment> anyOrder = List.of(second, fourth, first, third);
        assertEquals(Optional.of(second), Planner.lastApprovedBefore(third, anyOrder));
        assertEquals(Optional.empty(), Planner.lastApprovedBefore(first, anyOrder));
        assertEquals(Optional.of(fourth), Planner.serving(anyOrder));
    }

    @Test
    void aFirstDeployCountsAsApprovedThoughNobodyWasAsked() {
        Deployment first = Stories.firstDeploy()
                .then(at -> new DeploymentEvent.Resolved(at, new Release(new Version("v1"), Map.of())))
                .switched()
                .then(DeploymentEvent.Completed::new)
                .deployment();
        assertEquals(Optional.of(first), Planner.lastApprovedBefore(approved(2), List.of(first)));
    }

    @Test
    void whatHasNoImagesOnRecordCannotBeDeployedAnew() {
        Deployment unknown = Stories.upgrade(1)
                .switched()
                .asked(Stories.evidence(0))
                .removed()
                .deployment();
        assertEquals(Optional.empty(), Planner.lastApprovedBefore(approved(2), List.of(unknown)));
    }

    /** Each has its images on record, so that nothing else keeps it from being chosen. */
    @Test
    void whatFailedWasRolledBackOrWasLeftWithoutAWordIsNotWhatToGoBackTo() {
        Deployment aborted = resolved(1)
                .then(at -> new DeploymentEvent.UndoStarted(at, Stories.BOB, "cancelled"))
                .then(at -> new DeploymentEvent.UndoDone(at, Optional.empty()))
                .deployment();
        Deployment rolledBack = resolved(2)
                .switched()
                .asked(Stories.evidence(0))
                .then(at -> new DeploymentEvent.RollBackStarted(at, Stories.BOB, "asked for"))
                .then(DeploymentEvent.RollBackDone::new)
                .deployment();
        Deployment left = resolved(3)
                .switched()
                .asked(Stories.evidence(0))
                .then(DeploymentEvent.RemovalStarted::new)
                .then(DeploymentEvent.Completed::new)
                .deployment();
        assertEquals(Optional.empty(), Planner.lastApprovedBefore(approved(4), List.of(aborted, rolledBack, left)));
    }

    @Test
    void theRestNeverReachesBackBeforeTheCommitPoint() {
        Deployment repaired =
                Stories.upgrade().step(Step.VERIFY, 3, "by a repair").deployment();
        assertEquals(List.of(Step.WORKERS), rest(repaired, situation(Optional.of(OLD), false, false)));
    }

    @Test
    void whatWasRolledBackOrNeverSwitchedDoesNotServe() {
        Deployment rolledBack = Phases.deployment(Phase.ROLLED_BACK);
        Deployment aborted = Phases.deployment(Phase.ABORTED);
        Deployment running = Phases.deployment(Phase.RUNNING);
        assertEquals(Optional.empty(), Planner.serving(List.of(rolledBack, aborted, running)));
        Deployment waiting = Phases.deployment(Phase.AWAITING_APPROVAL);
        assertEquals(Optional.of(waiting), Planner.serving(List.of(rolledBack, waiting, aborted)));
    }

    private static Deployment approved(long number) {
        return resolved(number).switched().asked(Stories.evidence(0)).removed().deployment();
    }

    private static Stories resolved(long number) {
        Release release = new Release(new Version("v" + number), Map.of("web", "sha256:" + number));
        return Stories.upgrade(number).then(at -> new DeploymentEvent.Resolved(at, release));
    }

    private static List<Step> rest(Deployment deployment, Planner.Situation now) {
        return Planner.rest(deployment, now).steps().stream()
                .map(Plan.Planned::step)
                .toList();
    }

    private static Planner.Situation situation(Optional<Side> old, boolean ownQueue, boolean watched) {
        return new Planner.Situation(old, NEXT, List.of("worker", "beat"), ownQueue, watched);
    }

    private static final class Carried implements Undo.Carrier {
        private final List<String> acts = new ArrayList<>();

        @Override
        public void switchBack(Undo.SwitchBack undo) {
            acts.add("switch back: " + undo);
        }

        @Override
        public void stopBackground(Undo.StopBackground undo) {
            acts.add("stop background: " + undo);
        }

        @Override
        public void restore(Undo.Restore undo) {
            acts.add("restore: " + undo);
        }

        @Override
        public void stopStack(Undo.StopStack undo) {
            acts.add("stop stack: " + undo);
        }
    }
}
