package dev.kawasemi.deployment;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What happens beside the way forward and back: restarts, queues, the standby, repairs. */
public sealed interface AftercareEvent extends DeploymentEvent {
    /** Kawasemi was started again and takes this deployment up: it is undone or finished from here. */
    record Recovering(Instant at) implements AftercareEvent {
        @Override
        public Set<Phase> allowedIn() {
            return EnumSet.allOf(Phase.class);
        }

        @Override
        public void applyTo(Draft d) {
            d.restart = Optional.of(new Restart(at, d.phase, d.stepUnderWay()));
        }
    }

    /** The intent to let these workers work their colour's own queue off, with the weights to give back. */
    record DrainStarted(Instant at, Stack stack, List<Weight> workers) implements AftercareEvent {
        public DrainStarted {
            workers = List.copyOf(workers);
        }

        @Override
        public Set<Phase> allowedIn() {
            return EnumSet.of(Phase.RUNNING, Phase.AWAITING_APPROVAL, Phase.ROLLED_BACK, Phase.ABORTED);
        }

        @Override
        public void applyTo(Draft d) {
            d.draining = Optional.of(new Draining(at, stack, workers));
        }
    }

    /** The workers of {@link DrainStarted} are stopped with their weights as before, or left to whoever needs them. */
    record DrainEnded(Instant at, Stack stack, OptionalLong left, List<String> cut) implements AftercareEvent {
        public DrainEnded {
            cut = List.copyOf(cut);
        }

        @Override
        public Set<Phase> allowedIn() {
            return EnumSet.allOf(Phase.class);
        }

        @Override
        public void applyTo(Draft d) {
            d.draining = Optional.empty();
            d.drained = Optional.of(new Drained(stack, left, cut));
        }
    }

    /** The standby is no longer, or again, what was promised. */
    record StandbyChanged(Instant at, StandbyNote.State state, String text) implements AftercareEvent {
        @Override
        public Set<Phase> allowedIn() {
            return EnumSet.of(Phase.AWAITING_APPROVAL);
        }

        @Override
        public void applyTo(Draft d) {
            d.standbyNote = Optional.of(new StandbyNote(at, state, text));
        }
    }

    /**
     * The open question is put again because nobody has answered.
     *
     * @param passed how many of the times at which it is put again are over
     */
    record Reminded(Instant at, int generation, int passed, Evidence evidence) implements AftercareEvent {
        @Override
        public Set<Phase> allowedIn() {
            return EnumSet.of(Phase.AWAITING_APPROVAL);
        }

        @Override
        public void applyTo(Draft d) {
            d.generation = generation;
            d.evidence = Optional.of(evidence);
            d.asking = d.asking.map(asking -> asking.again(at, passed));
        }
    }

    /** Somebody wants no reminder for a while; the question stays open. */
    record Kept(Instant at, Actor actor, Duration time) implements AftercareEvent {
        @Override
        public Set<Phase> allowedIn() {
            return EnumSet.of(Phase.AWAITING_APPROVAL);
        }

        @Override
        public void applyTo(Draft d) {
            d.asking = d.asking.map(asking -> asking.keeping(new Asking.Kept(at, actor, time)));
        }
    }

    /** How much of the undo window is left, so that a restart neither shortens it nor begins it anew. */
    record WindowLeft(Instant at, Duration left) implements AftercareEvent {
        @Override
        public Set<Phase> allowedIn() {
            return EnumSet.of(Phase.UNDO_WINDOW);
        }

        @Override
        public void applyTo(Draft d) {
            d.windowLeft = left;
        }
    }

    /** A person said which colour serves, and it was made so. */
    record Repaired(Instant at, Actor actor, Color active) implements AftercareEvent {
        @Override
        public Set<Phase> allowedIn() {
            return EnumSet.allOf(Phase.class);
        }

        @Override
        public void applyTo(Draft d) {
            d.decidedBy = Optional.of(actor);
            d.decidedAt = Optional.of(at);
            d.draining = Optional.empty();
            d.repaired = Optional.of(active);
            if (active == d.next().color()) {
                d.endStep(Step.VERIFY, StepState.Status.DONE, at, "by a repair");
                d.phase = Phase.COMPLETED;
            } else {
                d.phase = d.committed() ? Phase.ROLLED_BACK : Phase.ABORTED;
            }
        }
    }

    /** The failed colour of an ended deployment was removed. {@code tasksGivenUp} were still in its queue, with a person's word. */
    record FailedColorRemoved(Instant at, Actor actor, long tasksGivenUp) implements AftercareEvent {
        @Override
        public Set<Phase> allowedIn() {
            return EnumSet.of(Phase.ABORTED, Phase.ROLLED_BACK);
        }

        @Override
        public void applyTo(Draft d) {
            d.failedColorRemoved = true;
        }
    }

    /**
     * Images of releases that nobody goes back to were removed, after the deployment had come to its end: it neither goes on by this nor ends later.
     *
     * @param versions whose images they were, newest first
     * @param images how many
     * @param freed bytes by which Docker's disk was freer afterwards than before; empty: not measured
     */
    record ImagesRemoved(Instant at, List<Version> versions, int images, OptionalLong freed) implements AftercareEvent {
        public ImagesRemoved {
            versions = List.copyOf(versions);
        }

        @Override
        public Set<Phase> allowedIn() {
            return EnumSet.of(Phase.COMPLETED);
        }

        @Override
        public void applyTo(Draft d) {
            d.aside = true;
        }
    }

    /** An undo, roll back or removal failed: what a person must do. */
    record Stuck(Instant at, String text) implements AftercareEvent {
        @Override
        public Set<Phase> allowedIn() {
            return EnumSet.complementOf(EnumSet.of(Phase.COMPLETED, Phase.ABORTED, Phase.ROLLED_BACK));
        }

        @Override
        public void applyTo(Draft d) {
            d.phase = Phase.STUCK;
            d.failure = Optional.of(text);
        }
    }
}
