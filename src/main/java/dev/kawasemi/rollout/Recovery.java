package dev.kawasemi.rollout;

import dev.kawasemi.container.ContainerEngine;
import dev.kawasemi.container.EngineUnreachableException;
import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.AftercareEvent;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.Finding;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.deployment.Plan;
import dev.kawasemi.deployment.Planner;
import dev.kawasemi.deployment.Side;
import dev.kawasemi.deployment.Stack;
import dev.kawasemi.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes up what a crash, a reboot or a full disk left: folds the journal, looks at engine and proxy, then undoes or finishes by the commit point. A second time
 * changes nothing. Every app is looked at once after a start; later an app is taken up again when its newest deployment should act and nothing does.
 */
final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    /** How long a docker program of the process before may go on by itself. */
    private static final Duration LEFTOVERS = Duration.ofSeconds(30);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LAST_PAUSE = Duration.ofSeconds(4);

    private final List<AppSettings> apps;
    private final ContainerEngine containers;
    private final Parts parts;
    private final Ledger ledger;
    private final Acts acts;
    private final Rooms rooms;
    private final TimeSource time;
    /** What was last told of an app whose parts disagree: once is enough. */
    private final Map<AppName, String> told = new HashMap<>();

    private volatile boolean begun;
    private Duration notBefore = Duration.ZERO;
    private Duration pause = FIRST_PAUSE;

    /** Who does what is found to do. */
    record Rooms(
            Runs runs,
            Backward backward,
            Retirement retirement,
            OldReleases oldReleases,
            Reality reality,
            Sampling sampling,
            Unsettled unsettled) {}

    Recovery(List<AppSettings> apps, Parts parts, Ledger ledger, Acts acts, Rooms rooms) {
        this.apps = apps;
        this.parts = parts;
        this.containers = parts.containers();
        this.time = parts.time();
        this.ledger = ledger;
        this.acts = acts;
        this.rooms = rooms;
    }

    /** As {@link DeployEngine#recover}. */
    CompletableFuture<RecoveryReport> recover() {
        begun = true;
        Optional<Answer.Refused> busy = acts.take(Actor.KAWASEMI, "recovery after a start");
        if (busy.isPresent()) {
            return CompletableFuture.completedFuture(
                    new RecoveryReport(List.of(), rooms.unsettled().list(), List.of()));
        }
        CompletableFuture<RecoveryReport> report = new CompletableFuture<>();
        Findings findings = new Findings();
        CompletableFuture<Void> ended = acts.startAndTell(() -> settleAll(findings));
        var unused = ended.thenRun(
                () -> report.complete(findings.report(rooms.unsettled().list())));
        return report;
    }

    /** On the pulse: what could not be settled is tried again, and so is a deployment that another process left unfinished when it died. */
    void beat() {
        Duration now = time.elapsed();
        if (!begun || acts.busy() || now.compareTo(notBefore) < 0 || nothingToDo()) {
            return;
        }
        notBefore = now.plus(pause);
        pause = pause.compareTo(LAST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
        if (acts.take(Actor.KAWASEMI, "recovery").isEmpty()) {
            acts.start(() -> settleAll(new Findings()));
        }
    }

    private boolean nothingToDo() {
        boolean nothing = rooms.unsettled().list().isEmpty()
                && apps.stream()
                        .noneMatch(app -> ledger.latest(app.name())
                                .filter(now -> unfinished(app, now))
                                .isPresent());
        pause = nothing ? FIRST_PAUSE : pause;
        return nothing;
    }

    private static boolean unfinished(AppSettings app, Deployment now) {
        return now.phase().acting() || oldDrains(now) || FailedColor.unsettled(app, now);
    }

    private void settleAll(Findings findings) throws InterruptedException {
        ledger.refresh();
        List<String> away = containers.check().stream().map(Finding::words).toList();
        if (!away.isEmpty()) {
            LOG.warn("Recovery waits for the container engine: {}", away);
            return;
        }
        findings.settled.addAll(containers.endLeftovers(LEFTOVERS));
        try {
            settle(findings);
        } catch (Yielding e) {
            LOG.info("Recovery was {}", e.getMessage());
        }
        findings.log();
    }

    /**
     * First what brings workers back, of every app, and what was undone before all else; then what may take minutes: a drain of one app must not keep another
     * one's workers waiting.
     */
    private void settle(Findings findings) throws InterruptedException {
        List<AppSettings> undoFirst = apps.stream()
                .sorted(Comparator.comparing(app ->
                        ledger.latest(app.name()).filter(Recovery::goesBack).isEmpty()))
                .toList();
        List<AppSettings> patient = new ArrayList<>();
        for (AppSettings app : undoFirst) {
            attempt(app, () -> {
                if (settle(app, findings)) {
                    rooms.unsettled().remove(app.name());
                } else {
                    patient.add(app);
                }
            });
        }
        for (AppSettings app : patient) {
            attempt(app, () -> {
                goOn(app, findings);
                rooms.unsettled().remove(app.name());
            });
        }
        if (findings.needsAPerson.isEmpty()) {
            apps.forEach(rooms.oldReleases()::remove);
        }
    }

    private static boolean goesBack(Deployment now) {
        return now.phase() == Phase.UNDOING
                || now.phase() == Phase.ROLLING_BACK
                || (now.phase() == Phase.RUNNING && !now.committed());
    }

    private void attempt(AppSettings app, Acts.Work work) throws InterruptedException {
        try {
            work.run();
        } catch (EngineUnreachableException e) {
            LOG.warn("Recovery of {} waits for the container engine: {}", app.name(), e.getMessage());
        } catch (Yielding e) {
            throw e;
        } catch (Leaving e) {
            LOG.info("{}: {}", app.name(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("Recovery of {} did not succeed; it is tried again", app.name(), e);
            rooms.unsettled().add(app.name());
        }
    }

    /** What cannot wait; whether that was all. */
    private boolean settle(AppSettings app, Findings findings) throws InterruptedException {
        Optional<Deployment> latest = ledger.latest(app.name());
        if (latest.isEmpty()) {
            return true;
        }
        Act act = begin(app, latest.get());
        if (latest.get().phase().acting() && !goesBack(latest.get())) {
            rooms.reality().quietOthers(act, latest.get());
            return false;
        }
        return !rest(act, latest.get(), findings) || !queuesWait(act);
    }

    /** The rest: a release that serves is finished, a removal carried out, queues are worked off. */
    private void goOn(AppSettings app, Findings findings) throws InterruptedException {
        Deployment latest = ledger.latest(app.name()).orElseThrow();
        Act act = begin(app, latest);
        if (!latest.phase().acting() || rest(act, latest, findings)) {
            lookAfterQueues(act, ledger.get(act.id));
        }
    }

    private Act begin(AppSettings app, Deployment latest) {
        Act act = act(app, latest);
        acts.began(act);
        return act;
    }

    /** Takes it up where it acts, then brings the host to what the journal says; whether it is well now, but for its queues. */
    private boolean rest(Act act, Deployment before, Findings findings) throws InterruptedException {
        if (before.phase().acting()) {
            takeUp(act, before);
            findings.tookUp(before, ledger.get(act.id));
        }
        Deployment now = ledger.get(act.id);
        AppName app = now.app();
        if (now.phase() == Phase.STUCK) {
            findings.needsAPerson.add(app + ": deployment " + now.id() + " is stuck: "
                    + now.failure().orElse("") + ". Mend that, then `kawasemi rollback " + app + "`");
            return false;
        }
        if (now.phase().acting()) {
            // The engine went away in the middle: tried again on the pulse.
            return false;
        }
        Optional<Reality.Disagreement> disagreement = rooms.reality().disagreement(act.app, now);
        if (disagreement.isPresent()) {
            findings.needsAPerson.add(app + ": " + disagreement.get().words());
            tell(now, disagreement.get().seen());
            return false;
        }
        told.remove(app);
        findings.settled.addAll(rooms.reality().establish(act, now));
        return true;
    }

    private void tell(Deployment now, String seen) {
        if (!seen.equals(told.put(now.app(), seen))) {
            ledger.disagrees(now, seen);
        }
    }

    private void takeUp(Act act, Deployment d) throws InterruptedException {
        LOG.info("Taking up deployment {} of {}, which was {}", d.id(), d.app(), d.phase());
        ledger.recordIfPossible(act.id, new AftercareEvent.Recovering(time.now()));
        rooms.sampling().lookAgain(d);
        switch (d.phase()) {
            case RUNNING -> undoOrFinish(act, d);
            case UNDOING -> rooms.backward().finishAbort(act);
            case ROLLING_BACK -> rooms.backward().finishRollBack(act);
            case RETIRING -> rooms.retirement().stopOld(act);
            case REVIVING -> rooms.retirement().finishRevival(act);
            case REMOVING -> rooms.retirement().removeOld(act.app, act.id);
            case AWAITING_APPROVAL, UNDO_WINDOW, COMPLETED, ABORTED, ROLLED_BACK, STUCK ->
                throw new IllegalStateException("nothing acts in " + d.phase());
        }
    }

    private void undoOrFinish(Act act, Deployment d) throws InterruptedException {
        if (!d.committed()) {
            String reason = "Kawasemi was restarted during " + d.stepUnderWay().word();
            ledger.recordIfPossible(act.id, new DeploymentEvent.UndoStarted(time.now(), Actor.KAWASEMI, reason));
            rooms.backward().finishAbort(act);
            return;
        }
        rooms.reality().quietOthers(act, d);
        rooms.runs().goOn(act, time::now);
    }

    private boolean queuesWait(Act act) {
        Deployment now = ledger.get(act.id);
        return FailedColor.unsettled(act.app, now) || oldDrains(now);
    }

    private static boolean oldDrains(Deployment now) {
        return now.phase() == Phase.AWAITING_APPROVAL && now.draining().isPresent();
    }

    /** Queues that were being worked off, or were still to be. */
    private void lookAfterQueues(Act act, Deployment now) throws InterruptedException {
        if (FailedColor.unsettled(act.app, now)) {
            rooms.backward().failedColor().settle(act);
        } else if (oldDrains(now)) {
            rooms.retirement().drainAndAsk(act);
        }
    }

    private Act act(AppSettings app, Deployment d) {
        Optional<Side> old = d.old();
        Stack next = d.next();
        Plan rest = Planner.rest(d, DeploySteps.situation(app, old, next));
        return new Act(app, parts.proxies().apply(app.name()), d.id(), rest);
    }
}
