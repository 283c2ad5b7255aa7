package dev.kawasemi.rollout;

import dev.kawasemi.container.ContainerEngine;
import dev.kawasemi.container.EngineUnreachableException;
import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.AftercareEvent;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.deployment.Plan;
import dev.kawasemi.deployment.Planner;
import dev.kawasemi.deployment.Side;
import dev.kawasemi.deployment.Stack;
import dev.kawasemi.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
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
        var unused = ended.thenRun(() -> report.complete(
                new RecoveryReport(findings.settled, rooms.unsettled().list(), findings.needsAPerson)));
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
        boolean oldDrains =
                now.phase() == Phase.AWAITING_APPROVAL && now.draining().isPresent();
        return now.phase().acting() || oldDrains || FailedColor.unsettled(app, now);
    }

    /** What came of it, for people. */
    private static final class Findings {
        private final List<String> settled = new ArrayList<>();
        private final List<String> needsAPerson = new ArrayList<>();
    }

    private void settleAll(Findings findings) throws InterruptedException {
        ledger.refresh();
        List<String> away = containers.check();
        if (!away.isEmpty()) {
            LOG.warn("Recovery waits for the container engine: {}", away);
            return;
        }
        findings.settled.addAll(containers.endLeftovers(LEFTOVERS));
        for (AppSettings app : apps) {
            try {
                settle(app, findings);
                rooms.unsettled().remove(app.name());
            } catch (EngineUnreachableException e) {
                LOG.warn("Recovery of {} waits for the container engine: {}", app.name(), e.getMessage());
            } catch (Yielding e) {
                LOG.info("{}: {}", app.name(), e.getMessage());
                break;
            } catch (Leaving e) {
                LOG.info("{}: {}", app.name(), e.getMessage());
            } catch (RuntimeException e) {
                LOG.error("Recovery of {} did not succeed; it is tried again", app.name(), e);
                rooms.unsettled().add(app.name());
            }
        }
        findings.settled.forEach(LOG::info);
        findings.needsAPerson.forEach(LOG::error);
    }

    private void settle(AppSettings app, Findings findings) throws InterruptedException {
        Optional<Deployment> latest = ledger.latest(app.name());
        if (latest.isEmpty()) {
            return;
        }
        Act act = act(app, latest.get());
        acts.began(act);
        if (latest.get().phase().acting()) {
            takeUp(act, latest.get());
            findings.settled.add(words(latest.get(), ledger.get(act.id)));
        }
        Deployment now = ledger.get(act.id);
        if (now.phase() == Phase.STUCK) {
            findings.needsAPerson.add(app.name() + ": deployment " + now.id() + " is stuck: "
                    + now.failure().orElse("") + ". Mend that, then `kawasemi rollback " + app.name() + "`");
            return;
        }
        if (now.phase().acting()) {
            // The engine went away in the middle: tried again on the pulse.
            return;
        }
        Optional<Reality.Disagreement> disagreement = rooms.reality().disagreement(app, now);
        if (disagreement.isPresent()) {
            findings.needsAPerson.add(app.name() + ": " + disagreement.get().words());
            tell(now, disagreement.get().seen());
            return;
        }
        told.remove(app.name());
        findings.settled.addAll(rooms.reality().establish(act, now));
        lookAfterQueues(act, now);
    }

    private void tell(Deployment now, String seen) {
        if (!seen.equals(told.put(now.app(), seen))) {
            ledger.disagrees(now, seen);
        }
    }

    private static String words(Deployment before, Deployment after) {
        return before.app() + ": deployment " + before.id() + " was interrupted while it was " + before.phase() + " ("
                + before.stepUnderWay().word() + "); it is now " + after.phase();
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
            rooms.backward()
                    .abort(
                            act,
                            Actor.KAWASEMI,
                            "Kawasemi was restarted during " + d.stepUnderWay().word());
            return;
        }
        rooms.reality().quietOthers(act, d);
        rooms.runs().goOn(act, time::now);
    }

    /** Queues that were being worked off, or were still to be. */
    private void lookAfterQueues(Act act, Deployment now) throws InterruptedException {
        if (FailedColor.unsettled(act.app, now)) {
            rooms.backward().failedColor().settle(act);
        } else if (now.phase() == Phase.AWAITING_APPROVAL && now.draining().isPresent()) {
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
