package dev.kawasemi.rollout;

import dev.kawasemi.container.ContainerEngine;
import dev.kawasemi.container.ContainerStatus;
import dev.kawasemi.container.EngineUnreachableException;
import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.AftercareEvent;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.ContainerRef;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.Plan;
import dev.kawasemi.deployment.Planner;
import dev.kawasemi.deployment.Side;
import dev.kawasemi.deployment.Stack;
import dev.kawasemi.deployment.Undo;
import dev.kawasemi.process.Cancellation;
import dev.kawasemi.proxy.ProxyException;
import dev.kawasemi.proxy.ProxySwitcher;
import dev.kawasemi.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a deployment back: an abort before the commit point, a roll back after it. Both do what the journal says is to be undone, in its order. */
final class Backward {
    private static final Logger LOG = LoggerFactory.getLogger(Backward.class);
    /** For what fails for other reasons than an engine that is away: an nginx that is being started again takes seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration ENGINE_AWAY = Duration.ofMinutes(10);
    private static final String ENGINE_IS_AWAY = "Deployment {} is taken up again when the container engine is back";
    private static final Duration BETWEEN_ROUNDS = Duration.ofSeconds(1);
    /** How long the failed colour may take to stop; it serves nobody. */
    private static final Duration FAILED_GRACE = Duration.ofSeconds(10);

    private final ContainerEngine containers;
    private final Ledger ledger;
    private final Standby standby;
    private final Question question;
    private final Establishment establishment;
    private final Quiescence quiescence;
    private final Drains drains;
    private final FailedColor failedColor;
    private final TimeSource time;

    /** Whom it asks. */
    record Rooms(Standby standby, Question question, Establishment establishment, Quiescence quiescence) {}

    Backward(Parts parts, Ledger ledger, Rooms rooms) {
        this.establishment = rooms.establishment();
        this.containers = parts.containers();
        this.time = parts.time();
        this.ledger = ledger;
        this.standby = rooms.standby();
        this.question = rooms.question();
        this.quiescence = rooms.quiescence();
        this.drains = new Drains(parts, ledger);
        this.failedColor = new FailedColor(parts, ledger, drains);
    }

    FailedColor failedColor() {
        return failedColor;
    }

    void abort(Act act, Actor actor, String reason) throws InterruptedException {
        ledger.recordIfPossible(act.id, new DeploymentEvent.UndoStarted(time.now(), actor, reason));
        finishAbort(act);
        failedColor.settle(act);
    }

    /** With the abort in the journal already; the failed colour's queue is still to be settled. */
    void finishAbort(Act act) throws InterruptedException {
        if (undoAll(act)) {
            Optional<Duration> down = Quiescence.workersDown(act, ledger.get(act.id));
            ledger.recordIfPossible(act.id, new DeploymentEvent.UndoDone(time.now(), down));
        }
    }

    void rollBack(Act act, Actor actor, String reason) throws InterruptedException {
        ledger.recordIfPossible(act.id, new DeploymentEvent.RollBackStarted(time.now(), actor, reason));
        finishRollBack(act);
        failedColor.settle(act);
    }

    /** With the roll back in the journal already; the failed colour's queue is still to be settled. */
    void finishRollBack(Act act) throws InterruptedException {
        Optional<Stack> old = ledger.get(act.id).old().map(Side::stack);
        try {
            Optional<String> problem =
                    old.isPresent() ? standby.wakePatiently(act, old.get(), ENGINE_AWAY) : Optional.empty();
            if (problem.isPresent()) {
                stayForward(act, old.orElseThrow(), problem.get());
                return;
            }
        } catch (EngineUnreachableException e) {
            LOG.error(ENGINE_IS_AWAY, act.id);
            return;
        }
        if (undoAll(act)) {
            ledger.recordIfPossible(act.id, new DeploymentEvent.RollBackDone(time.now()));
        }
    }

    /**
     * While nothing was touched the new colour goes on serving, whole: what is rolled back may never have had its workers. The question stands again. A roll back
     * that had moved the traffic needs a person.
     */
    private void stayForward(Act act, Stack old, String problem) throws InterruptedException {
        if (!leadsTo(act, old.color().other())) {
            stuck(act, "the traffic is on " + old.color() + ", which could not be started again: " + problem);
            return;
        }
        String text = "rolling back did not begin: " + old.color() + " could not be started (" + problem
                + "); traffic stays on " + old.color().other();
        LOG.error("Deployment {}: {}", act.id, text);
        establishment.of(act, ledger.recordIfPossible(act.id, new DeploymentEvent.RetireFailed(time.now(), text)));
        question.ask(act.app, act.id, Optional.empty());
    }

    private static boolean leadsTo(Act act, Color color) {
        try {
            return act.proxy.active().filter(target -> target.color() == color).isPresent();
        } catch (ProxyException e) {
            LOG.warn("Deployment {}: {}", act.id, e.getMessage());
            return false;
        }
    }

    /**
     * Everything that can still be undone is, in rounds: what fails is tried again after the rest, so that old workers do not wait for a proxy. Whether all of
     * it was undone; with an engine that stays away the deployment is left as it is and taken up again when the engine is back.
     */
    private boolean undoAll(Act act) throws InterruptedException {
        Duration patience = time.elapsed().plus(PATIENCE);
        Duration engineAway = time.elapsed().plus(ENGINE_AWAY);
        Round round = new Round(act);
        round.run();
        while (!round.problems.isEmpty() && time.elapsed().compareTo(round.engineAway ? engineAway : patience) < 0) {
            LOG.warn("Deployment {}: trying again: {}", act.id, round.problems);
            time.sleep(BETWEEN_ROUNDS);
            round = new Round(act);
            round.run();
        }
        act.doubt.ifPresent(round.problems::add);
        if (round.engineAway) {
            LOG.error(ENGINE_IS_AWAY, act.id);
        } else if (!round.problems.isEmpty()) {
            stuck(act, String.join("; ", round.problems));
        }
        return round.problems.isEmpty();
    }

    /** One go over all that is not undone yet. */
    private final class Round {
        private final Act act;
        private final List<String> problems = new ArrayList<>();
        private final Set<Class<?>> failed = new HashSet<>();
        private boolean engineAway;

        Round(Act act) {
            this.act = act;
        }

        void run() throws InterruptedException {
            if (attempt("the drain", () -> drains.handOver(act.id))) {
                for (Plan.Planned planned : Planner.backward(ledger.get(act.id))) {
                    undo(planned);
                }
            }
        }

        private void undo(Plan.Planned planned) throws InterruptedException {
            if (!safe(planned.undo())) {
                return;
            }
            if (!attempt(planned.step().word(), () -> planned.undo().by(carrier(act)))) {
                failed.add(planned.undo().getClass());
                return;
            }
            ledger.recordIfPossible(act.id, new DeploymentEvent.Undone(time.now(), planned.step()));
            if (planned.undo() instanceof Undo.SwitchBack && ledger.get(act.id).committed()) {
                ledger.recordIfPossible(act.id, new DeploymentEvent.TrafficBack(time.now()));
            }
        }

        /**
         * Old workers and schedulers never start beside new ones that could not be stopped. With a proxy that could not be put back nothing that may serve is
         * stopped: before the commit point the old workers run again all the same, after it the new ones are left at work.
         */
        private boolean safe(Undo undo) {
            if (undo instanceof Undo.Restore) {
                boolean trafficHome = !failed.contains(Undo.SwitchBack.class)
                        || !ledger.get(act.id).committed();
                return trafficHome && !failed.contains(Undo.StopBackground.class);
            }
            return !failed.contains(Undo.SwitchBack.class);
        }

        private boolean attempt(String what, Attempt attempt) throws InterruptedException {
            try {
                attempt.run();
                return true;
            } catch (EngineUnreachableException e) {
                engineAway = true;
                problems.add(String.valueOf(e.getMessage()));
            } catch (RuntimeException e) {
                problems.add("undoing " + what + " did not succeed: " + e.getMessage());
            }
            return false;
        }
    }

    /** Something that may fail. */
    @FunctionalInterface
    private interface Attempt {
        void run() throws InterruptedException;
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
                quiescence.takeBack(act.app, undo);
                act.restoredAt = Optional.of(time.now());
            }

            @Override
            public void stopStack(Undo.StopStack undo) {
                stop(undo.stack(), failedColor.toStop(act, undo.stack()), FAILED_GRACE);
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

    private void stuck(Act act, String text) {
        LOG.error("Deployment {} is stuck: {}", act.id, text);
        ledger.recordIfPossible(act.id, new AftercareEvent.Stuck(time.now(), text));
    }
}
