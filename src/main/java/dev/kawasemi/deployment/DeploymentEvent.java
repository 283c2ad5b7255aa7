package dev.kawasemi.deployment;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Something that happened to a deployment, or is about to: intents are events too. The journal is a list of these. */
public sealed interface DeploymentEvent
        permits DeploymentEvent.Accepted,
                DeploymentEvent.Resolved,
                DeploymentEvent.StepStarted,
                DeploymentEvent.StepDone,
                DeploymentEvent.StepFailed,
                DeploymentEvent.UndoStarted,
                DeploymentEvent.Undone,
                DeploymentEvent.UndoDone,
                DeploymentEvent.RollBackStarted,
                DeploymentEvent.TrafficBack,
                DeploymentEvent.RollBackDone,
                DeploymentEvent.QuestionAsked,
                DeploymentEvent.Approved,
                DeploymentEvent.WindowOpened,
                DeploymentEvent.ReviveStarted,
                DeploymentEvent.RemovalStarted,
                DeploymentEvent.RetireFailed,
                DeploymentEvent.Completed,
                AftercareEvent {
    Instant at();

    /** The phases in which this may come. */
    default Set<Phase> allowedIn() {
        return EnumSet.of(Phase.RUNNING);
    }

    /** Writes what this changes; called only in an allowed phase. */
    void applyTo(Draft d);

    /** Preflight passed and the deployment has its number. */
    record Accepted(
            Instant at,
            DeploymentId id,
            AppName app,
            Optional<Side> old,
            Stack next,
            Version version,
            Actor actor,
            Optional<Release> kept,
            String reason)
            implements DeploymentEvent {
        @Override
        public Set<Phase> allowedIn() {
            return EnumSet.noneOf(Phase.class);
        }

        @Override
        public void applyTo(Draft d) {}
    }

    /** The images of the release are known. */
    record Resolved(Instant at, Release release) implements DeploymentEvent {
        @Override
        public void applyTo(Draft d) {
            d.release = Optional.of(release);
        }
    }

    /** The intent of a step, with its undo, before the act. */
    record StepStarted(Instant at, Step step, Undo undo) implements DeploymentEvent {
        @Override
        public Set<Phase> allowedIn() {
            return EnumSet.of(Phase.RUNNING, Phase.RETIRING);
        }

        @Override
        public void applyTo(Draft d) {
            d.steps.put(step, new StepState(StepState.Status.STARTED, at, Optional.empty(), "", undo));
        }
    }

    /** The outcome of a step. */
    record StepDone(Instant at, Step step, String note) implements DeploymentEvent {
        @Override
        public Set<Phase> allowedIn() {
            return EnumSet.of(Phase.RUNNING, Phase.REMOVING);
        }

        @Override
        public void applyTo(Draft d) {
            d.endStep(step, StepState.Status.DONE, at, note);
        }
    }

    /** A step did not succeed. */
    record StepFailed(Instant at, Step step, String text, List<String> logTail) implements DeploymentEvent {
        @Override
        public void applyTo(Draft d) {
            d.endStep(step, StepState.Status.FAILED, at, text);
            d.failure = Optional.of(text);
            d.logTail = logTail;
        }
    }

    /** Everything done so far is being taken back. */
    record UndoStarted(Instant at, Actor actor, String reason) implements DeploymentEvent {
        @Override
        public Set<Phase> allowedIn() {
            return EnumSet.of(Phase.RUNNING, Phase.UNDOING, Phase.STUCK);
        }

        @Override
        public void applyTo(Draft d) {
            d.phase = Phase.UNDOING;
            d.decidedBy = Optional.of(actor);
            d.failure = Optional.of(reason);
        }
    }

    /** One undo was carried out. */
    record Undone(Instant at, Step step) implements DeploymentEvent {
        @Override
        public Set<Phase> allowedIn() {
            return EnumSet.of(Phase.UNDOING, Phase.ROLLING_BACK, Phase.STUCK);
        }

        @Override
        public void applyTo(Draft d) {
            d.undone.add(step);
        }
    }

    /** All is as it was before. {@code workersDown} is empty where none was stopped. */
    record UndoDone(Instant at, Optional<Duration> workersDown) implements DeploymentEvent {
        @Override
        public Set<Phase> allowedIn() {
            return EnumSet.of(Phase.UNDOING, Phase.STUCK);
        }

        @Override
        public void applyTo(Draft d) {
            d.phase = Phase.ABORTED;
            d.workersDown = workersDown;
        }
    }

    /** Back to the standby. */
    record RollBackStarted(Instant at, Actor actor, String reason) implements DeploymentEvent {
        @Override
        public Set<Phase> allowedIn() {
            return EnumSet.complementOf(EnumSet.of(Phase.UNDOING, Phase.COMPLETED, Phase.ABORTED, Phase.ROLLED_BACK));
        }

        @Override
        public void applyTo(Draft d) {
            d.phase = Phase.ROLLING_BACK;
            d.decidedBy = Optional.of(actor);
            d.decidedAt = Optional.of(at);
            d.failure = Optional.of(reason);
            d.undone.clear();
        }
    }

    /** Traffic is on the standby again; the workers follow. */
    record TrafficBack(Instant at) implements DeploymentEvent {
        @Override
        public Set<Phase> allowedIn() {
            return EnumSet.of(Phase.ROLLING_BACK);
        }

        @Override
        public void applyTo(Draft d) {
            d.trafficBack = Optional.of(at);
        }
    }

    /** The standby serves and works again. */
    record RollBackDone(Instant at) implements DeploymentEvent {
        @Override
        public Set<Phase> allowedIn() {
            return EnumSet.of(Phase.ROLLING_BACK, Phase.STUCK);
        }

        @Override
        public void applyTo(Draft d) {
            d.phase = Phase.ROLLED_BACK;
        }
    }

    /** A person is asked whether the old colour may go. */
    record QuestionAsked(Instant at, int generation, Evidence evidence) implements DeploymentEvent {
        @Override
        public Set<Phase> allowedIn() {
            return EnumSet.of(Phase.RUNNING, Phase.REVIVING, Phase.AWAITING_APPROVAL);
        }

        @Override
        public void applyTo(Draft d) {
            d.phase = Phase.AWAITING_APPROVAL;
            d.generation = generation;
            d.evidence = Optional.of(evidence);
            d.asking = Optional.of(Asking.asked(at));
        }
    }

    /** The question's answer: the old colour may go, also with this many tasks in its queue. {@code undoWindow} may be zero; {@code bypass}: see {@link FourEyes}. */
    record Approved(Instant at, Actor actor, int generation, Duration undoWindow, long tasksGivenUp, boolean bypass)
            implements DeploymentEvent {
        @Override
        public Set<Phase> allowedIn() {
            return EnumSet.of(Phase.AWAITING_APPROVAL);
        }

        @Override
        public void applyTo(Draft d) {
            d.phase = Phase.RETIRING;
            d.decidedBy = Optional.of(actor);
            d.decidedAt = Optional.of(at);
            d.undoWindow = undoWindow;
            d.tasksGivenUp = tasksGivenUp;
            d.bypassedBy = bypass ? Optional.of(actor) : Optional.empty();
            d.retireProblem = Optional.empty();
        }
    }

    /** The old colour is stopped; from now the undo window runs. */
    record WindowOpened(Instant at, Duration window, List<ContainerRef> standby) implements DeploymentEvent {
        @Override
        public Set<Phase> allowedIn() {
            return EnumSet.of(Phase.RETIRING);
        }

        @Override
        public void applyTo(Draft d) {
            d.phase = Phase.UNDO_WINDOW;
            d.windowOpened = Optional.of(at);
            d.windowLeft = window;
            d.undoWindow = window;
            d.standby = standby;
        }
    }

    /** The approval is being taken back. */
    record ReviveStarted(Instant at, Actor actor) implements DeploymentEvent {
        @Override
        public Set<Phase> allowedIn() {
            return EnumSet.of(Phase.UNDO_WINDOW);
        }

        @Override
        public void applyTo(Draft d) {
            d.phase = Phase.REVIVING;
            d.decidedBy = Optional.of(actor);
            d.decidedAt = Optional.of(at);
        }
    }

    /** The window is over; the old colour is being removed. */
    record RemovalStarted(Instant at) implements DeploymentEvent {
        @Override
        public Set<Phase> allowedIn() {
            return EnumSet.complementOf(EnumSet.of(Phase.UNDOING, Phase.COMPLETED, Phase.ABORTED, Phase.ROLLED_BACK));
        }

        @Override
        public void applyTo(Draft d) {
            d.phase = Phase.REMOVING;
        }
    }

    /** Retiring did not succeed; the old colour stays and can be asked for again. */
    record RetireFailed(Instant at, String text) implements DeploymentEvent {
        @Override
        public Set<Phase> allowedIn() {
            return EnumSet.of(Phase.RETIRING, Phase.REMOVING, Phase.REVIVING, Phase.ROLLING_BACK);
        }

        @Override
        public void applyTo(Draft d) {
            d.phase = Phase.AWAITING_APPROVAL;
            d.failRetire(at, text);
            d.retireProblem = Optional.of(text);
        }
    }

    /** The new colour serves and nothing is left to do. */
    record Completed(Instant at) implements DeploymentEvent {
        @Override
        public Set<Phase> allowedIn() {
            return EnumSet.of(Phase.RUNNING, Phase.REMOVING);
        }

        @Override
        public void applyTo(Draft d) {
            d.phase = Phase.COMPLETED;
        }
    }
}
