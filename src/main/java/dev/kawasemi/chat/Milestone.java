package dev.kawasemi.chat;

import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Drained;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.deployment.Release;
import dev.kawasemi.deployment.Side;
import dev.kawasemi.deployment.Step;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The short lines of the thread, the record to scroll back to. At most nine per deployment. */
enum Milestone {
    PREPARED("m-prepare") {
        @Override
        Optional<Instant> at(Deployment d) {
            return Wording.endOf(d, Step.PREPARE).filter(end -> d.isDone(Step.PREPARE));
        }

        @Override
        String text(Deployment d, Wording wording) {
            return wording.say(
                    MilestonePhrase.PREPARED,
                    Wording.newVersion(d),
                    took(d, Step.PREPARE, CommonPhrase.WITHIN, wording),
                    sameOrMoved(d, wording));
        }
    },
    YIELDED("m-quiesce") {
        @Override
        Optional<Instant> at(Deployment d) {
            return d.old().flatMap(old -> Wording.endOf(d, Step.QUIESCE)).filter(end -> d.isDone(Step.QUIESCE));
        }

        @Override
        String text(Deployment d, Wording wording) {
            String took = took(d, Step.QUIESCE, CommonPhrase.WITHIN, wording);
            return noted(wording.say(MilestonePhrase.YIELDED, Wording.oldColor(d), took), d, Step.QUIESCE, wording);
        }
    },
    HEALTHY("m-healthy") {
        @Override
        Optional<Instant> at(Deployment d) {
            return Wording.endOf(d, Step.HEALTH_GATE).filter(end -> d.isDone(Step.HEALTH_GATE));
        }

        @Override
        String text(Deployment d, Wording wording) {
            String took = took(d, Step.HEALTH_GATE, CommonPhrase.AFTER, wording);
            return noted(wording.say(MilestonePhrase.HEALTHY, Wording.newColor(d), took), d, Step.HEALTH_GATE, wording);
        }
    },
    SWITCHED("m-switched") {
        @Override
        Optional<Instant> at(Deployment d) {
            return Wording.endOf(d, Step.VERIFY).filter(end -> d.isDone(Step.VERIFY));
        }

        @Override
        String text(Deployment d, Wording wording) {
            String since = at(d).map(end -> wording.say(CommonPhrase.SINCE, wording.second(end)))
                    .orElse("");
            return noted(wording.say(MilestonePhrase.SWITCHED, Wording.newColor(d), since), d, Step.VERIFY, wording);
        }
    },
    WORKERS("m-workers") {
        @Override
        Optional<Instant> at(Deployment d) {
            return Wording.endOf(d, Step.WORKERS).filter(end -> d.isDone(Step.WORKERS));
        }

        @Override
        String text(Deployment d, Wording wording) {
            String took = took(d, Step.WORKERS, CommonPhrase.WITHIN, wording);
            return noted(wording.say(MilestonePhrase.WORKERS, Wording.newColor(d), took), d, Step.WORKERS, wording);
        }
    },
    DRAINED("m-drained") {
        @Override
        Optional<Instant> at(Deployment d) {
            return Wording.endOf(d, Step.DRAIN)
                    .filter(end -> d.isDone(Step.DRAIN))
                    .filter(end -> !plainNote(d, Step.DRAIN).isEmpty());
        }

        @Override
        String text(Deployment d, Wording wording) {
            List<String> cut = d.drained()
                    .filter(done -> !done.stack().equals(d.next()))
                    .map(Drained::cut)
                    .orElse(List.of());
            return wording.say(
                            MilestonePhrase.DRAINED,
                            Wording.oldColor(d),
                            plainNote(d, Step.DRAIN),
                            took(d, Step.DRAIN, CommonPhrase.AFTER, wording))
                    + QueueText.cut(cut, wording);
        }
    },
    WATCHED("m-watched") {
        @Override
        Optional<Instant> at(Deployment d) {
            return Wording.endOf(d, Step.WATCH).filter(end -> d.isDone(Step.WATCH));
        }

        @Override
        String text(Deployment d, Wording wording) {
            String took = took(d, Step.WATCH, CommonPhrase.LASTING, wording);
            return noted(wording.say(MilestonePhrase.WATCHED, Wording.newColor(d), took), d, Step.WATCH, wording);
        }
    },
    DECIDED("m-decided") {
        @Override
        Optional<Instant> at(Deployment d) {
            return switch (d.phase()) {
                case RETIRING, ROLLING_BACK, REVIVING -> d.decidedAt();
                case UNDOING -> Optional.of(d.changedAt());
                case RUNNING, AWAITING_APPROVAL, UNDO_WINDOW, REMOVING, COMPLETED, ABORTED, ROLLED_BACK, STUCK ->
                    Optional.empty();
            };
        }

        @Override
        String text(Deployment d, Wording wording) {
            String by = Wording.decider(d);
            String at = wording.decidedAt(d);
            return switch (d.phase()) {
                case ROLLING_BACK ->
                    wording.say(MilestonePhrase.ROLLS_BACK, by, Wording.oldColor(d), at, wording.reason(d));
                case REVIVING -> wording.say(MilestonePhrase.TOOK_BACK, by, at);
                case UNDOING -> wording.say(MilestonePhrase.UNDOES, by, wording.reason(d));
                default -> wording.say(MilestonePhrase.APPROVED, by, at);
            };
        }
    },
    REMOVED("m-removed") {
        @Override
        Optional<Instant> at(Deployment d) {
            boolean removed = d.phase() == Phase.COMPLETED
                    && d.old().isPresent()
                    && d.repaired().isEmpty();
            return removed ? Optional.of(d.changedAt()) : Optional.empty();
        }

        @Override
        String text(Deployment d, Wording wording) {
            return wording.say(MilestonePhrase.REMOVED, wording.oldSide(d), wording.second(d.changedAt()));
        }
    };

    private final String slot;

    Milestone(String slot) {
        this.slot = slot;
    }

    /** When it was reached; empty: not yet. */
    abstract Optional<Instant> at(Deployment d);

    /** Asked only when it was reached. */
    abstract String text(Deployment d, Wording wording);

    Slot slot(Deployment d) {
        return new Slot(d.id(), slot, Slot.Place.THREAD, Slot.Kind.MILESTONE);
    }

    /** Whether the newest event is the one that reached it. */
    boolean reachedNow(Deployment d) {
        return at(d).filter(d.changedAt()::equals).isPresent();
    }

    ChatMessage message(Deployment d, Wording wording) {
        return ChatMessage.silent(Escape.fit(text(d, wording)));
    }

    private static String took(Deployment d, Step step, Phrase frame, Wording wording) {
        return Wording.took(d, step)
                .map(time -> wording.say(frame, wording.took(time)))
                .orElse("");
    }

    private static String plainNote(Deployment d, Step step) {
        return Optional.ofNullable(d.steps().get(step))
                .map(state -> Escape.text(state.note(), 200))
                .orElse("");
    }

    /** With what the engine noted after a colon, and the full stop. */
    private static String noted(String text, Deployment d, Step step, Wording wording) {
        String note = plainNote(d, step);
        if (note.isEmpty()) {
            return wording.say(CommonPhrase.SENTENCE, text);
        }
        String bare = note.endsWith(".") ? note.substring(0, note.length() - 1) : note;
        return wording.say(CommonPhrase.NOTED, text, bare);
    }

    private static String sameOrMoved(Deployment d, Wording wording) {
        Optional<Release> before = d.old().flatMap(Side::release);
        if (before.isEmpty() || d.release().isEmpty()) {
            return "";
        }
        if (before.get().sameImagesAs(d.release().get())) {
            return wording.say(MilestonePhrase.SAME_IMAGE, Wording.oldColor(d));
        }
        return before.get().version().equals(d.version())
                ? wording.say(MilestonePhrase.TAG_MOVED, Wording.oldColor(d))
                : "";
    }
}
