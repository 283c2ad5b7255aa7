package dev.kawasemi.rollout;

import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.Plan;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.deployment.Undo;
import dev.kawasemi.time.TimeSource;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Runs a plan's steps: the intent with its undo into the journal, then the act, then its outcome. One may go on beside another: while the old workers yield, the
 * new web is started, where memory has room for both. Whatever comes then, the yielding is over before anything is gated or taken back.
 */
final class Forward {
    private final Ledger ledger;
    private final DeploySteps steps;
    private final TimeSource time;
    private final Executor beside;

    Forward(Parts parts, Ledger ledger, DeploySteps steps) {
        this.ledger = ledger;
        this.steps = steps;
        this.time = parts.time();
        this.beside = parts.beside();
    }

    /**
     * Ends with the last step done.
     *
     * @throws RuntimeException of the step that failed; it is in the journal as failed where the journal could still be written
     */
    void run(Act act) throws InterruptedException {
        Way way = new Way(act);
        try {
            for (Plan.Planned planned : act.plan.steps()) {
                act.stopIfCancelled();
                way.perform(planned);
            }
            act.stopIfCancelled();
        } catch (Throwable e) {
            way.leave(e);
            throw e;
        }
    }

    /** One run over the steps. */
    private final class Way {
        private final Act act;
        private Optional<Beside> yielding = Optional.empty();

        Way(Act act) {
            this.act = act;
        }

        void perform(Plan.Planned planned) throws InterruptedException {
            Step step = planned.step();
            if (step != Step.START) {
                join();
            }
            Undo undo = steps.undoNow(act, planned);
            ledger.record(act.id, new DeploymentEvent.StepStarted(time.now(), step, undo));
            if (step == Step.QUIESCE && act.roomForBoth) {
                Beside going = new Beside(() -> steps.perform(act, step), beside);
                yielding = Optional.of(going);
                if (going.over()) {
                    join();
                }
                return;
            }
            done(step, steps.perform(act, step));
        }

        private void join() {
            Optional<Beside> going = yielding;
            yielding = Optional.empty();
            going.ifPresent(one -> done(Step.QUIESCE, one.outcome()));
        }

        private void done(Step step, String note) {
            ledger.record(act.id, new DeploymentEvent.StepDone(time.now(), step, note));
        }

        /** The failure of another step is the one that is told. */
        void leave(Throwable failure) {
            try {
                join();
            } catch (RuntimeException | Error e) {
                failure.addSuppressed(e);
            }
        }
    }
}
