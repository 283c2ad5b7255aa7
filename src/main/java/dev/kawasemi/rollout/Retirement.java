package dev.kawasemi.rollout;

import dev.kawasemi.container.CancelledException;
import dev.kawasemi.container.ContainerEngine;
import dev.kawasemi.container.ContainerStatus;
import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.ContainerRef;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.deployment.Side;
import dev.kawasemi.deployment.Stack;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.deployment.StepState;
import dev.kawasemi.deployment.Undo;
import dev.kawasemi.proxy.ProxySwitcher;
import dev.kawasemi.time.TimeSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of the old colour: stopped on approval, removed when the undo window is over, revived when the approval is taken back. Called with the host lock held;
 * each may be done again where it was interrupted.
 */
final class Retirement {
    private static final Logger LOG = LoggerFactory.getLogger(Retirement.class);

    private final ContainerEngine containers;
    private final Ledger ledger;
    private final Standby standby;
    private final Function<AppName, ProxySwitcher> proxies;
    private final Question question;
    private final Drains drains;
    private final Queues queues;
    private final Windows windows;
    private final TimeSource time;

    Retirement(Parts parts, Ledger ledger, Standby standby, Question question, Windows windows) {
        this.windows = windows;
        this.containers = parts.containers();
        this.proxies = parts.proxies();
        this.time = parts.time();
        this.ledger = ledger;
        this.standby = standby;
        this.question = question;
        this.drains = new Drains(parts, ledger);
        this.queues = new Queues(parts);
    }

    /** After {@link DeploymentEvent.Approved}: stops the old colour and opens the window; without a window it is removed at once. */
    void stopOld(Act act) throws InterruptedException {
        Deployment now = ledger.get(act.id);
        Stack old = oldStack(now);
        try {
            Traffic.refuseWhereItLeadsTo(act.proxy, old);
            drains.handOver(act.id);
            List<ContainerRef> running = begin(now, old);
            containers.stop(web(act, running), act.app.compose().stopGrace());
            // Nobody fills the queue any more: this look is the one that counts.
            Waiting waiting = queues.look(act.app, old).waiting(Queues.lastCount(now, old));
            if (waiting.exceeds(now.tasksGivenUp())) {
                hold(act, old, running, waiting);
                return;
            }
            containers.stop(running, act.app.compose().stopGrace());
            Instant opened = time.now();
            windows.open(act.id, opened, now.undoWindow());
            ledger.record(act.id, new DeploymentEvent.WindowOpened(opened, now.undoWindow(), running));
        } catch (Leaving | Yielding e) {
            throw e;
        } catch (CancelledException e) {
            throw new Leaving(e);
        } catch (RuntimeException e) {
            failed(act.app, act.id, "stopping " + old.color() + " did not succeed: " + e.getMessage());
            return;
        }
        if (now.undoWindow().isZero()) {
            removeOld(act.app, act.id);
        }
    }

    /** What is to be stopped: as journaled for this very approval, else what runs now. */
    private List<ContainerRef> begin(Deployment now, Stack old) {
        StepState retire = now.steps().get(Step.RETIRE);
        if (retire != null
                && now.decidedAt()
                        .filter(at -> !retire.startedAt().isBefore(at))
                        .isPresent()
                && retire.undo() instanceof Undo.Restore restore) {
            return restore.containers();
        }
        List<ContainerRef> running = running(old);
        ledger.record(
                now.id(), new DeploymentEvent.StepStarted(time.now(), Step.RETIRE, new Undo.Restore(old, running)));
        return running;
    }

    private static List<ContainerRef> web(Act act, List<ContainerRef> running) {
        return running.stream()
                .filter(ref -> ref.service().equals(act.app.compose().webService()))
                .toList();
    }

    /** The tasks that would go with the old colour of this deployment, or that nobody can tell; empty: none would. */
    Optional<String> wouldBeLost(AppSettings app, Deployment now) throws InterruptedException {
        Stack old = oldStack(now);
        Waiting waiting = queues.look(app, old).waiting(Queues.lastCount(now, old));
        return waiting.exceeds(0) ? Optional.of(waiting.words(old.color())) : Optional.empty();
    }

    /** More tasks wait than were given up, or nobody can tell: the old colour stays, works them off, and the question is asked with the number that is left. */
    private void hold(Act act, Stack old, List<ContainerRef> running, Waiting waiting) throws InterruptedException {
        ledger.record(act.id, new DeploymentEvent.RetireFailed(time.now(), waiting.words(old.color())));
        containers.restore(act.app.compose(), old, web(act, running));
        drainAndAsk(act);
    }

    /** Also where that was interrupted. */
    void drainAndAsk(Act act) throws InterruptedException {
        Stack old = oldStack(ledger.get(act.id));
        try {
            drains.workOffIdly(act, old);
        } catch (Leaving | Yielding e) {
            throw e;
        } catch (RuntimeException e) {
            // The question stands all the same; what is still to be worked off is taken up on the pulse.
            LOG.warn("Deployment {}: the queue of {} is looked after later: {}", act.id, old.color(), e.getMessage());
        }
        question.ask(act.app, act.id, Optional.empty());
    }

    void removeOld(AppSettings app, DeploymentId id) throws InterruptedException {
        if (ledger.get(id).phase() != Phase.REMOVING) {
            ledger.record(id, new DeploymentEvent.RemovalStarted(time.now()));
        }
        Stack old = oldStack(ledger.get(id));
        try {
            Traffic.refuseWhereItLeadsTo(proxies.apply(app.name()), old);
            containers.remove(app.compose(), old);
        } catch (CancelledException e) {
            throw new Leaving(e);
        } catch (RuntimeException e) {
            failed(app, id, "removing " + old.color() + " did not succeed: " + e.getMessage());
            return;
        }
        ledger.record(id, new DeploymentEvent.StepDone(time.now(), Step.RETIRE, ""));
        ledger.record(id, new DeploymentEvent.Completed(time.now()));
    }

    /** The approval is taken back: the old web starts again and is gated, the question is asked anew. It moves no traffic. */
    void revive(Act act, Actor actor) throws InterruptedException {
        ledger.record(act.id, new DeploymentEvent.ReviveStarted(time.now(), actor));
        finishRevival(act);
    }

    void finishRevival(Act act) throws InterruptedException {
        Stack old = oldStack(ledger.get(act.id));
        Optional<String> problem = standby.wakeOrSay(act, old);
        if (problem.isPresent()) {
            failed(act.app, act.id, old.color() + " could not be started again: " + problem.get());
        } else {
            question.ask(act.app, act.id, Optional.empty());
        }
    }

    private void failed(AppSettings app, DeploymentId id, String text) throws InterruptedException {
        ledger.record(id, new DeploymentEvent.RetireFailed(time.now(), text));
        question.ask(app, id, Optional.empty());
    }

    private List<ContainerRef> running(Stack stack) {
        return containers.containers(stack).stream()
                .filter(DeploySteps::up)
                .map(ContainerStatus::ref)
                .toList();
    }

    private static Stack oldStack(Deployment deployment) {
        return deployment
                .old()
                .map(Side::stack)
                .orElseThrow(() -> new IllegalStateException("deployment " + deployment.id() + " has no old colour"));
    }
}
