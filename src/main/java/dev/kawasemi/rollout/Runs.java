package dev.kawasemi.rollout;

import dev.kawasemi.container.CancelledException;
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

    private final Ledger ledger;
    private final Sampling sampling;
    private final Forward forward;
    private final Backward backward;
    private final Question question;

    Runs(Ledger ledger, Sampling sampling, Forward forward, Backward backward, Question question) {
        this.ledger = ledger;
        this.sampling = sampling;
        this.forward = forward;
        this.backward = backward;
        this.question = question;
    }

    void deploy(Act act, Supplier<Instant> now) throws InterruptedException {
        sampling.lookAgain(ledger.get(act.id));
        try {
            forward.run(act);
        } catch (InterruptedException | RuntimeException e) {
            boolean interrupted = Thread.interrupted() || e instanceof InterruptedException;
            takeBack(act, e, now.get());
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return;
        }
        if (ledger.get(act.id).old().isPresent()) {
            question.ask(act.app, act.id, Optional.of(act));
            if (act.cancellation.requested()) {
                backward.rollBack(act, act.cancelledBy, "cancelled by " + act.cancelledBy.name());
            }
        } else {
            ledger.record(act.id, new DeploymentEvent.Completed(now.get()));
        }
    }

    private void takeBack(Act act, Exception e, Instant at) throws InterruptedException {
        Deployment now = ledger.get(act.id);
        String text = words(act, e);
        Step step = Forward.stepUnderWay(now);
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

    private static String words(Act act, Exception e) {
        boolean cancelled = act.cancellation.requested();
        if (cancelled || e instanceof CancelledException) {
            return "cancelled by " + act.cancelledBy.name();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static boolean unexpected(Exception e) {
        return !(e instanceof StepFailure) && !(e instanceof CancelledException);
    }
}
