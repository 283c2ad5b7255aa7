package dev.kawasemi.rollout;

import dev.kawasemi.container.ComposeApp;
import dev.kawasemi.container.ContainerEngine;
import dev.kawasemi.container.ContainerStatus;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.Plan;
import dev.kawasemi.deployment.Planner;
import dev.kawasemi.deployment.Release;
import dev.kawasemi.deployment.Side;
import dev.kawasemi.deployment.Stack;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.deployment.StepState;
import dev.kawasemi.deployment.Undo;
import dev.kawasemi.health.HealthGate;
import dev.kawasemi.health.HealthVerdict;
import dev.kawasemi.proxy.ProxySwitcher;
import dev.kawasemi.time.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What each step does. Every one looks first and may be done again. */
final class DeploySteps {
    private static final String KEPT_IMAGES = "kept images, nothing pulled";
    private final ContainerEngine containers;
    private final HealthGate gate;
    private final Ledger ledger;
    private final Sampling sampling;
    private final Queues queues;
    private final Quiescence quiescence;
    private final AfterSwitch after;
    private final TimeSource time;

    DeploySteps(Parts parts, Ledger ledger, Sampling sampling, Drains drains, Quiescence quiescence) {
        this.containers = parts.containers();
        this.gate = parts.gate();
        this.time = parts.time();
        this.ledger = ledger;
        this.sampling = sampling;
        this.queues = new Queues(parts);
        this.quiescence = quiescence;
        this.after = new AfterSwitch(parts, ledger, sampling, drains, quiescence);
    }

    /** The planned undo, with the containers that run at this very moment. */
    Undo undoNow(Act act, Plan.Planned planned) {
        Optional<Side> old = ledger.get(act.id).old();
        if (planned.step() == Step.QUIESCE && old.isPresent()) {
            return quiescence.undo(act, old.get().stack());
        }
        return planned.undo();
    }

    static Planner.Situation situation(AppSettings app, Optional<Side> old, Stack next) {
        return new Planner.Situation(
                old,
                next,
                background(app.compose()),
                app.compose().queue().isPresent(),
                !app.watch().duration().isZero());
    }

    /** Does it and says in short how it went. */
    String perform(Act act, Step step) throws InterruptedException {
        return switch (step) {
            case PREPARE -> prepare(act);
            case QUIESCE -> quiesce(act);
            case START -> start(act);
            case HEALTH_GATE -> passGate(act);
            case SWITCH -> switchTraffic(act);
            case VERIFY -> verify(act);
            case WORKERS -> after.startWorkers(act);
            case DRAIN -> after.drain(act);
            case WATCH -> after.watchOut(act);
            case PREFLIGHT, AWAIT_APPROVAL, RETIRE ->
                throw new IllegalStateException(step + " is not a step of the way forward");
        };
    }

    static List<String> background(ComposeApp app) {
        List<String> services = new ArrayList<>(app.stages().workers());
        services.addAll(app.stages().schedulers());
        return services;
    }

    static boolean up(ContainerStatus status) {
        return switch (status.state()) {
            case RUNNING, PAUSED, RESTARTING -> true;
            case CREATED, REMOVING, EXITED, DEAD -> false;
        };
    }

    private String prepare(Act act) throws InterruptedException {
        Deployment now = ledger.get(act.id);
        if (now.release().isPresent()) {
            return KEPT_IMAGES;
        }
        Release release = containers.prepare(act.app.compose(), now.next().color(), now.version(), act.cancellation);
        sampling.note(ledger.get(act.id));
        ledger.record(act.id, new DeploymentEvent.Resolved(time.now(), release));
        return now.old()
                .flatMap(Side::release)
                .map(old -> compare(old, release))
                .orElse("");
    }

    private static String compare(Release old, Release release) {
        boolean sameVersion = old.version().equals(release.version());
        if (old.sameImagesAs(release)) {
            return "same image";
        }
        return sameVersion ? "tag moved" : "";
    }

    private String quiesce(Act act) {
        Deployment now = ledger.get(act.id);
        Undo.Restore undo = Quiescence.of(now)
                .orElseThrow(() -> new IllegalStateException("quiesce without its undo in the journal"));
        String note = quiescence.perform(act, undo);
        sampling.forgetDead(undo.stack().color());
        return note;
    }

    private String start(Act act) throws InterruptedException {
        Deployment now = ledger.get(act.id);
        ComposeApp app = act.app.compose();
        Release release = now.release().orElseThrow(() -> new IllegalStateException("start before prepare"));
        if (!containers.containers(now.next()).isEmpty()) {
            // Preflight looked, but a pull may have taken long.
            Traffic.refuseWhereItLeadsTo(act.proxy, now.next());
            refuseToLose(queues.look(act.app, now.next()), now.next());
            containers.remove(app, now.next());
        }
        keep(app, now, release);
        containers.up(app, now.next().color(), app.stages().web());
        act.started = containers.containers(now.next());
        sampling.seen(now.next().color(), act.started);
        return "";
    }

    /** Preflight looked; this is the moment that counts. */
    private static void refuseToLose(QueueLook look, Stack idle) {
        // A queue that does not run was settled by preflight, by the journal's count.
        Waiting waiting = look.waiting(OptionalLong.of(0));
        if (waiting.exceeds(0)) {
            throw new StepFailure(waiting.words(idle.color()) + ", and it would be cleared");
        }
    }

    /** An earlier release is deployed anew from the copy that was kept of it, not from today's compose file. */
    private void keep(ComposeApp app, Deployment now, Release release) {
        StepState prepared = now.steps().get(Step.PREPARE);
        boolean anew = prepared != null && prepared.note().equals(KEPT_IMAGES);
        if (!anew || !containers.keepAgain(app, now.next().color(), release)) {
            containers.keep(app, now.next().color(), release);
        }
    }

    private String passGate(Act act) throws InterruptedException {
        Deployment now = ledger.get(act.id);
        List<ContainerStatus> stage = firstStage(act.app.compose(), act.started);
        HealthGate.Watched watched = new HealthGate.Watched(
                act.app.health(),
                now.next().port(),
                StageLiveness.ofWeb(containers, act.app.compose(), stage),
                sampling.gauge(now.next().color()));
        HealthVerdict verdict = gate.await(watched, progress -> act.gate(Optional.of(progress)), act.cancellation);
        act.gate(Optional.empty());
        act.gateVerdict = Optional.of(verdict);
        if (!verdict.healthy()) {
            throw new StepFailure(verdict.text(), web(act.app.compose(), now.next(), stage));
        }
        return verdict.text();
    }

    private List<String> web(ComposeApp app, Stack next, List<ContainerStatus> stage) {
        return new LogTails(containers, app, next.color())
                .of(stage.stream()
                        .filter(status -> status.ref().service().equals(app.webService()))
                        .toList());
    }

    private static List<ContainerStatus> firstStage(ComposeApp app, List<ContainerStatus> started) {
        return started.stream()
                .filter(status -> app.stages().web().contains(status.ref().service()))
                // A start that failed at once must be seen as a restart, not as the way it was started.
                .map(status -> new ContainerStatus(
                        status.ref(),
                        status.state(),
                        status.imageId(),
                        status.restarts() == 0 ? status.pid() : 0,
                        0,
                        0,
                        false))
                .toList();
    }

    private String switchTraffic(Act act) {
        Stack next = ledger.get(act.id).next();
        act.proxy.switchTo(new ProxySwitcher.Target(next.color(), next.port()));
        return "";
    }

    private String verify(Act act) throws InterruptedException {
        Stack next = ledger.get(act.id).next();
        ProxySwitcher.VerifyVerdict verdict = act.proxy.verify(next.color(), act.cancellation);
        act.verifyVerdict = Optional.of(verdict);
        if (!verdict.ok()) {
            throw new StepFailure("the public entry did not answer with " + next.color() + ": " + verdict.text());
        }
        return verdict.text();
    }
}
