package dev.kawasemi.deployment;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One run, as the fold of its events; never changed, {@link #apply} makes the next one.
 *
 * @param old the colour that served before; empty for a first deploy
 * @param release known once prepared (or from the start, when kept images are deployed anew)
 * @param generation of the question, 0 before the first
 * @param decidedBy who answered the last question or asked for the undo or roll back
 * @param failure why it is or was undone or rolled back; empty while all is well
 * @param undone the steps whose undo has been carried out in the present undo or roll back
 * @param retireProblem why the last try to retire did not succeed
 * @param trafficBack when a roll back had the traffic on the standby again
 * @param windowOpened when the undo window began to run
 * @param restart the newest time that Kawasemi was started again in the middle of it
 * @param draining the queue that is being worked off now, of either colour
 * @param drained how the queue that was worked off last was left
 * @param standbyNote what became of the standby; empty: nothing was noticed
 * @param windowLeft of the undo window, as last written
 * @param tasksGivenUp how many tasks may go with the old colour, by a person's word; {@link #UNKNOWN_TASKS}: as many as are there, where that is not known
 * @param asking of the newest question; empty before the first
 * @param reason why it was asked for, as typed; empty: none was given
 * @param bypassedBy who approved past the rule that somebody else than the asker must ({@link FourEyes}); empty: nobody did
 * @param repaired the colour that a person made active by a repair, which ended it; empty: none did
 */
public record Deployment(
        DeploymentId id,
        AppName app,
        Optional<Side> old,
        Stack next,
        Version version,
        Optional<Release> release,
        Actor actor,
        Phase phase,
        Map<Step, StepState> steps,
        Set<Step> undone,
        int generation,
        Optional<Evidence> evidence,
        Optional<Actor> decidedBy,
        Optional<Instant> decidedAt,
        Optional<String> failure,
        Optional<String> retireProblem,
        List<String> logTail,
        Optional<Instant> trafficBack,
        Optional<Instant> windowOpened,
        Duration undoWindow,
        List<ContainerRef> standby,
        Optional<Duration> workersDown,
        boolean failedColorRemoved,
        Optional<Restart> restart,
        Optional<Draining> draining,
        Optional<Drained> drained,
        Optional<StandbyNote> standbyNote,
        Duration windowLeft,
        long tasksGivenUp,
        Optional<Color> repaired,
        Optional<Asking> asking,
        String reason,
        Optional<Actor> bypassedBy,
        Instant startedAt,
        Instant changedAt) {
    /** Stands for tasks that a person gives up without a number, because it is not known. */
    public static final long UNKNOWN_TASKS = -1;

    public Deployment {
        steps = Collections.unmodifiableMap(copy(steps));
        undone = Set.copyOf(undone);
        logTail = List.copyOf(logTail);
        standby = List.copyOf(standby);
    }

    private static Map<Step, StepState> copy(Map<Step, StepState> steps) {
        Map<Step, StepState> copy = new EnumMap<>(Step.class);
        copy.putAll(steps);
        return copy;
    }

    /** The first moment of a deployment. */
    public static Deployment begin(DeploymentEvent.Accepted accepted) {
        return new Deployment(
                accepted.id(),
                accepted.app(),
                accepted.old(),
                accepted.next(),
                accepted.version(),
                accepted.kept(),
                accepted.actor(),
                Phase.RUNNING,
                Map.of(),
                Set.of(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Duration.ZERO,
                List.of(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Duration.ZERO,
                0,
                Optional.empty(),
                Optional.empty(),
                // Journals of before have none.
                Objects.requireNonNullElse(accepted.reason(), ""),
                Optional.empty(),
                accepted.at(),
                accepted.at());
    }

    /**
     * The deployment after this event.
     *
     * @throws IllegalMoveException when the event does not fit the phase
     */
    public Deployment apply(DeploymentEvent event) {
        if (!event.allowedIn().contains(phase)) {
            throw new IllegalMoveException(this, event);
        }
        Draft draft = new Draft(this);
        event.applyTo(draft);
        return draft.done(event.at());
    }

    /** All events of one deployment in order, the first being {@link DeploymentEvent.Accepted}. */
    public static Deployment of(List<DeploymentEvent> events) {
        Deployment deployment = begin((DeploymentEvent.Accepted) events.get(0));
        for (DeploymentEvent event : events.subList(1, events.size())) {
            deployment = deployment.apply(event);
        }
        return deployment;
    }

    /** Whether verify's success is in the journal: from then on it is finished or rolled back, not undone. */
    public boolean committed() {
        return isDone(Step.VERIFY);
    }

    public boolean isDone(Step step) {
        StepState state = steps.get(step);
        return state != null && state.status() == StepState.Status.DONE;
    }

    /** The last step that was started and has not ended; else the last that was started at all. */
    public Step stepUnderWay() {
        Step last = Step.PREFLIGHT;
        Step open = Step.PREFLIGHT;
        for (Map.Entry<Step, StepState> entry : steps.entrySet()) {
            last = entry.getKey();
            open = entry.getValue().endedAt().isEmpty() ? entry.getKey() : open;
        }
        return open == Step.PREFLIGHT ? last : open;
    }

    public boolean ended() {
        return phase.ended();
    }

    /** The colour that serves now by this deployment's own account; empty: none (a first deploy that has not switched). */
    public Optional<Side> serving() {
        boolean nextServes = committed() && phase != Phase.ROLLED_BACK && phase != Phase.ABORTED;
        return nextServes ? Optional.of(new Side(next, release)) : old;
    }

    /** The colour that failed and is kept, stopped, for its logs; empty where none is. */
    public Optional<Stack> failedColor() {
        boolean failed = phase == Phase.ABORTED || phase == Phase.ROLLED_BACK;
        return failed && !failedColorRemoved && steps.containsKey(Step.START) ? Optional.of(next) : Optional.empty();
    }

    /** Whether visitors may have met the new colour: then its queue counts. */
    public boolean nextHadTraffic() {
        return steps.containsKey(Step.SWITCH);
    }

    public String fromText() {
        return old.map(Side::versionText).orElse("nothing");
    }
}
