package dev.kawasemi.rollout;

import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.AftercareEvent;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.deployment.Plan;
import dev.kawasemi.deployment.Planner;
import dev.kawasemi.deployment.Side;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A person's decisions on a deployment that stands. Each is a compare-and-set: looked at, written to the journal and answered in one go, one decision at
 * a time; the work follows on the acts' thread.
 */
final class Decisions {
    private static final Duration KEPT_FOR = Duration.ofHours(1);

    private final Parts parts;
    private final Ledger ledger;
    private final Acts acts;
    private final Deploys deploys;
    private final Rooms rooms;

    /** Who carries decisions out. */
    record Rooms(
            Backward backward,
            Standby standby,
            Retirement retirement,
            OldReleases oldReleases,
            StatusReport report,
            RolloutSettings settings) {}

    Decisions(Parts parts, Ledger ledger, Acts acts, Deploys deploys, Rooms rooms) {
        this.parts = parts;
        this.ledger = ledger;
        this.acts = acts;
        this.deploys = deploys;
        this.rooms = rooms;
    }

    synchronized Answer approve(AppSettings app, Actor actor, Optional<Integer> generation, long tasksGivenUp) {
        Optional<Answer> early = notToApprove(app.name(), generation, false);
        if (early.isPresent()) {
            return early.get();
        }
        Optional<Answer.Refused> busy = acts.take(actor, "removal of the old " + app.name());
        if (busy.isPresent()) {
            return busy.get();
        }
        return held(() -> {
            Optional<Answer> late = notToApprove(app.name(), generation, true);
            if (late.isPresent()) {
                return letGo(late.get());
            }
            Deployment asked = ledger.latest(app.name()).orElseThrow();
            if (asked.phase() != Phase.AWAITING_APPROVAL) {
                return goOn(app, asked);
            }
            Deployment now = ledger.record(
                    asked.id(),
                    new DeploymentEvent.Approved(
                            parts.time().now(),
                            actor,
                            asked.generation(),
                            rooms.settings().undoWindow(),
                            tasksGivenUp,
                            rooms.settings().fourEyes().bypassedBy(asked.actor(), actor)));
            Act act = actOn(app, now);
            acts.start(() -> {
                rooms.retirement().stopOld(act);
                rooms.oldReleases().remove(app);
            });
            return new Answer.Accepted(now);
        });
    }

    /** The question stays open: only its reminders wait. */
    synchronized Answer keep(AppSettings app, Actor actor, Optional<Integer> generation) {
        Optional<Answer.Refused> busy = acts.take(actor, "a note on the old " + app.name());
        if (busy.isPresent()) {
            return busy.get();
        }
        return held(() -> letGo(notToApprove(app.name(), generation, false).orElseGet(() -> {
            DeploymentId id = ledger.latest(app.name()).orElseThrow().id();
            return new Answer.Accepted(
                    ledger.record(id, new AftercareEvent.Kept(parts.time().now(), actor, KEPT_FOR)));
        })));
    }

    /** A removal that was interrupted is gone on with: both halves may be done again. */
    private Answer goOn(AppSettings app, Deployment interrupted) {
        DeploymentId id = interrupted.id();
        boolean stopped = interrupted.phase() == Phase.REMOVING;
        Act act = actOn(app, interrupted);
        acts.start(() -> {
            if (stopped) {
                rooms.retirement().removeOld(app, id);
            } else {
                rooms.retirement().stopOld(act);
            }
            rooms.oldReleases().remove(app);
        });
        return new Answer.Accepted(interrupted);
    }

    private Optional<Answer> notToApprove(AppName app, Optional<Integer> generation, boolean deciding) {
        Optional<Deployment> latest = ledger.latest(app);
        if (latest.isEmpty()) {
            return Optional.of(nothing(app + " was never deployed: there is nothing to approve"));
        }
        Deployment now = latest.get();
        return switch (now.phase()) {
            case AWAITING_APPROVAL ->
                generation.filter(asked -> asked != now.generation()).isPresent()
                        ? Optional.of(
                                new Answer.AlreadyDone(now, "that question was asked anew: the newest one counts"))
                        : Optional.empty();
            case RETIRING, REMOVING -> deciding || !acts.busy() ? Optional.empty() : Optional.of(approvedBefore(now));
            case UNDO_WINDOW, COMPLETED ->
                now.decidedBy().isPresent()
                        ? Optional.of(approvedBefore(now))
                        : Optional.of(nothing(app + " has no open question"));
            case ROLLING_BACK, ROLLED_BACK -> Optional.of(new Answer.AlreadyDone(now, "this was rolled back"));
            case RUNNING, UNDOING, ABORTED, REVIVING, STUCK ->
                Optional.of(nothing(app + " has no open question: deployment " + now.id() + " is " + now.phase()));
        };
    }

    private static Answer approvedBefore(Deployment now) {
        return new Answer.AlreadyDone(now, now.decidedBy().map(Actor::name).orElse("Somebody") + " approved this");
    }

    synchronized Answer undo(AppSettings app, Actor actor) {
        Optional<Answer.Refused> busy = acts.take(actor, "undo for " + app.name());
        if (busy.isPresent()) {
            return busy.get();
        }
        return held(() -> {
            Optional<Deployment> window = ledger.latest(app.name()).filter(now -> now.phase() == Phase.UNDO_WINDOW);
            if (window.isEmpty()) {
                return letGo(nothing("no undo window of " + app.name() + " is open"));
            }
            Act act = actOn(app, window.get());
            acts.start(() -> rooms.retirement().revive(act, actor));
            return new Answer.Accepted(window.get());
        });
    }

    CompletableFuture<Answer> cancel(AppSettings app, Actor actor) {
        Optional<Act> running = acts.current(app.name())
                .filter(act -> ledger.get(act.id).phase().acting());
        if (running.isEmpty()) {
            Optional<Deployment> latest = ledger.latest(app.name());
            if (latest.map(now -> now.phase() == Phase.UNDO_WINDOW).orElse(false)) {
                return CompletableFuture.completedFuture(undo(app, actor));
            }
            if (latest.map(Deployment::ended).orElse(true)) {
                return CompletableFuture.completedFuture(nothing(app.name() + " has nothing to cancel"));
            }
            return rollBack(app, actor, false);
        }
        Deployment now = ledger.get(running.get().id);
        if (now.phase() != Phase.RUNNING) {
            return CompletableFuture.completedFuture(
                    new Answer.AlreadyDone(now, "deployment " + now.id() + " is already " + now.phase()));
        }
        return CompletableFuture.completedFuture(cancelled(running.get(), actor));
    }

    CompletableFuture<Answer> rollBack(AppSettings app, Actor actor) {
        return rollBack(app, actor, true);
    }

    /** @param anew whether an earlier release may be deployed anew where no standby is left; a cancel never does that */
    private synchronized CompletableFuture<Answer> rollBack(AppSettings app, Actor actor, boolean anew) {
        Optional<Answer> early = ledger.latest(app.name())
                .filter(now -> acts.current(app.name()).isPresent())
                .flatMap(Decisions::goesBack)
                .or(() -> turnedBack(app, actor));
        if (early.isPresent()) {
            return CompletableFuture.completedFuture(early.get());
        }
        Optional<Answer.Refused> busy = acts.take(actor, "roll back of " + app.name());
        if (busy.isPresent()) {
            return CompletableFuture.completedFuture(busy.get());
        }
        try {
            ledger.refresh();
            return decideRollBack(app, actor, anew);
        } catch (RuntimeException | Error e) {
            acts.letGo();
            throw e;
        }
    }

    /** A deploy that is past its commit point and still drains or watches is not waited for: it goes back from where it is. */
    private Optional<Answer> turnedBack(AppSettings app, Actor actor) {
        return acts.current(app.name())
                .filter(act -> ledger.find(act.id)
                        .filter(now -> now.phase() == Phase.RUNNING && now.committed())
                        .isPresent())
                .map(act -> cancelled(act, actor));
    }

    private Answer cancelled(Act act, Actor actor) {
        act.cancelledBy = actor;
        act.cancellation.request();
        return new Answer.Accepted(ledger.get(act.id));
    }

    private static Optional<Answer> goesBack(Deployment now) {
        return now.phase() == Phase.ROLLING_BACK || now.phase() == Phase.UNDOING
                ? Optional.of(new Answer.AlreadyDone(now, "deployment " + now.id() + " is already going back"))
                : Optional.empty();
    }

    private CompletableFuture<Answer> decideRollBack(AppSettings app, Actor actor, boolean anew) {
        Optional<Deployment> open = ledger.latest(app.name()).filter(now -> !now.ended());
        if (open.isEmpty()) {
            return anew ? deployAnew(app, actor, open) : refused(nothing(app.name() + " has nothing to cancel"));
        }
        Deployment now = open.get();
        if (!now.committed()) {
            Act act = actOn(app, now);
            acts.start(() -> rooms.backward().abort(act, actor, "asked for by " + actor.name()));
            return CompletableFuture.completedFuture(new Answer.Accepted(now));
        }
        Optional<Side> old = now.old();
        if (old.isPresent() && !rooms.standby().stands(app, old.get().stack())) {
            return anew
                    ? deployAnew(app, actor, open)
                    : refused(nothing(
                            "the old colour of " + app.name() + " is gone: /rollback deploys the release before anew"));
        }
        Act act = actOn(app, now);
        acts.start(() -> rooms.backward().rollBack(act, actor, "asked for by " + actor.name()));
        return CompletableFuture.completedFuture(new Answer.Accepted(now));
    }

    /**
     * The standby is gone: the last approved release before the one that serves, from its kept file and image ids.
     *
     * @param open the deployment whose standby is gone; it ends here, once there is something to go back to
     */
    private CompletableFuture<Answer> deployAnew(AppSettings app, Actor actor, Optional<Deployment> open) {
        List<Deployment> history = ledger.of(app.name());
        Optional<Deployment> earlier =
                Planner.serving(history).flatMap(serving -> Planner.lastApprovedBefore(serving, history));
        if (earlier.isEmpty()) {
            return refused(nothing(
                    "no earlier approved release of " + app.name() + " is kept to roll back to. What serves now: "
                            + rooms.report().serving(app)));
        }
        open.ifPresent(left -> {
            ledger.record(
                    left.id(), new DeploymentEvent.RemovalStarted(parts.time().now()));
            ledger.record(left.id(), new DeploymentEvent.Completed(parts.time().now()));
        });
        DeployRequest request = DeployRequest.of(app.name(), earlier.get().version(), actor);
        return deploys.begin(app, request, earlier.get().release());
    }

    private CompletableFuture<Answer> refused(Answer answer) {
        return CompletableFuture.completedFuture(letGo(answer));
    }

    private Act actOn(AppSettings app, Deployment now) {
        Act act = new Act(app, parts.proxies().apply(app.name()), now.id(), new Plan(List.of()));
        acts.began(act);
        return act;
    }

    /** Decides with the lock held and the journal read anew; the lock is freed when deciding itself fails. */
    private Answer held(java.util.function.Supplier<Answer> decide) {
        try {
            ledger.refresh();
            return decide.get();
        } catch (RuntimeException | Error e) {
            acts.letGo();
            throw e;
        }
    }

    private Answer letGo(Answer answer) {
        acts.letGo();
        return answer;
    }

    private static Answer nothing(String text) {
        return new Answer.Refused(Answer.Reason.NOTHING_TO_DO, List.of(text));
    }
}
