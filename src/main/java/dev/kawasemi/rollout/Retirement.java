package dev.kawasemi.rollout;

import dev.kawasemi.container.ContainerEngine;
import dev.kawasemi.container.ContainerStatus;
import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.ContainerRef;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.deployment.Side;
import dev.kawasemi.deployment.Stack;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.deployment.Undo;
import dev.kawasemi.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
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
    private final Map<DeploymentId, Window> windows = new ConcurrentHashMap<>();

    /**
     * An undo window.
     *
     * @param opened by the journal, so that one opened anew (also by another process) is not taken for the one before
     * @param end in monotonic time: a jump of the wall clock never shortens one
     */
    private record Window(Instant opened, Duration end) {}

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
            Instant opened = time.now();
            windows.put(id, new Window(opened, time.elapsed().plus(now.undoWindow())));
            ledger.record(id, new DeploymentEvent.WindowOpened(opened, now.undoWindow(), running));
        } catch (RuntimeException e) {
            failed(app, id, "stopping " + old.color() + " did not succeed: " + e.getMessage());
            return;
        }
        if (now.undoWindow().isZero()) {
            removeOld(app, id);
        }
    }

    void removeOld(AppSettings app, DeploymentId id) {
        ledger.record(id, new DeploymentEvent.RemovalStarted(time.now()));
        windows.remove(id);
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
        Deployment now = ledger.record(act.id, new DeploymentEvent.ReviveStarted(time.now(), actor));
        windows.remove(act.id);
        Optional<String> problem = standby.wakeOrSay(act, oldStack(now));
        if (problem.isPresent()) {
            failed(act.app, act.id, oldStack(now).color() + " could not be started again: " + problem.get());
        } else {
            question.ask(act.app, act.id, Optional.empty());
        }
    }

    /**
     * The deployments whose window is over. Windows that the journal has and this process has not (a restart, another process) begin to run here, in full: one is
     * never shortened.
     */
    List<DeploymentId> due() {
        Duration now = time.elapsed();
        List<Deployment> open = ledger.all().stream()
                .filter(deployment -> deployment.phase() == Phase.UNDO_WINDOW)
                .toList();
        windows.keySet().retainAll(open.stream().map(Deployment::id).toList());
        for (Deployment deployment : open) {
            Instant opened = deployment.windowOpened().orElse(deployment.changedAt());
            windows.compute(
                    deployment.id(),
                    (id, had) -> had != null && had.opened().equals(opened)
                            ? had
                            : new Window(opened, now.plus(deployment.undoWindow())));
        }
        return windows.entrySet().stream()
                .filter(entry -> entry.getValue().end().compareTo(now) <= 0)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
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
