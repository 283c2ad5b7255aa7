package dev.kawasemi.chat;

import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.rollout.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** The texts for the one person who asked. */
final class Answers {
    private static final int REASON_LENGTH = 400;

    private Answers() {}

    static String fault() {
        return "That failed by a fault of Kawasemi's own; the details are in its log. `/status` says how things stand.";
    }

    static String checking(String app, String version) {
        return "Checking " + app + " " + Escape.text(version, 128) + "…";
    }

    static String deployAccepted(Deployment d, Wording wording) {
        return "Deploy " + d.id() + " accepted: " + d.app() + " " + Wording.oldVersion(d) + " → "
                + Wording.newVersion(d) + " on " + wording.host() + ". Follow it in the thread "
                + Escape.text(Wording.threadTitle(d), 100) + ".";
    }

    static String rollBackAccepted(Deployment d, Wording wording) {
        return switch (d.phase()) {
            case ROLLING_BACK ->
                "Rolling back " + d.app() + " on " + wording.host() + " to " + Wording.oldSide(d)
                        + Wording.rollBackTime(d)
                                .map(time -> "; it takes " + time)
                                .orElse(Wording.warm(d) ? "" : "; its web is started first")
                        + ".";
            case RUNNING ->
                "Nothing stands by, so " + d.app() + " " + Wording.newVersion(d)
                        + " is deployed anew from what was kept: deploy " + d.id() + " on " + wording.host() + ".";
            default -> going(d, wording);
        };
    }

    /** An accepted request, said by where the deployment is now. */
    static String going(Deployment d, Wording wording) {
        String to = switch (d.phase()) {
            case UNDOING -> "it is being undone";
            case ROLLING_BACK -> "it is being rolled back to " + Wording.oldSide(d);
            case RETIRING -> Wording.oldColor(d) + " is being stopped";
            case UNDO_WINDOW -> Wording.oldColor(d) + " is stopped";
            case REVIVING -> Wording.oldColor(d) + " is starting again";
            case REMOVING -> Wording.oldColor(d) + " is being removed";
            case RUNNING, AWAITING_APPROVAL, COMPLETED, ABORTED, ROLLED_BACK, STUCK ->
                "accepted, now in "
                        + d.phase().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        };
        return wording.numbered(d) + ": " + to + ".";
    }

    /** Every reason on its own line. */
    static String refused(Answer.Refused refused) {
        return refused.texts().stream()
                .map(text -> Escape.text(text, REASON_LENGTH))
                .collect(Collectors.joining("\n"));
    }

    /** For the one who came second: {@code Bob approved this 12 s ago. Nothing more to do.} */
    static String decidedBefore(Deployment d, Instant now) {
        String by = d.decidedBy().map(Wording::name).orElse("");
        if (d.repaired().isPresent()) {
            return by + " ended this by a repair. Nothing more to do.";
        }
        String what = switch (d.phase()) {
            case RETIRING, UNDO_WINDOW, REMOVING, COMPLETED -> "approved this";
            case REVIVING -> "took the approval back";
            case ROLLING_BACK, ROLLED_BACK -> "rolled this back";
            case UNDOING, ABORTED -> "undid this";
            case RUNNING, AWAITING_APPROVAL, STUCK -> "";
        };
        if (by.isEmpty() || what.isEmpty()) {
            return nothingToDo(d);
        }
        Instant at = d.decidedAt().orElse(d.changedAt());
        return by + " " + what + " " + Wording.ago(Duration.between(at, now)) + ". Nothing more to do.";
    }

    private static String nothingToDo(Deployment d) {
        return switch (d.phase()) {
            case RUNNING -> "Deployment " + d.id() + " of " + d.app() + " is still under way. Nothing to decide yet.";
            case AWAITING_APPROVAL ->
                "Deployment " + d.id() + " of " + d.app() + " waits for an answer in the channel.";
            case STUCK -> "Deployment " + d.id() + " of " + d.app() + " needs a person: " + Wording.reason(d) + ".";
            default -> "Deployment " + d.id() + " of " + d.app() + " is over. Nothing more to do.";
        };
    }

    static String tasks(long waiting) {
        return waiting == 1 ? "1 task waits" : waiting + " tasks wait";
    }

    /** Removing would lose tasks, or nobody knows: asked once more, with the number. */
    static ChatMessage removeAnyway(Deployment d, long waiting, Wording wording) {
        String lost = waiting == Deployment.UNKNOWN_TASKS
                ? Wording.oldColor(d) + "'s queue could not be counted; what waits in it would be lost."
                : tasks(waiting) + " in " + Wording.oldColor(d) + "'s queue and would be lost with it.";
        String text = wording.subject(d) + ": " + lost + " Remove " + Wording.oldSide(d) + " anyway?";
        return ChatMessage.silent(text, Buttons.removeAnyway(d));
    }

    /** A deploy needs both colours, and one is still promised. */
    static ChatMessage standbyWaits(Deployment waiting, Wording wording) {
        String text = wording.host() + " " + waiting.app() + ": " + Wording.oldSide(waiting)
                + " still stands by after deployment " + waiting.id()
                + ", and a deploy needs both colours. Nothing was started. Remove it (needs the right \"approve\"), roll back"
                + " first, or leave it as it is.";
        boolean asked = waiting.phase() == Phase.AWAITING_APPROVAL;
        List<Button> buttons = asked ? List.of(Buttons.remove(waiting), Buttons.rollBack(waiting)) : List.of();
        return ChatMessage.silent(text, buttons.toArray(Button[]::new));
    }

    static String notOurs() {
        return "This button is not one that Kawasemi knows. Nothing was done.";
    }

    static String unknownDeployment(ButtonId id) {
        return "Deployment " + id.deployment() + " is not known on this host. Nothing was done.";
    }

    static String oldCopy() {
        return "This is an old copy of the message; the newest one counts. Nothing was done.";
    }

    static String overtaken(Deployment pressed, Deployment latest) {
        return "Deployment " + pressed.id() + " of " + pressed.app() + " was followed by " + latest.id()
                + "; only the newest one can be acted on. Nothing was done.";
    }

    static String neverDeployed(String app) {
        return app + " has not been deployed by Kawasemi yet. Nothing to do.";
    }

    static String logs(Deployment d) {
        if (d.logTail().isEmpty()) {
            return "No log lines were kept for deployment " + d.id() + ".";
        }
        List<String> tail = d.logTail();
        List<String> last = tail.subList(Math.max(0, tail.size() - 20), tail.size());
        String head =
                "Last lines of " + Wording.newColor(d) + " " + Wording.newVersion(d) + ", deployment " + d.id() + ":\n";
        return head + Escape.fenced(last, ChatMessage.MAX_CONTENT - head.length() - 10);
    }
}
