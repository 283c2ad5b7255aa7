package dev.kawasemi.rollout;

import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.host.Sample;
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
    private final Retirement retirement;
    private final Sampling sampling;
    private final StatusReport report;
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
        Standby standby = new Standby(parts);
        Question question = new Question(parts, ledger, sampling);
        Backward backward = new Backward(parts, ledger, standby, question);
        this.retirement = new Retirement(parts, ledger, standby, question);
        Forward forward = new Forward(ledger, new DeploySteps(parts, ledger, sampling), parts.time());
        Runs runs = new Runs(ledger, sampling, forward, backward, question);
        this.deploys = new Deploys(
                parts, ledger, acts, runs, new Deploys.Rooms(new Preflight(parts, ledger, settings), retirement));
        this.decisions = new Decisions(
                parts, ledger, acts, deploys, new Decisions.Rooms(backward, standby, retirement, report, settings));
        takeUp();
        parts.pulse().beat(this::beat);
    }

    /** What the journal left open waits for a person, and is said. (Windows are taken up by the first beat.) */
    private void takeUp() {
        for (Deployment deployment : ledger.all()) {
            if (deployment.phase().acting() || deployment.phase() == Phase.STUCK) {
                LOG.warn(
                        "Deployment {} of {} is unfinished ({}): new ones are refused until `kawasemi rollback {}` or `kawasemi cancel {}`",
                        deployment.id(),
                        deployment.app(),
                        deployment.phase(),
                        deployment.app(),
                        deployment.app());
            }
        }
    }

    private void beat() {
        try {
            acts.current()
                    .flatMap(act -> ledger.find(act.id).map(now -> new Look(now, act)))
                    .ifPresent(look -> {
                        Sample sample = sampling.take();
                        ledger.sampled(look.now(), sample, look.act().progress);
                    });
            decisions.closeWindows(this::find);
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
    public CompletableFuture<Answer> cancel(AppName app, Actor actor) {
        return with(app, found -> decisions.cancel(found, actor));
    }

    @Override
    public CompletableFuture<Answer> remove(AppName app, Actor actor, long tasksGivenUp) {
        return CompletableFuture.failedFuture(new UnsupportedOperationException("remove"));
    }

    @Override
    public CompletableFuture<Answer> repair(AppName app, Color active, Actor actor) {
        return CompletableFuture.failedFuture(new UnsupportedOperationException("repair"));
    }

    @Override
    public CompletableFuture<RecoveryReport> recover() {
        return CompletableFuture.completedFuture(new RecoveryReport(List.of(), List.of(), List.of()));
    }

    @Override
    public CompletableFuture<AppStatus> status(AppName app) {
        Optional<AppSettings> found = find(app);
        if (found.isEmpty()) {
            return CompletableFuture.failedFuture(new IllegalArgumentException("there is no app " + app));
        }
        return CompletableFuture.supplyAsync(() -> report.of(found.get()), looks);
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

    /** A deploy before its commit point is undone, so that the old workers run again; one after it is finished. */
    @Override
    public void close() {
        acts.refuseMore(act -> !ledger.get(act.id).committed());
        acts.close();
        parts.pulse().close();
        looks.shutdownNow();
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
