package dev.kawasemi.rollout;

import dev.kawasemi.container.ContainerEngine;
import dev.kawasemi.container.ContainerStatus;
import dev.kawasemi.container.EngineUnreachableException;
import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.AftercareEvent;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a deployment back: an abort before the commit point, a roll back after it. Both do what the journal says is to be undone, in its order. */
final class Backward {
    private static final Logger LOG = LoggerFactory.getLogger(Backward.class);
    private static final int TRIES = 3;
    private static final Duration ENGINE_AWAY = Duration.ofMinutes(10);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
    /** How long the failed colour may take to stop; it serves nobody. */
    private static final Duration FAILED_GRACE = Duration.ofSeconds(10);

    private final ContainerEngine containers;
    private final Ledger ledger;
    private final Standby standby;
    private final Question question;
    private final TimeSource time;

    Backward(Parts parts, Ledger ledger, Standby standby, Question question) {
        this.containers = parts.containers();
        this.time = parts.time();
        this.ledger = ledger;
        this.standby = standby;
        this.question = question;
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
            Optional<String> problem = standby.wakeOrSay(act, old.get());
            if (problem.isPresent()) {
                stayForward(act, old.get(), problem.get());
                return;
            }
        }
        if (undoAll(act)) {
            ledger.recordIfPossible(act.id, new DeploymentEvent.RollBackDone(time.now()));
        }
    }

    /** Nothing was touched: the new colour goes on serving, and the question stands again. */
    private void stayForward(Act act, Stack old, String problem) {
        String text = "rolling back did not begin: " + old.color() + " could not be started (" + problem
                + "); traffic stays on " + old.color().other();
        LOG.error("Deployment {}: {}", act.id, text);
        ledger.recordIfPossible(act.id, new DeploymentEvent.RetireFailed(time.now(), text));
        question.ask(act.app, act.id, Optional.empty());
    }

    /** Everything that can still be undone is, also after one undo failed; whether all of it was. */
    private boolean undoAll(Act act) throws InterruptedException {
        List<String> problems = new ArrayList<>();
        boolean trafficHome = true;
        for (Plan.Planned planned : Planner.backward(ledger.get(act.id))) {
            if (!trafficHome && !safeWithTrafficAway(act, planned.undo())) {
                continue;
            }
            Optional<String> problem = undoWithTries(act, planned.undo());
            if (problem.isPresent()) {
                problems.add("undoing " + planned.step().word() + " did not succeed: " + problem.get());
                trafficHome = trafficHome && !(planned.undo() instanceof Undo.SwitchBack);
                continue;
            }
            ledger.recordIfPossible(act.id, new DeploymentEvent.Undone(time.now(), planned.step()));
            if (planned.undo() instanceof Undo.SwitchBack && ledger.get(act.id).committed()) {
                ledger.recordIfPossible(act.id, new DeploymentEvent.TrafficBack(time.now()));
            }
        }
        act.doubt.ifPresent(problems::add);
        if (!problems.isEmpty()) {
            stuck(act, String.join("; ", problems));
        }
        return problems.isEmpty();
    }

    /**
     * With a proxy that could not be put back nothing that may serve is stopped. Before the commit point the old workers run again all the same; after it the
     * new ones are left at work.
     */
    private boolean safeWithTrafficAway(Act act, Undo undo) {
        return undo instanceof Undo.Restore && !ledger.get(act.id).committed();
    }

    /** An engine that is away is waited for: giving up would leave the workers stopped. */
    private Optional<String> undoWithTries(Act act, Undo undo) throws InterruptedException {
        String problem = "";
        Duration patience = time.elapsed().plus(ENGINE_AWAY);
        int tries = 0;
        while (tries < TRIES) {
            try {
                undo.by(carrier(act));
                return Optional.empty();
            } catch (EngineUnreachableException e) {
                problem = String.valueOf(e.getMessage());
                tries += time.elapsed().compareTo(patience) < 0 ? 0 : TRIES;
            } catch (RuntimeException e) {
                problem = String.valueOf(e.getMessage());
                tries++;
            }
            LOG.warn("Deployment {}: an undo failed, trying again: {}", act.id, problem);
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
            // The proxy is set: the workers follow, and a person is told.
            act.doubt = verdict.ok()
                    ? Optional.empty()
                    : Optional.of("traffic was sent back, but the public entry does not answer with "
                            + previous.get().stack().color() + ": " + verdict.text());
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
        ledger.recordIfPossible(act.id, new AftercareEvent.Stuck(time.now(), text));
    }
}
