package dev.kawasemi.rollout;

import dev.kawasemi.container.ContainerEngine;
import dev.kawasemi.container.ContainerStatus;
import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.ContainerRef;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.Plan;
import dev.kawasemi.deployment.Planner;
import dev.kawasemi.deployment.Side;
import dev.kawasemi.deployment.Stack;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.deployment.StepState;
import dev.kawasemi.deployment.Undo;
import dev.kawasemi.process.Cancellation;
import dev.kawasemi.proxy.ProxySwitcher;
import dev.kawasemi.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a deployment back: an abort before the commit point, a roll back after it. Both do what the journal says is to be undone, in its order. */
final class Backward {
    private static final Logger LOG = LoggerFactory.getLogger(Backward.class);
    private static final int TRIES = 3;
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
    /** How long the failed colour may take to stop; it serves nobody. */
    private static final Duration FAILED_GRACE = Duration.ofSeconds(10);

    private final ContainerEngine containers;
    private final Ledger ledger;
    private final Standby standby;
    private final TimeSource time;

    Backward(Parts parts, Ledger ledger, Standby standby) {
        this.containers = parts.containers();
        this.time = parts.time();
        this.ledger = ledger;
        this.standby = standby;
    }

    void abort(Act act, Actor actor, String reason) throws InterruptedException {
        ledger.recordIfPossible(act.id, new DeploymentEvent.UndoStarted(time.now(), actor, reason));
        if (undoAll(act)) {
            Optional<Duration> down = workersDown(act, ledger.get(act.id));
            ledger.recordIfPossible(act.id, new DeploymentEvent.UndoDone(time.now(), down));
        }
    }

    void rollBack(Act act, Actor actor, String reason) throws InterruptedException {
        ledger.recordIfPossible(act.id, new DeploymentEvent.RollBackStarted(time.now(), actor, reason));
        Optional<Stack> old = ledger.get(act.id).old().map(Side::stack);
        if (old.isPresent()) {
            Optional<String> problem = standby.wake(act, old.get());
            if (problem.isPresent()) {
                stuck(
                        act,
                        "the standby " + old.get().color() + " could not be started (" + problem.get()
                                + "); traffic was left on " + old.get().color().other());
                return;
            }
        }
        if (undoAll(act)) {
            ledger.recordIfPossible(act.id, new DeploymentEvent.RollBackDone(time.now()));
        }
    }

    private boolean undoAll(Act act) throws InterruptedException {
        for (Plan.Planned planned : Planner.backward(ledger.get(act.id))) {
            Optional<String> problem = undoWithTries(act, planned.undo());
            if (problem.isPresent()) {
                stuck(act, "undoing " + planned.step().word() + " did not succeed: " + problem.get());
                return false;
            }
            ledger.recordIfPossible(act.id, new DeploymentEvent.Undone(time.now(), planned.step()));
            if (planned.undo() instanceof Undo.SwitchBack && ledger.get(act.id).committed()) {
                ledger.recordIfPossible(act.id, new DeploymentEvent.TrafficBack(time.now()));
            }
        }
        return true;
    }

    private Optional<String> undoWithTries(Act act, Undo undo) throws InterruptedException {
        String problem = "";
        for (int tries = 1; tries <= TRIES; tries++) {
            try {
                undo.by(carrier(act));
                return Optional.empty();
            } catch (RuntimeException e) {
                problem = String.valueOf(e.getMessage());
                LOG.warn("Deployment {}: try {} of {} to undo failed: {}", act.id, tries, TRIES, problem);
            }
            time.sleep(BETWEEN_TRIES);
        }
        return Optional.of(problem);
    }

    private Undo.Carrier carrier(Act act) {
        return new Undo.Carrier() {
            @Override
            public void switchBack(Undo.SwitchBack undo) throws InterruptedException {
                Backward.this.switchBack(act, undo.previous());
            }

            @Override
            public void stopBackground(Undo.StopBackground undo) {
                stop(undo.stack(), undo.services(), act.app.compose().stopGrace());
            }

            @Override
            public void restore(Undo.Restore undo) {
                containers.restore(act.app.compose(), undo.stack(), undo.containers());
                act.restoredAt = Optional.of(time.now());
            }

            @Override
            public void stopStack(Undo.StopStack undo) {
                stop(undo.stack(), List.of(), FAILED_GRACE);
            }
        };
    }

    private void switchBack(Act act, Optional<Side> previous) throws InterruptedException {
        act.proxy.restore(previous.map(side ->
                new ProxySwitcher.Target(side.stack().color(), side.stack().port())));
        if (previous.isPresent() && ledger.get(act.id).committed()) {
            ProxySwitcher.VerifyVerdict verdict =
                    act.proxy.verify(previous.get().stack().color(), Cancellation.none());
            if (!verdict.ok()) {
                throw new StepFailure("the public entry does not answer with "
                        + previous.get().stack().color() + ": " + verdict.text());
            }
        }
    }

    /** @param services empty for all */
    private void stop(Stack stack, List<String> services, Duration grace) {
        List<ContainerRef> running = containers.containers(stack).stream()
                .filter(DeploySteps::up)
                .map(ContainerStatus::ref)
                .filter(ref -> services.isEmpty() || services.contains(ref.service()))
                .toList();
        if (!running.isEmpty()) {
            containers.stop(running, grace);
        }
    }

    private static Optional<Duration> workersDown(Act act, Deployment deployment) {
        StepState quiesce = deployment.steps().get(Step.QUIESCE);
        return quiesce == null
                ? Optional.empty()
                : act.restoredAt.map(restored -> Duration.between(quiesce.startedAt(), restored));
    }

    private void stuck(Act act, String text) {
        LOG.error("Deployment {} is stuck: {}", act.id, text);
        ledger.recordIfPossible(act.id, new DeploymentEvent.Stuck(time.now(), text));
    }
}
