package dev.kawasemi.chat;

import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Evidence;
import dev.kawasemi.deployment.StandbyNote;
import dev.kawasemi.deployment.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The question in the channel, and what stands in its place once it is decided. */
final class QuestionText {
    /** How much a lock screen shows of the first line. */
    private static final int LOCK_SCREEN = 80;
    /** What {@code @role} before the line takes of it, at a guess: the name is the guild's. */
    private static final int MENTION_ROOM = 8;

    private QuestionText() {}

    /** The slot of the question with the deployment's present generation, as it should look now. */
    static ChatMessage of(Deployment d, Wording wording) {
        return switch (d.phase()) {
            case AWAITING_APPROVAL -> open(d, wording);
            case UNDO_WINDOW -> ChatMessage.silent(decided(d, wording), Buttons.undo(d));
            default -> ChatMessage.silent(decided(d, wording));
        };
    }

    /** An older generation's copy: one question is live at a time. */
    static ChatMessage superseded(Deployment d, Wording wording) {
        return ChatMessage.silent(wording.numbered(d) + ": this question was asked anew below.");
    }

    private static ChatMessage open(Deployment d, Wording wording) {
        List<String> lines = new ArrayList<>();
        d.retireProblem().ifPresent(problem -> lines.add(stayed(d, problem, wording)));
        if (QueueText.oldDrains(d)) {
            lines.add(Wording.oldColor(d) + "'s workers work its queue off now; after that it is asked anew.");
        }
        d.standbyNote().ifPresent(note -> lines.add(standby(d, note, wording)));
        lines.addAll(ReminderText.lines(d, wording));
        lines.add(where(d, wording));
        d.evidence().ifPresent(evidence -> lines.add(numbers(d, evidence)));
        String text = wording.roleMentions() + firstLine(d, wording) + "\n" + String.join("\n", lines);
        return new ChatMessage(
                Escape.fit(text),
                List.of(Buttons.remove(d), Buttons.rollBack(d), Buttons.keep(d), Buttons.evidence()),
                wording.pingRoles(),
                Set.of(),
                false);
    }

    /** The probes and CPU stand before the question where the lock screen has room for both, else after it. */
    private static String firstLine(Deployment d, Wording wording) {
        String subject = wording.subject(d) + " is healthy";
        String ask = "Remove old " + Wording.oldSide(d) + "?";
        String facts = d.evidence().map(QuestionText::facts).orElse("");
        String frees = d.evidence()
                .filter(evidence -> evidence.standbyMemory().isPresent())
                .map(evidence ->
                        " Frees " + Wording.bytes(evidence.standbyMemory().getAsLong()) + ".")
                .orElse("");
        if (facts.isEmpty()) {
            return subject + ". " + ask + frees;
        }
        String best = subject + ": " + facts + ". " + ask;
        boolean fits = best.length() - Wording.oldVersion(d).length() + MENTION_ROOM <= LOCK_SCREEN;
        return fits ? best + frees : subject + ". " + ask + frees + " " + facts + ".";
    }

    private static String facts(Evidence evidence) {
        List<String> facts = new ArrayList<>();
        if (evidence.probes() > 0) {
            facts.add(evidence.probesOk() + " of " + evidence.probes() + " probes");
        }
        evidence.cpuChangePercent().ifPresent(change -> facts.add("CPU " + signed(change)));
        return String.join(", ", facts);
    }

    private static String signed(double percent) {
        return (Math.round(percent) < 0 ? "" : "+") + Wording.percent(percent);
    }

    /** What a roll back would meet. */
    static String standby(Deployment d, StandbyNote note, Wording wording) {
        String old = Wording.oldColor(d);
        String since = " since " + wording.minute(note.at()) + " (" + Escape.text(note.text(), 200) + ")";
        return switch (note.state()) {
            case WARM -> old + " answers again since " + wording.minute(note.at()) + ".";
            case COLD -> old + " is stopped" + since + "; rolling back starts it first.";
            case SICK -> old + " does not answer as it should" + since + "; rolling back may not help.";
            case GONE -> old + " is gone" + since + "; rolling back deploys the release before anew.";
        };
    }

    private static String where(Deployment d, Wording wording) {
        String since = Wording.endOf(d, Step.VERIFY)
                .map(at -> " since " + wording.minute(at))
                .orElse("");
        String back = Wording.rollBackTime(d)
                .map(time -> " Rolling back takes " + time + " while " + Wording.oldColor(d) + " is kept.")
                .orElse("");
        return "Traffic is on " + Wording.newColor(d) + since + "." + back + " Asked for by " + Wording.name(d.actor())
                + ".";
    }

    /** With the time of the try: what it met may have changed since. */
    private static String stayed(Deployment d, String problem, Wording wording) {
        String at = d.decidedAt()
                .map(when -> " (tried at " + wording.minute(when) + ")")
                .orElse("");
        return "It stayed: " + Escape.text(problem, 300) + at + ".";
    }

    private static String numbers(Deployment d, Evidence evidence) {
        List<String> parts = new ArrayList<>();
        evidence.medianMillis().ifPresent(millis -> parts.add(millis + " ms at the median"));
        evidence.memoryChange().ifPresent(change -> parts.add("memory " + Wording.bytesChanged(change)));
        paused(evidence).ifPresent(parts::add);
        parts.add(queue(d, evidence));
        return String.join("; ", parts) + ".";
    }

    private static Optional<String> paused(Evidence evidence) {
        OptionalLong workers = evidence.workersDownMillis();
        OptionalLong scheduler = evidence.schedulersDownMillis();
        if (workers.isEmpty()) {
            return scheduler.isPresent()
                    ? Optional.of("scheduler paused " + took(scheduler.getAsLong()))
                    : Optional.empty();
        }
        String both = "workers paused " + took(workers.getAsLong());
        return Optional.of(scheduler.isPresent() ? both + ", scheduler " + took(scheduler.getAsLong()) : both);
    }

    private static String took(long millis) {
        return Wording.took(Duration.ofMillis(millis));
    }

    private static String queue(Deployment d, Evidence evidence) {
        if (evidence.oldQueue().isEmpty()) {
            return "old queue not measured";
        }
        long waiting = evidence.oldQueue().getAsLong();
        return waiting == 0 ? "old queue empty" : Answers.tasks(waiting) + " in " + Wording.oldColor(d) + "'s queue";
    }

    private static String decided(Deployment d, Wording wording) {
        String old = Wording.oldColor(d);
        String by = Wording.decider(d);
        String approved = by + " approved at " + wording.decidedAt(d) + ". " + old;
        if (d.repaired().isPresent()) {
            return wording.numbered(d) + ": ended by a repair at " + wording.decidedAt(d) + ", see below.";
        }
        return wording.numbered(d) + ": "
                + switch (d.phase()) {
                    case RETIRING -> approved + " is being stopped.";
                    case UNDO_WINDOW -> approved + " is stopped, it goes at " + wording.minute(windowEnd(d)) + ".";
                    case REMOVING -> approved + " is being removed.";
                    case COMPLETED -> Outcomes.doneText(d, wording);
                    case REVIVING ->
                        by + " took the approval back at " + wording.decidedAt(d) + ". " + old
                                + " is starting again, then it is asked anew.";
                    case ROLLING_BACK ->
                        by + " chose to roll back at " + wording.decidedAt(d) + ". " + old + " is taking over.";
                    case ROLLED_BACK ->
                        by + " rolled back at " + wording.decidedAt(d) + ". " + Wording.oldSide(d) + " serves.";
                    case STUCK -> "a person is needed, see below.";
                    case AWAITING_APPROVAL, RUNNING, UNDOING, ABORTED -> "nothing is asked now.";
                };
    }

    private static Instant windowEnd(Deployment d) {
        return d.windowOpened().orElse(d.changedAt()).plus(d.undoWindow());
    }
}
