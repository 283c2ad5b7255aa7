package dev.kawasemi.rollout;

import dev.kawasemi.container.CancelledException;
import dev.kawasemi.container.ContainerEngine;
import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.Step;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One whole deploy: forward, and back where it fails. */
final class Runs {
    private static final Logger LOG = LoggerFactory.getLogger(Runs.class);

    private final ContainerEngine containers;
    private final Ledger ledger;
    private final Sampling sampling;
    private final Forward forward;
    private final Backward backward;
    private final Question question;
    private final Standby standby;

    Runs(Ledger ledger, Sampling sampling, Forward forward, Backward backward, Ends ends) {
        this.containers = ends.containers();
        this.ledger = ledger;
        this.sampling = sampling;
        this.forward = forward;
        this.backward = backward;
        this.question = ends.question();
        this.standby = ends.standby();
    }

    /** What follows a deploy. */
    record Ends(Question question, Standby standby, ContainerEngine containers) {}

    void deploy(Act act, Supplier<Instant> now) throws InterruptedException {
        Deployment begun = ledger.get(act.id);
        sampling.begin(begun.old(), act.oldAtStart);
        // Rates count from here, and are read again when the old workers are about to yield.
        sampling.note(begun);
        run(act, () -> forward.run(act), now);
        LOG.info(
                "Deployment {}: docker was started {} times for it, preflight included",
                act.id,
                containers.programs() - act.programsBefore);
    }

    /** The rest of a deploy that was interrupted past its commit point: its web must run, then the steps that are not done yet. */
    void goOn(Act act, Supplier<Instant> now) throws InterruptedException {
        Deployment interrupted = ledger.get(act.id);
        sampling.lookAgain(interrupted);
        run(
                act,
                () -> {
                    Optional<String> problem = standby.startOrSay(act, interrupted.next());
                    if (problem.isPresent()) {
                        throw new StepFailure(interrupted.next().color() + " does not come up again: " + problem.get());
                    }
                    forward.run(act);
                },
                now);
    }

    private void run(Act act, Acts.Work work, Supplier<Instant> now) throws InterruptedException {
        try {
            work.run();
        } catch (InterruptedException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
            if (act.leaving() && ledger.get(act.id).committed()) {
                LOG.info("Deployment {}: left at the shutdown, the next start goes on: {}", act.id, e.getMessage());
                return;
            }
            boolean interrupted = Thread.interrupted() || e instanceof InterruptedException;
            takeBack(act, e, now.get());
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return;
        }
        if (ledger.get(act.id).old().isPresent()) {
            question.ask(act.app, act.id, Optional.of(act));
            if (act.cancellation.requested() && !act.leaving()) {
                backward.rollBack(act, act.cancelledBy, "cancelled by " + act.cancelledBy.name());
            }
        } else {
            ledger.record(act.id, new DeploymentEvent.Completed(now.get()));
        }
    }

    private void takeBack(Act act, Throwable e, Instant at) throws InterruptedException {
        Deployment now = ledger.get(act.id);
        String text = words(act, e);
        Step step = stepUnderWay(now);
        LOG.warn("Deployment {} failed at {}: {}", act.id, step.word(), text, unexpected(e) ? e : null);
        if (step != Step.PREFLIGHT) {
            List<String> tail = e instanceof StepFailure failure ? failure.logTail() : List.of();
            ledger.recordIfPossible(act.id, new DeploymentEvent.StepFailed(at, step, text, tail));
        }
        Actor actor = act.cancellation.requested() ? act.cancelledBy : Actor.KAWASEMI;
        if (now.committed()) {
            backward.rollBack(act, actor, text);
        } else {
            backward.abort(act, actor, text);
        }
    }

    /** None where the failure is between two steps. */
    private static Step stepUnderWay(Deployment now) {
        Step last = now.stepUnderWay();
        return now.isDone(last) ? Step.PREFLIGHT : last;
    }

    private static String words(Act act, Throwable e) {
        boolean cancelled = act.cancellation.requested();
        if (cancelled || e instanceof CancelledException) {
            return "cancelled by " + act.cancelledBy.name();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static boolean unexpected(Throwable e) {
        return !(e instanceof StepFailure) && !(e instanceof CancelledException) && !(e instanceof Leaving);
    }
}
