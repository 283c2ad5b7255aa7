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
            case UNDO_WINDOW -> ChatMessage.silent(decided(d, wording), Buttons.undo(d, wording));
            default -> ChatMessage.silent(decided(d, wording));
        };
    }

    /** An older generation's copy: one question is live at a time. */
    static ChatMessage superseded(Deployment d, Wording wording) {
        return ChatMessage.silent(wording.numbered(d) + ": " + wording.say(QuestionPhrase.SUPERSEDED));
    }

    private static ChatMessage open(Deployment d, Wording wording) {
        List<String> lines = new ArrayList<>();
        d.retireProblem().ifPresent(problem -> lines.add(stayed(d, problem, wording)));
        if (QueueText.oldDrains(d)) {
            lines.add(wording.say(QuestionPhrase.DRAINING, Wording.oldColor(d)));
        }
        d.standbyNote().ifPresent(note -> lines.add(standby(d, note, wording)));
        lines.addAll(ReminderText.lines(d, wording));
        lines.add(where(d, wording));
        d.evidence().ifPresent(evidence -> lines.add(numbers(d, evidence, wording)));
        String text = wording.roleMentions() + firstLine(d, wording) + "\n" + String.join("\n", lines);
        return new ChatMessage(
                Escape.fit(text),
                List.of(
                        Buttons.remove(d, wording),
                        Buttons.rollBack(d, wording),
                        Buttons.keep(d, wording),
                        Buttons.evidence(wording)),
                wording.pingRoles(),
                Set.of(),
                false);
    }

    /** The probes and CPU stand before the question where the lock screen has room for both, else after it. */
    private static String firstLine(Deployment d, Wording wording) {
        String subject = wording.subject(d);
        String ask = wording.say(QuestionPhrase.ASK, wording.oldSide(d));
        String facts = d.evidence().map(evidence -> facts(evidence, wording)).orElse("");
        String frees = d.evidence()
                .filter(evidence -> evidence.standbyMemory().isPresent())
                .map(evidence -> wording.say(
                        QuestionPhrase.FREES,
                        Wording.bytes(evidence.standbyMemory().getAsLong())))
                .orElse("");
        if (facts.isEmpty()) {
            return wording.say(QuestionPhrase.HEALTHY, subject, ask, frees);
        }
        String best = wording.say(QuestionPhrase.HEALTHY_WITH_FACTS, subject, facts, ask, "");
        boolean fits = best.length() - wording.oldVersion(d).length() + MENTION_ROOM <= LOCK_SCREEN;
        return fits
                ? wording.say(QuestionPhrase.HEALTHY_WITH_FACTS, subject, facts, ask, frees)
                : wording.say(QuestionPhrase.HEALTHY_FACTS_AFTER, subject, ask, frees, facts);
    }

    private static String facts(Evidence evidence, Wording wording) {
        List<String> facts = new ArrayList<>();
        if (evidence.probes() > 0) {
            facts.add(wording.say(QuestionPhrase.PROBES, evidence.probesOk(), evidence.probes()));
        }
        evidence.cpuChangePercent().ifPresent(change -> facts.add(wording.say(QuestionPhrase.CPU, signed(change))));
        return String.join(", ", facts);
    }

    private static String signed(double percent) {
        return (Math.round(percent) < 0 ? "" : "+") + Wording.percent(percent);
    }

    /** What a roll back would meet. */
    static String standby(Deployment d, StandbyNote note, Wording wording) {
        String old = Wording.oldColor(d);
        String since = wording.minute(note.at());
        String why = Escape.text(note.text(), 200);
        return switch (note.state()) {
            case WARM -> wording.say(QuestionPhrase.STANDBY_WARM, old, since);
            case COLD -> wording.say(QuestionPhrase.STANDBY_COLD, old, since, why);
            case SICK -> wording.say(QuestionPhrase.STANDBY_SICK, old, since, why);
            case GONE -> wording.say(QuestionPhrase.STANDBY_GONE, old, since, why);
        };
    }

    private static String where(Deployment d, Wording wording) {
        String since = Wording.endOf(d, Step.VERIFY)
                .map(at -> wording.say(CommonPhrase.SINCE, wording.minute(at)))
                .orElse("");
        String back = wording.rollBackTime(d)
                .map(time -> wording.say(QuestionPhrase.BACK, time, Wording.oldColor(d)))
                .orElse("");
        return wording.say(
                QuestionPhrase.WHERE,
                Wording.newColor(d),
                since,
                back,
                Wording.name(d.actor()) + Wording.reasonGiven(d));
    }

    /** With the time of the try: what it met may have changed since. */
    private static String stayed(Deployment d, String problem, Wording wording) {
        String at = d.decidedAt()
                .map(when -> wording.say(QuestionPhrase.TRIED, wording.minute(when)))
                .orElse("");
        return wording.say(QuestionPhrase.STAYED, Escape.text(problem, 300), at);
    }

    private static String numbers(Deployment d, Evidence evidence, Wording wording) {
        List<String> parts = new ArrayList<>();
        evidence.medianMillis().ifPresent(millis -> parts.add(wording.say(QuestionPhrase.MEDIAN, millis)));
        evidence.memoryChange()
                .ifPresent(change -> parts.add(wording.say(QuestionPhrase.MEMORY, Wording.bytesChanged(change))));
        paused(evidence, wording).ifPresent(parts::add);
        parts.add(queue(d, evidence, wording));
        return wording.say(CommonPhrase.SENTENCE, String.join("; ", parts));
    }

    private static Optional<String> paused(Evidence evidence, Wording wording) {
        Optional<String> workers = took(evidence.workersDownMillis(), wording);
        Optional<String> scheduler = took(evidence.schedulersDownMillis(), wording);
        if (workers.isEmpty()) {
            return scheduler.map(time -> wording.say(QuestionPhrase.SCHEDULER_PAUSED, time));
        }
        return Optional.of(
                scheduler.isPresent()
                        ? wording.say(QuestionPhrase.BOTH_PAUSED, workers.get(), scheduler.get())
                        : wording.say(QuestionPhrase.WORKERS_PAUSED, workers.get()));
    }

    private static Optional<String> took(OptionalLong millis, Wording wording) {
        return millis.isPresent() ? Optional.of(wording.took(Duration.ofMillis(millis.getAsLong()))) : Optional.empty();
    }

    private static String queue(Deployment d, Evidence evidence, Wording wording) {
        if (evidence.oldQueue().isEmpty()) {
            return wording.say(QuestionPhrase.QUEUE_NOT_MEASURED);
        }
        long waiting = evidence.oldQueue().getAsLong();
        return waiting == 0
                ? wording.say(QuestionPhrase.QUEUE_EMPTY)
                : wording.say(QuestionPhrase.QUEUE, wording.tasks(waiting), Wording.oldColor(d));
    }

    private static String decided(Deployment d, Wording wording) {
        String old = Wording.oldColor(d);
        String by = Wording.decider(d) + FourEyesText.bypass(d, wording);
        String at = wording.decidedAt(d);
        if (d.repaired().isPresent()) {
            return wording.numbered(d) + ": " + wording.say(QuestionPhrase.REPAIRED, at);
        }
        return wording.numbered(d) + ": "
                + switch (d.phase()) {
                    case RETIRING -> wording.say(QuestionPhrase.RETIRING, by, at, old);
                    case UNDO_WINDOW ->
                        wording.say(QuestionPhrase.UNDO_WINDOW, by, at, old, wording.minute(windowEnd(d)));
                    case REMOVING -> wording.say(QuestionPhrase.REMOVING, by, at, old);
                    case COMPLETED -> Outcomes.doneText(d, wording);
                    case REVIVING -> wording.say(QuestionPhrase.REVIVING, by, at, old);
                    case ROLLING_BACK -> wording.say(QuestionPhrase.ROLLING_BACK, by, at, old);
                    case ROLLED_BACK -> wording.say(QuestionPhrase.ROLLED_BACK, by, at, wording.oldSide(d));
                    case STUCK -> wording.say(QuestionPhrase.STUCK);
                    case AWAITING_APPROVAL, RUNNING, UNDOING, ABORTED -> wording.say(QuestionPhrase.NOTHING_ASKED);
                };
    }

    private static Instant windowEnd(Deployment d) {
        return d.windowOpened().orElse(d.changedAt()).plus(d.undoWindow());
    }
}
