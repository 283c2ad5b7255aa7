package dev.kawasemi.rollout;

import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.deployment.Freeze;
import dev.kawasemi.host.Sample;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The door: finds the app, and hands the request to those who decide and act. */
final class SequenceEngine implements DeployEngine {
    private static final Logger LOG = LoggerFactory.getLogger(SequenceEngine.class);

    private final RolloutSettings settings;
    private final Ledger ledger;
    private final Acts acts;
    private final Deploys deploys;
    private final Decisions decisions;
    private final WindowKeeper windows;
    private final Recovery recovery;
    private final StandbyCare care;
    private final Reminders reminders;
    private final Repairs repairs;
    private final Presence presence;
    private final Sampling sampling;
    private final StatusReport report;
    private final LogReports logReports;
    private final Freezes freezes;
    private final OtherProcesses others;
    private final DryRuns dryRuns;
    private final Parts parts;
    private final ExecutorService looks = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "kawasemi-status");
        thread.setDaemon(true);
        return thread;
    });

    SequenceEngine(RolloutSettings settings, Parts parts) {
        this.settings = settings;
        this.parts = parts;
        this.ledger = new Ledger(parts.journal());
        this.acts = new Acts(HostLock.in(settings.stateDir(), parts.time()));
        this.sampling = new Sampling(parts.containers(), parts.samplers().get());
        this.report = new StatusReport(parts, ledger);
        this.logReports = new LogReports(parts, ledger);
        this.freezes = new Freezes(parts.journal(), parts.time(), ledger);
        Standby standby = new Standby(parts);
        Question question = new Question(parts, ledger, sampling);
        Drains drains = new Drains(parts, ledger);
        Quiescence quiescence = new Quiescence(parts.containers(), new WayToYield(parts, settings), drains);
        Reality reality = new Reality(parts, standby, quiescence);
        Unsettled unsettled = new Unsettled(settings.apps());
        this.others = new OtherProcesses(ledger, acts, freezes, unsettled, parts.time());
        Establishment establishment = new Establishment(reality, unsettled);
        Backward back = new Backward(parts, ledger, new Backward.Rooms(standby, question, establishment, quiescence));
        Windows open = new Windows(ledger, parts.time());
        Retirement retirement = new Retirement(parts, ledger, standby, question, open);
        OldReleases oldReleases = new OldReleases(settings.apps(), parts, ledger, acts);
        Forward forward = new Forward(parts, ledger, new DeploySteps(parts, ledger, sampling, drains, quiescence));
        Runs runs = new Runs(ledger, sampling, forward, back, new Runs.Ends(question, standby, parts.containers()));
        this.windows =
                new WindowKeeper(ledger, acts, open, new WindowKeeper.Rooms(retirement, oldReleases), this::find);
        Preflight preflight = new Preflight(parts, ledger, settings, back.failedColor());
        this.deploys = new Deploys(
                parts, ledger, acts, runs, new Deploys.Rooms(preflight, retirement, freezes, settings.fourEyes()));
        this.dryRuns = new DryRuns(parts, ledger, acts, deploys, preflight);
        var decides = new Decisions.Rooms(back, standby, retirement, oldReleases, report, settings);
        this.decisions = new Decisions(parts, ledger, acts, deploys, decides);
        var recovers = new Recovery.Rooms(runs, back, retirement, oldReleases, reality, sampling, unsettled);
        this.recovery = new Recovery(settings.apps(), parts, ledger, acts, recovers);
        this.care = new StandbyCare(settings, parts, ledger, acts, question);
        this.reminders = new Reminders(settings, ledger, acts, question, parts.time());
        this.repairs = new Repairs(parts, ledger, acts, new Repairs.Rooms(back.failedColor(), standby, establishment));
        this.presence = new Presence(settings.stateDir(), ledger, parts.time());
        parts.pulse().beat(this::beat);
    }

    private void beat() {
        try {
            if (others.leaveInPeace()) {
                return;
            }
            acts.current()
                    .flatMap(act -> ledger.find(act.id).map(now -> new Look(now, act)))
                    .ifPresent(look -> {
                        Sample sample = sampling.take(look.now());
                        ledger.sampled(look.now(), sample, look.act().progress);
                    });
            ledger.writeLate();
            others.beat();
            windows.beat();
            recovery.beat();
            care.beat();
            if (presence.attending()) {
                reminders.beat();
            }
            presence.beat();
        } catch (RuntimeException e) {
            LOG.error("A beat failed; the next one comes in a second", e);
        }
    }

    private record Look(Deployment now, Act act) {}

    @Override
    public CompletableFuture<Answer> deploy(DeployRequest request) {
        return with(request.app(), app -> deploys.deploy(app, request));
    }

    @Override
    public CompletableFuture<DryRun> dryRun(DeployRequest request) {
        return look(request.app(), app -> dryRuns.of(app, request));
    }

    @Override
    public FreezeAnswer freeze(AppName app, Actor owner, String reason, Duration length) {
        return freezes.freeze(app, owner, reason, length);
    }

    @Override
    public Optional<Freeze> unfreeze(AppName app, Actor actor) {
        return freezes.unfreeze(app, actor);
    }

    @Override
    public Optional<Freeze> frozen(AppName app) {
        return freezes.of(app);
    }

    @Override
    public CompletableFuture<AppLogs> logs(AppName app, Optional<Color> color) {
        return look(app, found -> logReports.of(found, color));
    }

    @Override
    public CompletableFuture<Answer> rollBack(AppName app, Actor actor) {
        return with(app, found -> decisions.rollBack(found, actor));
    }

    @Override
    public CompletableFuture<Answer> approve(
            AppName app, Actor actor, Optional<Integer> generation, long tasksGivenUp) {
        return with(
                app,
                found -> CompletableFuture.completedFuture(decisions.approve(found, actor, generation, tasksGivenUp)));
    }

    @Override
    public CompletableFuture<Answer> undo(AppName app, Actor actor) {
        return with(app, found -> CompletableFuture.completedFuture(decisions.undo(found, actor)));
    }

    @Override
    public CompletableFuture<Answer> keep(AppName app, Actor actor, Optional<Integer> generation) {
        return with(app, found -> CompletableFuture.completedFuture(decisions.keep(found, actor, generation)));
    }

    @Override
    public CompletableFuture<Answer> cancel(AppName app, Actor actor) {
        return with(app, found -> decisions.cancel(found, actor));
    }

    @Override
    public CompletableFuture<Answer> remove(AppName app, Actor actor, long tasksGivenUp) {
        return with(app, found -> repairs.remove(found, actor, tasksGivenUp));
    }

    @Override
    public CompletableFuture<Answer> repair(AppName app, Color active, Actor actor) {
        return with(app, found -> repairs.repair(found, active, actor));
    }

    @Override
    public CompletableFuture<RecoveryReport> recover() {
        return recovery.recover();
    }

    @Override
    public void attend() {
        presence.attend();
    }

    @Override
    public CompletableFuture<AppStatus> status(AppName app) {
        return look(app, report::of);
    }

    @Override
    public List<AppName> apps() {
        return settings.apps().stream().map(AppSettings::name).sorted().toList();
    }

    @Override
    public Optional<Deployment> deployment(DeploymentId id) {
        return ledger.find(id);
    }

    @Override
    public Optional<Deployment> latest(AppName app) {
        return ledger.latest(app);
    }

    @Override
    public List<Deployment> history() {
        return ledger.all();
    }

    @Override
    public void addListener(DeploymentListener listener) {
        ledger.listen(listener);
    }

    @Override
    public void removeListener(DeploymentListener listener) {
        ledger.forget(listener);
    }

    /** A deploy before its commit point is undone, so that the old workers run again; everything else is left at the next safe place for the next start. */
    @Override
    public void close() {
        close(Acts.PATIENCE);
    }

    /** @param patience as {@link Acts#PATIENCE} */
    void close(Duration patience) {
        try {
            windows.leave();
        } finally {
            leave();
            acts.close(patience);
            ledger.writeLate();
            presence.leave();
            parts.pulse().close();
            looks.shutdownNow();
        }
    }

    /** Nothing new begins, and what acts is told. */
    void leave() {
        acts.refuseMore(Act::leave);
    }

    /** Whether something acts, or is about to; for tests that must not meet the end of an act. */
    boolean busy() {
        return acts.busy();
    }

    private <T> CompletableFuture<T> look(AppName app, Function<AppSettings, T> look) {
        return find(app)
                .map(found -> CompletableFuture.supplyAsync(() -> look.apply(found), looks))
                .orElseGet(
                        () -> CompletableFuture.failedFuture(new IllegalArgumentException("there is no app " + app)));
    }

    private CompletableFuture<Answer> with(AppName name, Function<AppSettings, CompletableFuture<Answer>> request) {
        Optional<AppSettings> app = find(name);
        if (app.isEmpty()) {
            return CompletableFuture.completedFuture(new Answer.Refused(
                    Answer.Reason.BAD_INPUT, List.of("there is no app " + name + ". There is: " + apps())));
        }
        try {
            return request.apply(app.get());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Optional<AppSettings> find(AppName name) {
        return settings.apps().stream().filter(app -> app.name().equals(name)).findFirst();
    }
}
