package dev.kawasemi.deployment;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A deployment while an event is written into it. Lives for one {@link Deployment#apply}; the fields are this package's own. */
public final class Draft {
    private final Deployment from;
    final Map<Step, StepState> steps = new EnumMap<>(Step.class);
    final Set<Step> undone = EnumSet.noneOf(Step.class);
    Optional<Release> release;
    Phase phase;
    int generation;
    Optional<Evidence> evidence;
    Optional<Actor> decidedBy;
    Optional<Instant> decidedAt;
    Optional<String> failure;
    Optional<String> retireProblem;
    List<String> logTail;
    Optional<Instant> trafficBack;
    Optional<Instant> windowOpened;
    Duration undoWindow;
    List<ContainerRef> standby;
    Optional<Duration> workersDown;
    boolean failedColorRemoved;
    Optional<Restart> restart;
    Optional<Draining> draining;
    Optional<Drained> drained;
    Optional<StandbyNote> standbyNote;
    Duration windowLeft;
    long tasksGivenUp;
    Optional<Color> repaired;
    Optional<Asking> asking;
    Optional<Actor> bypassedBy;
    /** Whether the event changes nothing of how or when it went. */
    boolean aside;

    Draft(Deployment from) {
        this.from = from;
        steps.putAll(from.steps());
        undone.addAll(from.undone());
        release = from.release();
        phase = from.phase();
        generation = from.generation();
        evidence = from.evidence();
        decidedBy = from.decidedBy();
        decidedAt = from.decidedAt();
        failure = from.failure();
        retireProblem = from.retireProblem();
        logTail = from.logTail();
        trafficBack = from.trafficBack();
        windowOpened = from.windowOpened();
        undoWindow = from.undoWindow();
        standby = from.standby();
        workersDown = from.workersDown();
        failedColorRemoved = from.failedColorRemoved();
        restart = from.restart();
        draining = from.draining();
        drained = from.drained();
        standbyNote = from.standbyNote();
        windowLeft = from.windowLeft();
        tasksGivenUp = from.tasksGivenUp();
        repaired = from.repaired();
        asking = from.asking();
        bypassedBy = from.bypassedBy();
    }

    void endStep(Step step, StepState.Status status, Instant at, String note) {
        StepState started = steps.get(step);
        Undo undo = started == null ? new Undo.Nothing() : started.undo();
        Instant since = started == null ? at : started.startedAt();
        steps.put(step, new StepState(status, since, Optional.of(at), note, undo));
    }

    Stack next() {
        return from.next();
    }

    boolean committed() {
        return from.committed();
    }

    /** The last step that was started and has not ended, else the last that was started. */
    Step stepUnderWay() {
        return from.stepUnderWay();
    }

    void failRetire(Instant at, String text) {
        if (steps.containsKey(Step.RETIRE)) {
            endStep(Step.RETIRE, StepState.Status.FAILED, at, text);
        }
    }

    Deployment done(Instant at) {
        return new Deployment(
                from.id(),
                from.app(),
                from.old(),
                from.next(),
                from.version(),
                release,
                from.actor(),
                phase,
                steps,
                undone,
                generation,
                evidence,
                decidedBy,
                decidedAt,
                failure,
                retireProblem,
                logTail,
                trafficBack,
                windowOpened,
                undoWindow,
                standby,
                workersDown,
                failedColorRemoved,
                restart,
                draining,
                drained,
                standbyNote,
                windowLeft,
                tasksGivenUp,
                repaired,
                asking,
                from.reason(),
                bypassedBy,
                from.startedAt(),
                aside ? from.changedAt() : at);
    }
}
