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
            return "Prepared " + Wording.newVersion(d) + took(d, Step.PREPARE, " in ") + "." + sameOrMoved(d);
        }
    },
    YIELDED("m-quiesce") {
        @Override
        Optional<Instant> at(Deployment d) {
            return d.old().flatMap(old -> Wording.endOf(d, Step.QUIESCE)).filter(end -> d.isDone(Step.QUIESCE));
        }

        @Override
        String text(Deployment d, Wording wording) {
            return Wording.oldColor(d) + "'s workers yielded" + took(d, Step.QUIESCE, " in ") + note(d, Step.QUIESCE);
        }
    },
    HEALTHY("m-healthy") {
        @Override
        Optional<Instant> at(Deployment d) {
            return Wording.endOf(d, Step.HEALTH_GATE).filter(end -> d.isDone(Step.HEALTH_GATE));
        }

        @Override
        String text(Deployment d, Wording wording) {
            return Wording.newColor(d) + " is healthy" + took(d, Step.HEALTH_GATE, " after ")
                    + note(d, Step.HEALTH_GATE);
        }
    },
    SWITCHED("m-switched") {
        @Override
        Optional<Instant> at(Deployment d) {
            return Wording.endOf(d, Step.VERIFY).filter(end -> d.isDone(Step.VERIFY));
        }

        @Override
        String text(Deployment d, Wording wording) {
            String since = at(d).map(end -> " since " + wording.second(end)).orElse("");
            return "Traffic is on " + Wording.newColor(d) + since + note(d, Step.VERIFY);
        }
    },
    WORKERS("m-workers") {
        @Override
        Optional<Instant> at(Deployment d) {
            return Wording.endOf(d, Step.WORKERS).filter(end -> d.isDone(Step.WORKERS));
        }

        @Override
        String text(Deployment d, Wording wording) {
            return Wording.newColor(d) + "'s workers started" + took(d, Step.WORKERS, " in ") + note(d, Step.WORKERS);
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
            return Wording.oldColor(d) + "'s queue: " + plainNote(d, Step.DRAIN) + took(d, Step.DRAIN, " after ") + "."
                    + QueueText.cut(d.drained()
                            .filter(done -> !done.stack().equals(d.next()))
                            .map(Drained::cut)
                            .orElse(List.of()));
        }
    },
    WATCHED("m-watched") {
        @Override
        Optional<Instant> at(Deployment d) {
            return Wording.endOf(d, Step.WATCH).filter(end -> d.isDone(Step.WATCH));
        }

        @Override
        String text(Deployment d, Wording wording) {
            return "Watched " + Wording.newColor(d) + took(d, Step.WATCH, " for ") + note(d, Step.WATCH);
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
            String at = " at " + wording.decidedAt(d);
            String why = ": " + Wording.reason(d) + ".";
            return switch (d.phase()) {
                case ROLLING_BACK -> by + " rolls back to " + Wording.oldColor(d) + at + why;
                case REVIVING -> by + " took the approval back" + at + ".";
                case UNDOING -> by + " undoes it" + why;
                default -> by + " approved" + at + ".";
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
            return Wording.oldSide(d) + " removed at " + wording.second(d.changedAt()) + ".";
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

    private static String took(Deployment d, Step step, String word) {
        return Wording.took(d, step).map(time -> word + Wording.took(time)).orElse("");
    }

    private static String plainNote(Deployment d, Step step) {
        return Optional.ofNullable(d.steps().get(step))
                .map(state -> Escape.text(state.note(), 200))
                .orElse("");
    }

    /** What the engine noted, after a colon, and the full stop. */
    private static String note(Deployment d, Step step) {
        String note = plainNote(d, step);
        if (note.isEmpty()) {
            return ".";
        }
        return ": " + note + (note.endsWith(".") ? "" : ".");
    }

    private static String sameOrMoved(Deployment d) {
        Optional<Release> before = d.old().flatMap(Side::release);
        if (before.isEmpty() || d.release().isEmpty()) {
            return "";
        }
        if (before.get().sameImagesAs(d.release().get())) {
            return " Same image as " + Wording.oldColor(d) + "'s.";
        }
        return before.get().version().equals(d.version())
                ? " The tag moved: another image than " + Wording.oldColor(d) + "'s."
                : "";
    }
}
