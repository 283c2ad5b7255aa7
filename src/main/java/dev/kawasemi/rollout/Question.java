package dev.kawasemi.rollout;

import dev.kawasemi.container.EngineUnreachableException;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.deployment.Evidence;
import dev.kawasemi.deployment.Side;
import dev.kawasemi.deployment.Stack;
import dev.kawasemi.deployment.StandbyNote;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.deployment.StepState;
import dev.kawasemi.deployment.Undo;
import dev.kawasemi.deployment.Yielding;
import dev.kawasemi.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks whether the old colour may go, with the numbers under the question. */
final class Question {
    private static final Logger LOG = LoggerFactory.getLogger(Question.class);

    private final Queues queues;
    private final Ledger ledger;
    private final Sampling sampling;
    private final TimeSource time;

    Question(Parts parts, Ledger ledger, Sampling sampling) {
        this.queues = new Queues(parts);
        this.time = parts.time();
        this.ledger = ledger;
        this.sampling = sampling;
    }

    /** @param act of the deploy that just ended; empty when the question is asked anew */
    void ask(AppSettings app, DeploymentId id, Optional<Act> act) throws InterruptedException {
        Deployment now = ledger.get(id);
        Stack old = now.old().map(Side::stack).orElseThrow();
        OptionalLong queue = counted(app, now, old);
        Evidence evidence = act.map(ended -> fresh(ended, now, queue)).orElseGet(() -> again(now, queue));
        ledger.record(id, new DeploymentEvent.QuestionAsked(time.now(), now.generation() + 1, evidence));
    }

    /** The numbers for a reminder: what was measured, with the queue as it is now. */
    Evidence again(AppSettings app, Deployment now) throws InterruptedException {
        return again(now, counted(app, now, now.old().map(Side::stack).orElseThrow()));
    }

    private Evidence fresh(Act act, Deployment now, OptionalLong queue) {
        int probes = act.watch
                .map(Watch::probes)
                .orElseGet(() ->
                        act.verifyVerdict.map(verdict -> verdict.requests()).orElse(0));
        int good = act.watch.map(Watch::good).orElse(probes);
        OptionalLong median = act.gateVerdict
                .map(verdict -> OptionalLong.of(verdict.median().toMillis()))
                .orElse(OptionalLong.empty());
        OptionalLong memory =
                now.old().map(side -> sampling.memory(side.stack().color())).orElse(OptionalLong.empty());
        return new Evidence(
                probes,
                good,
                median,
                memory,
                sampling.comparison().cpuPercent(),
                sampling.comparison().memory(),
                workersDown(now, act.workersUpAt),
                down(now, act.schedulersUpAt),
                queue);
    }

    private static Evidence again(Deployment now, OptionalLong queue) {
        boolean cold = now.standbyNote()
                .filter(note -> note.state() != StandbyNote.State.WARM && note.state() != StandbyNote.State.SICK)
                .isPresent();
        return now.evidence()
                .map(old -> new Evidence(
                        old.probes(),
                        old.probesOk(),
                        old.medianMillis(),
                        cold ? OptionalLong.empty() : old.standbyMemory(),
                        old.cpuChangePercent(),
                        old.memoryChange(),
                        old.workersDownMillis(),
                        old.schedulersDownMillis(),
                        queue))
                .orElse(new Evidence(
                        0,
                        0,
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalDouble.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        queue));
    }

    /** Slowed ones are at work until the new ones are about to start. */
    private static OptionalLong workersDown(Deployment now, Optional<Instant> up) {
        StepState workers = now.steps().get(Step.WORKERS);
        boolean slowed = Quiescence.of(now)
                .filter(undo -> undo.yielding() == Yielding.LOWER_CPU)
                .isPresent();
        return slowed && workers != null
                ? OptionalLong.of(Duration.between(
                                workers.startedAt(), up.orElse(workers.endedAt().orElse(workers.startedAt())))
                        .toMillis())
                : down(now, up);
    }

    /** From the moment the old ones were asked to stop until the new ones ran; after a restart in between, until that step's end. */
    private static OptionalLong down(Deployment now, Optional<Instant> up) {
        StepState quiesce = now.steps().get(Step.QUIESCE);
        StepState workers = now.steps().get(Step.WORKERS);
        if (quiesce == null || workers == null) {
            return OptionalLong.empty();
        }
        if (quiesce.undo() instanceof Undo.Restore restore
                && restore.containers().isEmpty()) {
            return OptionalLong.empty();
        }
        Instant end = up.orElse(workers.endedAt().orElse(workers.startedAt()));
        return OptionalLong.of(Duration.between(quiesce.startedAt(), end).toMillis());
    }

    /** A queue that does not run keeps its last count; one that cannot be read has none. */
    private OptionalLong counted(AppSettings app, Deployment now, Stack old) throws InterruptedException {
        try {
            QueueLook look = queues.look(app, old);
            return look.state() == QueueLook.State.SILENT ? Queues.lastCount(now, old) : look.counted();
        } catch (EngineUnreachableException e) {
            LOG.warn("The queue of {} could not be read: {}", old.project(), e.getMessage());
            return OptionalLong.empty();
        }
    }
}
