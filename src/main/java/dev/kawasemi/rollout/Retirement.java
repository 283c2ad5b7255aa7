package dev.kawasemi.rollout;

import dev.kawasemi.container.ContainerEngine;
import dev.kawasemi.container.ContainerStatus;
import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.ContainerRef;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.deployment.Side;
import dev.kawasemi.deployment.Stack;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.deployment.Undo;
import dev.kawasemi.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The end of the old colour: stopped on approval, removed when the undo window is over, revived when the approval is taken back. Called with the host lock held. */
final class Retirement {
    private final ContainerEngine containers;
    private final Ledger ledger;
    private final Standby standby;
    private final Question question;
    private final TimeSource time;
    /** When each open window ends, in monotonic time: a jump of the wall clock never shortens one. */
    private final Map<DeploymentId, Duration> windowEnds = new ConcurrentHashMap<>();

    Retirement(Parts parts, Ledger ledger, Standby standby, Question question) {
        this.containers = parts.containers();
        this.time = parts.time();
        this.ledger = ledger;
        this.standby = standby;
        this.question = question;
    }

    /** After {@link DeploymentEvent.Approved}: stops the old colour and opens the window; without a window it is removed at once. */
    void stopOld(AppSettings app, DeploymentId id) {
        Deployment now = ledger.get(id);
        Stack old = oldStack(now);
        try {
            List<ContainerRef> running = running(old);
            ledger.record(id, new DeploymentEvent.StepStarted(time.now(), Step.RETIRE, new Undo.Restore(old, running)));
            containers.stop(running, app.compose().stopGrace());
            openWindow(now);
            ledger.record(id, new DeploymentEvent.WindowOpened(time.now(), now.undoWindow(), running));
        } catch (RuntimeException e) {
            failed(app, id, "stopping " + old.color() + " did not succeed: " + e.getMessage());
            return;
        }
        if (now.undoWindow().isZero()) {
            removeOld(app, id);
        }
    }

    void removeOld(AppSettings app, DeploymentId id) {
        windowEnds.remove(id);
        ledger.record(id, new DeploymentEvent.RemovalStarted(time.now()));
        Stack old = oldStack(ledger.get(id));
        try {
            containers.remove(app.compose(), old);
        } catch (RuntimeException e) {
            failed(app, id, "removing " + old.color() + " did not succeed: " + e.getMessage());
            return;
        }
        ledger.record(id, new DeploymentEvent.StepDone(time.now(), Step.RETIRE, ""));
        ledger.record(id, new DeploymentEvent.Completed(time.now()));
    }

    /** The approval is taken back: the old web starts again and is gated, the question is asked anew. It moves no traffic. */
    void revive(Act act, Actor actor) throws InterruptedException {
        windowEnds.remove(act.id);
        Deployment now = ledger.record(act.id, new DeploymentEvent.ReviveStarted(time.now(), actor));
        Optional<String> problem;
        try {
            problem = standby.wake(act, oldStack(now));
        } catch (RuntimeException e) {
            problem = Optional.of(String.valueOf(e.getMessage()));
        }
        if (problem.isPresent()) {
            failed(act.app, act.id, oldStack(now).color() + " could not be started again: " + problem.get());
        } else {
            question.ask(act.app, act.id, Optional.empty());
        }
    }

    /** A window found in the journal at start runs anew in full: it is never shortened. */
    void openWindow(Deployment deployment) {
        windowEnds.put(deployment.id(), time.elapsed().plus(deployment.undoWindow()));
    }

    /** The deployments whose window is over. */
    List<DeploymentId> due() {
        Duration now = time.elapsed();
        return windowEnds.entrySet().stream()
                .filter(entry -> entry.getValue().compareTo(now) <= 0)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    void forgetWindow(DeploymentId id) {
        windowEnds.remove(id);
    }

    private void failed(AppSettings app, DeploymentId id, String text) {
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
