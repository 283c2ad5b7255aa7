package dev.kawasemi.rollout;

import dev.kawasemi.container.ContainerEngine;
import dev.kawasemi.container.EngineUnreachableException;
import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.AftercareEvent;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.deployment.Plan;
import dev.kawasemi.deployment.Side;
import dev.kawasemi.deployment.Stack;
import dev.kawasemi.deployment.Version;
import dev.kawasemi.process.Cancellation;
import dev.kawasemi.proxy.ProxyException;
import dev.kawasemi.proxy.ProxySwitcher;
import dev.kawasemi.time.TimeSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a person asks for from the command line when something is left over: the failed colour removed, or the colour that shall serve put in its place. */
final class Repairs {
    private static final Logger LOG = LoggerFactory.getLogger(Repairs.class);

    /** Where the journal is lost nobody knows what runs. */
    private static final Version NOT_KNOWN = new Version("unknown");

    private final Parts parts;
    private final ContainerEngine containers;
    private final Ledger ledger;
    private final Acts acts;
    private final Rooms rooms;
    private final Drains drains;
    private final TimeSource time;

    /** Whom it asks. */
    record Rooms(FailedColor failedColor, Standby standby, Establishment establishment) {}

    Repairs(Parts parts, Ledger ledger, Acts acts, Rooms rooms) {
        this.parts = parts;
        this.containers = parts.containers();
        this.time = parts.time();
        this.ledger = ledger;
        this.acts = acts;
        this.rooms = rooms;
        this.drains = new Drains(parts, ledger);
    }

    /** As {@link DeployEngine#remove}. */
    CompletableFuture<Answer> remove(AppSettings app, Actor actor, long tasksGivenUp) {
        return locked(app, actor, "removal of the failed " + app.name(), latest -> {
            Optional<Stack> failed = latest.flatMap(Deployment::failedColor);
            if (failed.isEmpty()) {
                return refused(Answer.Reason.NOTHING_TO_DO, app.name() + " has no failed colour to remove");
            }
            if (Traffic.leadsTo(parts.proxies().apply(app.name()), failed.get())) {
                return refused(Answer.Reason.NEEDS_A_PERSON, Traffic.words(app.name(), failed.get()));
            }
            Deployment now = latest.orElseThrow();
            Waiting waiting = rooms.failedColor().waiting(app, now);
            if (waiting.exceeds(tasksGivenUp)) {
                return refused(
                        Answer.Reason.NEEDS_A_PERSON,
                        waiting.words(failed.get().color())
                                + ". What waits there would be lost with it: `kawasemi remove " + app.name()
                                + " --lose-tasks " + waiting.option() + "` gives it up");
            }
            containers.remove(app.compose(), failed.get());
            return new Answer.Accepted(
                    ledger.record(now.id(), new AftercareEvent.FailedColorRemoved(time.now(), actor, waiting.lost())));
        });
    }

    /** As {@link DeployEngine#repair}. */
    CompletableFuture<Answer> repair(AppSettings app, Color active, Actor actor) {
        return locked(app, actor, "repair of " + app.name(), latest -> {
            Stack stack = stack(app, latest, active);
            if (latest.isEmpty() && containers.containers(stack).isEmpty()) {
                return refused(
                        Answer.Reason.NOTHING_TO_DO,
                        app.name() + " was never deployed from this state folder, and " + stack.project()
                                + " has no containers: a deploy starts from what the proxy says");
            }
            Act act = act(app, latest);
            Optional<Answer> problem = giveTraffic(act, stack);
            return problem.isPresent() ? problem.get() : settle(act, latest, stack, actor);
        });
    }

    private Act act(AppSettings app, Optional<Deployment> latest) {
        DeploymentId id = latest.map(Deployment::id).orElseGet(ledger::nextId);
        Act act = new Act(app, parts.proxies().apply(app.name()), id, new Plan(List.of()));
        if (latest.isPresent()) {
            acts.began(act);
        }
        return act;
    }

    /** Only to a colour that passes its gate; what went wrong, or empty. */
    private Optional<Answer> giveTraffic(Act act, Stack stack) throws InterruptedException {
        Color active = stack.color();
        Optional<String> problem = rooms.standby().wakeOrSay(act, stack);
        if (problem.isPresent()) {
            return Optional.of(refused(
                    Answer.Reason.NEEDS_A_PERSON,
                    active + " cannot serve (" + problem.get() + "): nothing was changed. Look at `docker compose -p "
                            + stack.project() + " logs`, or name the other colour"));
        }
        Optional<String> kept = act.proxy.force(new ProxySwitcher.Target(active, stack.port()));
        kept.ifPresent(where -> LOG.info("Repair of {}: {}", act.app.name(), where));
        ProxySwitcher.VerifyVerdict verdict = act.proxy.verify(active, Cancellation.none());
        return verdict.ok()
                ? Optional.empty()
                : Optional.of(refused(
                        Answer.Reason.NEEDS_A_PERSON,
                        "the proxy was set to " + active + ", but the public entry does not answer with it: "
                                + verdict.text()));
    }

    private Answer settle(Act act, Optional<Deployment> latest, Stack stack, Actor actor) throws InterruptedException {
        if (latest.isEmpty()) {
            ledger.begin(new DeploymentEvent.Accepted(
                    time.now(),
                    act.id,
                    act.app.name(),
                    Optional.empty(),
                    stack,
                    NOT_KNOWN,
                    actor,
                    Optional.empty(),
                    ""));
            acts.began(act);
        }
        drains.handOver(act.id);
        Deployment repaired = ledger.record(act.id, new AftercareEvent.Repaired(time.now(), actor, stack.color()));
        rooms.establishment().of(act, repaired);
        return new Answer.Accepted(ledger.get(act.id));
    }

    private Stack stack(AppSettings app, Optional<Deployment> latest, Color active) {
        return latest.flatMap(Deployment::old)
                .map(Side::stack)
                .filter(stack -> stack.color() == active)
                .orElseGet(() -> containers.stack(app.compose(), active));
    }

    /** What is done with the lock held. */
    @FunctionalInterface
    private interface Decision {
        Answer on(Optional<Deployment> latest) throws InterruptedException;
    }

    private CompletableFuture<Answer> locked(AppSettings app, Actor actor, String what, Decision decision) {
        Optional<Answer.Refused> busy = acts.take(actor, what);
        if (busy.isPresent()) {
            return CompletableFuture.completedFuture(busy.get());
        }
        AtomicReference<Answer> answer = new AtomicReference<>(
                refused(Answer.Reason.NEEDS_A_PERSON, "the " + what + " ended unexpectedly; the log says why"));
        CompletableFuture<Answer> told = new CompletableFuture<>();
        CompletableFuture<Void> ended = acts.startAndTell(() -> answer.set(decide(app, decision)));
        var unused = ended.thenRun(() -> told.complete(answer.get()));
        return told;
    }

    private Answer decide(AppSettings app, Decision decision) throws InterruptedException {
        ledger.refresh();
        try {
            return decision.on(ledger.latest(app.name()));
        } catch (EngineUnreachableException | ProxyException e) {
            return refused(Answer.Reason.OUT_OF_REACH, String.valueOf(e.getMessage()));
        }
    }

    private static Answer refused(Answer.Reason reason, String text) {
        return new Answer.Refused(reason, List.of(text));
    }
}
