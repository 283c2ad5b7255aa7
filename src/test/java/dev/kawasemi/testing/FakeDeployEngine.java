package dev.kawasemi.testing;

import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.AftercareEvent;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.deployment.FourEyes;
import dev.kawasemi.deployment.Freeze;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.host.Sample;
import dev.kawasemi.rollout.ActProgress;
import dev.kawasemi.rollout.Answer;
import dev.kawasemi.rollout.AppLogs;
import dev.kawasemi.rollout.AppStatus;
import dev.kawasemi.rollout.DeployEngine;
import dev.kawasemi.rollout.DeployRequest;
import dev.kawasemi.rollout.DeploymentListener;
import dev.kawasemi.rollout.DryRun;
import dev.kawasemi.rollout.FreezeAnswer;
import dev.kawasemi.rollout.RecoveryReport;
import dev.kawasemi.time.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * An engine without a host: decisions are compare-and-set on the deployments it is given, nothing else happens by itself. Records what was asked; an answer
 * put on with {@link #answerNext} comes instead of the decision.
 */
public final class FakeDeployEngine implements DeployEngine {
    private final TimeSource time;
    private final List<AppName> apps;
    private final Map<DeploymentId, Deployment> deployments = new TreeMap<>(Comparator.reverseOrder());
    private final Map<AppName, CompletableFuture<AppStatus>> statuses = new HashMap<>();
    private RecoveryReport found = new RecoveryReport(List.of(), List.of(), List.of());
    private final List<DeploymentListener> listeners = new CopyOnWriteArrayList<>();
    private final Deque<CompletableFuture<Answer>> scripted = new ArrayDeque<>();
    private FourEyes rule = FourEyes.OFF;
    private final FakeDesk desk;
    private final List<String> calls = new ArrayList<>();

    public FakeDeployEngine(TimeSource time, AppName... apps) {
        this.time = time;
        this.apps = List.of(apps);
        this.desk = new FakeDesk(time);
    }

    /** What was asked, as {@code approve shop 7 bob-id}. */
    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    public void answerNext(Answer answer) {
        answerNext(CompletableFuture.completedFuture(answer));
    }

    public synchronized void answerNext(CompletableFuture<Answer> answer) {
        scripted.add(answer);
    }

    public synchronized void put(Deployment deployment) {
        deployments.put(deployment.id(), deployment);
    }

    public void putStatus(AppStatus status) {
        putStatus(status.app(), CompletableFuture.completedFuture(status));
    }

    public synchronized void putStatus(AppName app, CompletableFuture<AppStatus> status) {
        statuses.put(app, status);
    }

    /** Tells the listeners of an event as the real one does, with the deployment that this makes. */
    public Deployment happens(DeploymentId id, DeploymentEvent event) {
        Deployment now;
        synchronized (this) {
            Deployment before = deployments.get(id);
            now = before == null ? Deployment.begin((DeploymentEvent.Accepted) event) : before.apply(event);
            deployments.put(id, now);
        }
        listeners.forEach(listener -> listener.happened(now, event));
        return now;
    }

    public void sampled(DeploymentId id, Sample sample) {
        sampled(id, sample, ActProgress.NONE);
    }

    public void sampled(DeploymentId id, Sample sample, ActProgress progress) {
        Deployment now = deployment(id).orElseThrow();
        listeners.forEach(listener -> listener.sampled(now, sample, progress));
    }

    @Override
    public CompletableFuture<Answer> deploy(DeployRequest request) {
        return decide("deploy " + request.app() + " " + request.version(), request.actor(), () -> {
            long number =
                    1 + history().stream().mapToLong(d -> d.id().number()).max().orElse(0);
            DeploymentEvent.Accepted accepted = Stories.accepted(number, request, time.now());
            return new Answer.Accepted(happens(accepted.id(), accepted));
        });
    }

    public synchronized void judgesBy(FourEyes fourEyes) {
        rule = fourEyes;
    }

    public FakeDesk desk() {
        return desk;
    }

    @Override
    public CompletableFuture<DryRun> dryRun(DeployRequest request) {
        return desk.dryRun(request);
    }

    @Override
    public CompletableFuture<AppLogs> logs(AppName app, Optional<Color> color) {
        return desk.logs(app, color);
    }

    @Override
    public FreezeAnswer freeze(AppName app, Actor owner, String reason, Duration length) {
        return desk.freeze(app, owner, reason, length);
    }

    @Override
    public Optional<Freeze> unfreeze(AppName app, Actor actor) {
        return desk.unfreeze(app);
    }

    @Override
    public Optional<Freeze> frozen(AppName app) {
        return desk.frozen(app);
    }

    @Override
    public CompletableFuture<Answer> rollBack(AppName app, Actor actor) {
        return decide(
                "rollBack " + app,
                actor,
                () -> move(
                        app,
                        Phase.AWAITING_APPROVAL,
                        d -> new DeploymentEvent.RollBackStarted(time.now(), actor, "asked for by " + actor.name())));
    }

    @Override
    public CompletableFuture<Answer> approve(
            AppName app, Actor actor, Optional<Integer> generation, long tasksGivenUp) {
        String asked = generation.map(Object::toString).orElse("open")
                + (tasksGivenUp == 0 ? "" : " giving up " + tasksGivenUp);
        return decide(
                "approve " + app + " " + asked,
                actor,
                () -> move(
                        app,
                        Phase.AWAITING_APPROVAL,
                        d -> new DeploymentEvent.Approved(
                                time.now(),
                                actor,
                                d.generation(),
                                Duration.ofMinutes(10),
                                tasksGivenUp,
                                rule.bypassedBy(d.actor(), actor))));
    }

    @Override
    public CompletableFuture<Answer> keep(AppName app, Actor actor, Optional<Integer> generation) {
        return decide("keep " + app + " " + generation.map(Object::toString).orElse("open"), actor, () -> {
            Deployment now = latest(app).orElseThrow();
            return now.phase() == Phase.AWAITING_APPROVAL
                    ? new Answer.Accepted(
                            happens(now.id(), new AftercareEvent.Kept(time.now(), actor, Duration.ofHours(1))))
                    : new Answer.AlreadyDone(now, "done before");
        });
    }

    @Override
    public CompletableFuture<Answer> undo(AppName app, Actor actor) {
        return decide(
                "undo " + app,
                actor,
                () -> move(app, Phase.UNDO_WINDOW, d -> new DeploymentEvent.ReviveStarted(time.now(), actor)));
    }

    @Override
    public CompletableFuture<Answer> cancel(AppName app, Actor actor) {
        return decide(
                "cancel " + app,
                actor,
                () -> move(
                        app,
                        Phase.RUNNING,
                        d -> new DeploymentEvent.UndoStarted(
                                time.now(), Actor.KAWASEMI, "cancelled by " + actor.name())));
    }

    @Override
    public CompletableFuture<Answer> remove(AppName app, Actor actor, long tasksGivenUp) {
        return decide(
                "remove " + app + (tasksGivenUp == 0 ? "" : " giving up " + tasksGivenUp),
                actor,
                () -> new Answer.Accepted(happens(
                        latest(app).orElseThrow().id(),
                        new AftercareEvent.FailedColorRemoved(time.now(), actor, tasksGivenUp))));
    }

    @Override
    public CompletableFuture<Answer> repair(AppName app, Color active, Actor actor) {
        return decide(
                "repair " + app + " " + active,
                actor,
                () -> new Answer.Accepted(happens(
                        latest(app).orElseThrow().id(), new AftercareEvent.Repaired(time.now(), actor, active))));
    }

    public synchronized void finds(RecoveryReport report) {
        found = report;
    }

    @Override
    public synchronized void attend() {
        calls.add("attend");
    }

    @Override
    public synchronized CompletableFuture<RecoveryReport> recover() {
        calls.add("recover");
        return CompletableFuture.completedFuture(found);
    }

    private synchronized CompletableFuture<Answer> decide(String what, Actor actor, Supplier<Answer> decision) {
        calls.add(what + " " + actor.id());
        CompletableFuture<Answer> answer = scripted.poll();
        return answer != null ? answer : CompletableFuture.completedFuture(decision.get());
    }

    private Answer move(AppName app, Phase from, java.util.function.Function<Deployment, DeploymentEvent> event) {
        Deployment now = latest(app).orElseThrow();
        if (now.phase() != from) return new Answer.AlreadyDone(now, "done before");
        Deployment after = happens(now.id(), event.apply(now));
        // The real one journals an approval before it answers; everything else it answers first.
        return new Answer.Accepted(after.phase() == Phase.RETIRING ? after : now);
    }

    @Override
    public synchronized CompletableFuture<AppStatus> status(AppName app) {
        calls.add("status " + app);
        return statuses.getOrDefault(
                app, CompletableFuture.failedFuture(new IllegalStateException("no status was put for " + app)));
    }

    @Override
    public List<AppName> apps() {
        return apps;
    }

    @Override
    public synchronized Optional<Deployment> deployment(DeploymentId id) {
        return Optional.ofNullable(deployments.get(id));
    }

    @Override
    public synchronized Optional<Deployment> latest(AppName app) {
        return history().stream().filter(d -> d.app().equals(app)).findFirst();
    }

    @Override
    public synchronized List<Deployment> history() {
        return List.copyOf(deployments.values());
    }

    @Override
    public synchronized void addListener(DeploymentListener listener) {
        listeners.add(listener);
    }

    @Override
    public synchronized void removeListener(DeploymentListener listener) {
        listeners.remove(listener);
    }

    @Override
    public void close() {}
}
