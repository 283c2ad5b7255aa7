package dev.kawasemi.rollout;

import dev.kawasemi.container.EngineUnreachableException;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.deployment.FourEyes;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.deployment.Plan;
import dev.kawasemi.deployment.Planner;
import dev.kawasemi.deployment.Release;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.deployment.Undo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Requests that begin a deployment: refused, or accepted with a number and under way. */
final class Deploys {
    private final Parts parts;
    private final Ledger ledger;
    private final Acts acts;
    private final Runs runs;
    private final Rooms rooms;

    /** Whom it asks. */
    record Rooms(Preflight preflight, Retirement retirement, Freezes freezes, FourEyes fourEyes) {}

    Deploys(Parts parts, Ledger ledger, Acts acts, Runs runs, Rooms rooms) {
        this.parts = parts;
        this.ledger = ledger;
        this.acts = acts;
        this.runs = runs;
        this.rooms = rooms;
    }

    CompletableFuture<Answer> deploy(AppSettings app, DeployRequest request) {
        Optional<Answer.Refused> busy = acts.take(request.actor(), "deploy of " + app.name() + " " + request.version());
        if (busy.isPresent()) {
            return CompletableFuture.completedFuture(busy.get());
        }
        return begin(app, request, Optional.empty());
    }

    /** With the lock held, which the work or the refusal frees. {@code kept} is a release whose images are still here. */
    CompletableFuture<Answer> begin(AppSettings app, DeployRequest request, Optional<Release> kept) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        AtomicReference<@Nullable Answer> refusal = new AtomicReference<>();
        CompletableFuture<Void> ended = acts.startAndTell(() -> {
            try {
                lookAndRun(app, request, kept, answer).ifPresent(refusal::set);
            } catch (EngineUnreachableException e) {
                refusal.set(new Answer.Refused(Answer.Reason.OUT_OF_REACH, List.of(String.valueOf(e.getMessage()))));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
                throw e;
            }
        });
        // A refusal is told when the lock is free again, so that the next try finds it free.
        var unused = ended.thenRun(() -> {
            Answer refused = refusal.get();
            if (refused != null) {
                answer.complete(refused);
            }
        });
        return answer;
    }

    /** Runs the deploy to its end, or gives the refusal. */
    private Optional<Answer> lookAndRun(
            AppSettings app, DeployRequest request, Optional<Release> kept, CompletableFuture<Answer> answer)
            throws InterruptedException {
        long programs = parts.containers().programs();
        ledger.refresh();
        Optional<Deployment> latest = ledger.latest(app.name());
        Optional<Answer> early = inTheWay(app, request, kept);
        if (early.isPresent()) {
            return early;
        }
        Preflight.Found found = rooms.preflight().look(app, request);
        if (found instanceof Preflight.Found.Refused refused) {
            return Optional.of(refused.answer());
        }
        // Preflight takes its time: somebody may have frozen the app meanwhile.
        Optional<Answer> late = frozen(app, kept);
        if (late.isEmpty() && latest.isPresent()) {
            late = endStandby(app, request, latest.get());
        }
        if (late.isPresent()) {
            return late;
        }
        Act act = accept(app, request, kept, (Preflight.Found.Clear) found);
        act.programsBefore = programs;
        acts.began(act);
        answer.complete(new Answer.Accepted(ledger.get(act.id)));
        runs.deploy(act, () -> parts.time().now());
        return Optional.empty();
    }

    /** What keeps a deploy from beginning before anything is looked at on the host. A roll back to what was kept passes a freeze. */
    Optional<Answer> inTheWay(AppSettings app, DeployRequest request, Optional<Release> kept) {
        return frozen(app, kept)
                .or(() -> ledger.latest(app.name()).flatMap(latest -> unfinished(latest, request.approving())));
    }

    private Optional<Answer> frozen(AppSettings app, Optional<Release> kept) {
        return kept.isPresent()
                ? Optional.empty()
                : rooms.freezes().of(app.name()).map(Answer.Frozen::new);
    }

    /** Lets the old colour go that still stands, where that was asked for or its undo window runs; what keeps it, or empty. */
    private Optional<Answer> endStandby(AppSettings app, DeployRequest request, Deployment latest)
            throws InterruptedException {
        return switch (latest.phase()) {
            case UNDO_WINDOW -> endWindow(app, latest.id());
            case AWAITING_APPROVAL -> approve(app, request, latest);
            default -> Optional.empty();
        };
    }

    /** The approval that came with the deploy: no undo window, because both colours are needed now. */
    private Optional<Answer> approve(AppSettings app, DeployRequest request, Deployment asked)
            throws InterruptedException {
        Optional<String> tasks = rooms.retirement().wouldBeLost(app, asked);
        if (tasks.isPresent()) {
            return Optional.of(new Answer.Refused(
                    Answer.Reason.PREFLIGHT,
                    List.of(tasks.get() + ", and removing it loses that: approve deployment " + asked.id()
                            + " with this in front of you first, then deploy. Nothing was started")));
        }
        ledger.record(
                asked.id(),
                new DeploymentEvent.Approved(
                        parts.time().now(),
                        request.actor(),
                        asked.generation(),
                        Duration.ZERO,
                        0,
                        rooms.fourEyes().bypassedBy(asked.actor(), request.actor())));
        Act act = new Act(app, parts.proxies().apply(app.name()), asked.id(), new Plan(List.of()));
        acts.began(act);
        rooms.retirement().stopOld(act);
        Deployment now = ledger.get(asked.id());
        return now.phase() == Phase.COMPLETED ? Optional.empty() : Optional.of(new Answer.StandbyWaits(now));
    }

    /** A deploy needs both colours, so it ends an undo window at once; what keeps it from that, or empty. */
    private Optional<Answer> endWindow(AppSettings app, DeploymentId id) throws InterruptedException {
        rooms.retirement().removeOld(app, id);
        Deployment now = ledger.get(id);
        return now.phase() == Phase.COMPLETED ? Optional.empty() : Optional.of(new Answer.StandbyWaits(now));
    }

    private Act accept(AppSettings app, DeployRequest request, Optional<Release> kept, Preflight.Found.Clear clear) {
        Plan plan = Planner.forward(DeploySteps.situation(app, clear.old(), clear.next()));
        DeploymentId id = ledger.nextId();
        ledger.begin(new DeploymentEvent.Accepted(
                parts.time().now(),
                id,
                app.name(),
                clear.old(),
                clear.next(),
                request.version(),
                request.actor(),
                kept,
                request.reason()));
        ledger.record(id, new DeploymentEvent.StepStarted(parts.time().now(), Step.PREFLIGHT, new Undo.Nothing()));
        ledger.record(id, new DeploymentEvent.StepDone(parts.time().now(), Step.PREFLIGHT, ""));
        Act act = new Act(app, parts.proxies().apply(app.name()), id, plan);
        act.oldAtStart = clear.running();
        return act;
    }

    /** Why the newest deployment of the app keeps a new one from beginning. */
    private static Optional<Answer> unfinished(Deployment latest, Optional<Integer> approving) {
        return switch (latest.phase()) {
            case AWAITING_APPROVAL ->
                approving.equals(Optional.of(latest.generation()))
                        ? Optional.empty()
                        : Optional.of(new Answer.StandbyWaits(latest));
            case RUNNING, UNDOING, ROLLING_BACK, RETIRING, REVIVING, REMOVING ->
                Optional.of(new Answer.Refused(
                        Answer.Reason.UNFINISHED,
                        List.of("deployment " + latest.id() + " of " + latest.app()
                                + " was interrupted while it was " + latest.phase()
                                + ". Kawasemi takes it up by itself: wait a moment, or settle it with /rollback (or `kawasemi cancel "
                                + latest.app() + "`)")));
            case STUCK ->
                Optional.of(new Answer.Refused(
                        Answer.Reason.NEEDS_A_PERSON,
                        List.of("deployment " + latest.id() + " of " + latest.app() + " is stuck: "
                                + latest.failure().orElse("")
                                + ". Mend that, then /rollback (or `kawasemi cancel " + latest.app() + "`)")));
            case UNDO_WINDOW, COMPLETED, ABORTED, ROLLED_BACK -> Optional.empty();
        };
    }
}
