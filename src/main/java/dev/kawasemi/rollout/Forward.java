package dev.kawasemi.rollout;

import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.Plan;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.deployment.Undo;
import dev.kawasemi.time.TimeSource;

/** Runs a plan's steps: the intent with its undo into the journal, then the act, then its outcome. */
final class Forward {
    private final Ledger ledger;
    private final DeploySteps steps;
    private final TimeSource time;

    Forward(Ledger ledger, DeploySteps steps, TimeSource time) {
        this.ledger = ledger;
        this.steps = steps;
        this.time = time;
    }

    /**
     * Ends with the last step done.
     *
     * @throws RuntimeException of the step that failed; it is in the journal as failed where the journal could still be written
     */
    void run(Act act) throws InterruptedException {
        for (Plan.Planned planned : act.plan.steps()) {
            act.stopIfCancelled();
            perform(act, planned);
        }
        act.stopIfCancelled();
    }

    private void perform(Act act, Plan.Planned planned) throws InterruptedException {
        Step step = planned.step();
        Undo undo = steps.undoNow(act, planned);
        ledger.record(act.id, new DeploymentEvent.StepStarted(time.now(), step, undo));
        String note = steps.perform(act, step);
        ledger.record(act.id, new DeploymentEvent.StepDone(time.now(), step, note));
    }
}
