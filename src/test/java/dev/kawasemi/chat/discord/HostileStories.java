package dev.kawasemi.chat.discord;

import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.AftercareEvent;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.StandbyNote;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.testing.Stories;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Deployments in which one text stands wherever a text from outside can stand. */
final class HostileStories {
    private HostileStories() {}

    private static Actor named(String text, Actor actor) {
        return new Actor(actor.origin(), actor.id(), text);
    }

    /** Switched, asked about, not removed, its standby gone cold, at last rolled back by somebody. */
    static Stories rolledBack(long number, String text, Actor asker) {
        Actor alice = named(text, asker);
        Actor bob = named(text, Stories.BOB);
        Deployment begun = Stories.upgrade(number, alice).deployment();
        return Stories.upgrade(number, alice)
                .step(Step.PREPARE, 4, text)
                .step(Step.QUIESCE, 3, text)
                .step(Step.START, 6, text)
                .step(Step.HEALTH_GATE, 7, text)
                .step(Step.SWITCH, 1, text)
                .step(Step.VERIFY, 3, text)
                .step(Step.WORKERS, 4, text)
                .starts(Step.DRAIN)
                .then(at -> new AftercareEvent.DrainEnded(
                        at, begun.old().orElseThrow().stack(), OptionalLong.of(7), List.of(text, text, "task")))
                .then(at -> new DeploymentEvent.StepDone(at, Step.DRAIN, text))
                .step(Step.WATCH, 60, text)
                .asked(Stories.evidence(3))
                .approved(bob)
                .then(at -> new DeploymentEvent.RetireFailed(at, text))
                .then(at -> new AftercareEvent.StandbyChanged(at, StandbyNote.State.COLD, text))
                .then(at -> new DeploymentEvent.RollBackStarted(at, bob, text))
                .passes(Duration.ofSeconds(3))
                .then(DeploymentEvent.TrafficBack::new)
                .then(DeploymentEvent.RollBackDone::new)
                .then(at -> new AftercareEvent.FailedColorRemoved(at, bob, 0));
    }

    /** Never healthy, with a log; interrupted by a restart on its way back. */
    static Stories failed(long number, String text, Actor asker) {
        return Stories.upgrade(number, named(text, asker))
                .step(Step.PREPARE, 4, text)
                .step(Step.QUIESCE, 3, text)
                .step(Step.START, 6, text)
                .starts(Step.HEALTH_GATE)
                .then(at -> new DeploymentEvent.StepFailed(at, Step.HEALTH_GATE, text, List.of(text, "at x", text)))
                .then(at -> new DeploymentEvent.UndoStarted(at, Actor.KAWASEMI, text))
                .then(AftercareEvent.Recovering::new)
                .then(at -> new DeploymentEvent.UndoDone(at, Optional.of(Duration.ofSeconds(14))));
    }

    /** Cannot be undone; repaired by somebody at the terminal. */
    static Stories stuck(long number, String text, Actor asker) {
        return Stories.upgrade(number, named(text, asker))
                .step(Step.PREPARE, 4, text)
                .starts(Step.QUIESCE)
                .then(at -> new DeploymentEvent.UndoStarted(at, named(text, Stories.BOB), "cancelled by " + text))
                .then(at -> new AftercareEvent.Stuck(at, text))
                .then(at -> new AftercareEvent.Repaired(
                        at, new Actor(Actor.Origin.TERMINAL, "1000", text), dev.kawasemi.deployment.Color.BLUE));
    }
}
