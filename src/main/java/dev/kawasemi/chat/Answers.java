package dev.kawasemi.chat;

import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.rollout.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The texts for the one person who asked. */
final class Answers {
    private static final int REASON_LENGTH = 400;

    private Answers() {}

    static String fault(Wording wording) {
        return wording.say(AnswerPhrase.FAULT);
    }

    static String checking(String app, String version, Wording wording) {
        return wording.say(AnswerPhrase.CHECKING, app, Escape.text(version, 128));
    }

    static String deployAccepted(Deployment d, Wording wording) {
        return wording.say(
                AnswerPhrase.ACCEPTED,
                d.id(),
                d.app(),
                wording.oldVersion(d),
                Wording.newVersion(d),
                wording.host(),
                Escape.text(Wording.threadTitle(d), 100));
    }

    static String rollBackAccepted(Deployment d, Wording wording) {
        return switch (d.phase()) {
            case ROLLING_BACK ->
                wording.say(
                        AnswerPhrase.ROLLING_BACK, d.app(), wording.host(), wording.oldSide(d), howSoon(d, wording));
            case RUNNING -> wording.say(AnswerPhrase.ANEW, d.app(), Wording.newVersion(d), d.id(), wording.host());
            default -> going(d, wording);
        };
    }

    private static String howSoon(Deployment d, Wording wording) {
        return wording.rollBackTime(d)
                .map(time -> wording.say(AnswerPhrase.ROLL_BACK_TIME, time))
                .orElse(Wording.warm(d) ? "" : wording.say(AnswerPhrase.ROLL_BACK_STARTS_WEB));
    }

    /** An accepted request, said by where the deployment is now. */
    static String going(Deployment d, Wording wording) {
        String old = Wording.oldColor(d);
        return wording.numbered(d) + ": "
                + switch (d.phase()) {
                    case UNDOING -> wording.say(AnswerPhrase.UNDOING);
                    case ROLLING_BACK -> wording.say(AnswerPhrase.GOING_BACK, wording.oldSide(d));
                    case RETIRING -> wording.say(AnswerPhrase.STOPPING, old);
                    case UNDO_WINDOW -> wording.say(AnswerPhrase.STOPPED, old);
                    case REVIVING -> wording.say(AnswerPhrase.REVIVING, old);
                    case REMOVING -> wording.say(AnswerPhrase.REMOVING, old);
                    case RUNNING, AWAITING_APPROVAL, COMPLETED, ABORTED, ROLLED_BACK, STUCK ->
                        wording.say(AnswerPhrase.NOW_IN, wording.phase(d.phase()));
                };
    }

    /** Every reason on its own line, in the engine's English: it names technical things. */
    static String refused(Answer.Refused refused, Wording wording) {
        String reasons = refused.texts().stream()
                .map(text -> Escape.text(text, REASON_LENGTH))
                .collect(Collectors.joining("\n"));
        return wording.say(kind(refused.reason()), reasons);
    }

    private static Phrase kind(Answer.Reason reason) {
        return switch (reason) {
            case BAD_INPUT -> RefusalPhrase.BAD_INPUT;
            case BUSY -> RefusalPhrase.BUSY;
            case UNFINISHED -> RefusalPhrase.UNFINISHED;
            case PREFLIGHT -> RefusalPhrase.PREFLIGHT;
            case NOTHING_TO_DO -> RefusalPhrase.NOTHING_TO_DO;
            case OUT_OF_REACH -> RefusalPhrase.OUT_OF_REACH;
            case NEEDS_A_PERSON -> RefusalPhrase.NEEDS_A_PERSON;
        };
    }

    /** For the one who came second: {@code Bob approved this 12 s ago. Nothing more to do.} */
    static String decidedBefore(Deployment d, Instant now, Wording wording) {
        String by = d.decidedBy().map(Wording::name).orElse("");
        if (d.repaired().isPresent()) {
            return wording.say(AnswerPhrase.REPAIRED_BEFORE, by);
        }
        Optional<Phrase> what = switch (d.phase()) {
            case RETIRING, UNDO_WINDOW, REMOVING, COMPLETED -> Optional.of(AnswerPhrase.APPROVED_BEFORE);
            case REVIVING -> Optional.of(AnswerPhrase.TOOK_BACK_BEFORE);
            case ROLLING_BACK, ROLLED_BACK -> Optional.of(AnswerPhrase.ROLLED_BACK_BEFORE);
            case UNDOING, ABORTED -> Optional.of(AnswerPhrase.UNDID_BEFORE);
            case RUNNING, AWAITING_APPROVAL, STUCK -> Optional.empty();
        };
        if (by.isEmpty() || what.isEmpty()) {
            return nothingToDo(d, wording);
        }
        Instant at = d.decidedAt().orElse(d.changedAt());
        return wording.say(what.get(), by, wording.ago(Duration.between(at, now)));
    }

    private static String nothingToDo(Deployment d, Wording wording) {
        return switch (d.phase()) {
            case RUNNING -> wording.say(AnswerPhrase.UNDER_WAY, d.id(), d.app());
            case AWAITING_APPROVAL -> wording.say(AnswerPhrase.WAITS, d.id(), d.app());
            case STUCK -> wording.say(AnswerPhrase.STUCK, d.id(), d.app(), wording.reason(d));
            default -> wording.say(AnswerPhrase.OVER, d.id(), d.app());
        };
    }

    /** Removing would lose tasks, or nobody knows: asked once more, with the number. */
    static ChatMessage removeAnyway(Deployment d, long waiting, Wording wording) {
        String subject = wording.subject(d);
        String old = Wording.oldColor(d);
        String text = waiting == Deployment.UNKNOWN_TASKS
                ? wording.say(AnswerPhrase.REMOVE_UNCOUNTED, subject, old, wording.oldSide(d))
                : wording.say(AnswerPhrase.REMOVE_ANYWAY, subject, wording.tasks(waiting), old, wording.oldSide(d));
        return ChatMessage.silent(text, Buttons.removeAnyway(d, wording));
    }

    /** Removing the failed colour would lose tasks: asked once more, with the number. */
    static ChatMessage removeFailedAnyway(Deployment d, long waiting, Wording wording) {
        String subject = wording.subject(d);
        String color = Wording.newColor(d);
        String text = waiting == Deployment.UNKNOWN_TASKS
                ? wording.say(DeskPhrase.REMOVE_FAILED_UNCOUNTED, subject, color)
                : wording.say(DeskPhrase.REMOVE_FAILED_ANYWAY, subject, wording.tasks(waiting), color);
        return ChatMessage.silent(text, Buttons.removeFailedAnyway(d, wording));
    }

    /** A deploy needs both colours, and one is still promised. */
    static ChatMessage standbyWaits(Deployment waiting, Wording wording) {
        String text = wording.say(
                AnswerPhrase.STANDBY_WAITS, wording.host(), waiting.app(), wording.oldSide(waiting), waiting.id());
        boolean asked = waiting.phase() == Phase.AWAITING_APPROVAL;
        List<Button> buttons = asked
                ? List.of(
                        Buttons.goOn(waiting, wording),
                        Buttons.rollBackFirst(waiting, wording),
                        Buttons.leave(waiting, wording))
                : List.of();
        return ChatMessage.silent(text, buttons.toArray(Button[]::new));
    }

    static String notOurs(Wording wording) {
        return wording.say(AnswerPhrase.NOT_OURS);
    }

    static String unknownDeployment(ButtonId id, Wording wording) {
        return wording.say(AnswerPhrase.UNKNOWN_DEPLOYMENT, id.deployment());
    }

    static String oldCopy(Wording wording) {
        return wording.say(AnswerPhrase.OLD_COPY);
    }

    static String overtaken(Deployment pressed, Deployment latest, Wording wording) {
        return wording.say(AnswerPhrase.OVERTAKEN, pressed.id(), pressed.app(), latest.id());
    }

    static String neverDeployed(String app, Wording wording) {
        return wording.say(AnswerPhrase.NEVER_DEPLOYED, app);
    }

    static String logs(Deployment d, Wording wording) {
        if (d.logTail().isEmpty()) {
            return wording.say(AnswerPhrase.NO_LOGS, d.id());
        }
        List<String> tail = d.logTail();
        List<String> last = tail.subList(Math.max(0, tail.size() - 20), tail.size());
        String head = wording.say(AnswerPhrase.LOGS, Wording.newColor(d), Wording.newVersion(d), d.id()) + "\n";
        return head + Escape.fenced(last, ChatMessage.MAX_CONTENT - head.length() - 10);
    }
}
