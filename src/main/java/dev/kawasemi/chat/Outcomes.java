package dev.kawasemi.chat;

import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.deployment.StepState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How it ended, in the channel. A removal that a person approved is told in the question's place instead, a repair by {@link RepairText}. */
final class Outcomes {
    private Outcomes() {}

    static Optional<ChatMessage> of(Deployment d, Wording wording) {
        if (d.repaired().isPresent()) {
            return Optional.empty();
        }
        return switch (d.phase()) {
            case COMPLETED ->
                d.generation() > 0
                        ? Optional.empty()
                        : Optional.of(ChatMessage.silent(wording.numbered(d) + ": " + doneText(d, wording)));
            case ABORTED -> Optional.of(Wording.takenBackByPerson(d) ? cancelled(d, wording) : failed(d, wording));
            case ROLLED_BACK ->
                Optional.of(Wording.takenBackByPerson(d) ? rolledBack(d, wording) : rolledBackByItself(d, wording));
            case STUCK -> Optional.of(stuck(d, wording));
            case RUNNING, UNDOING, AWAITING_APPROVAL, ROLLING_BACK, RETIRING, UNDO_WINDOW, REVIVING, REMOVING ->
                Optional.empty();
        };
    }

    static String doneText(Deployment d, Wording wording) {
        String text = "done. " + Wording.newVersion(d) + " on " + Wording.newColor(d) + ".";
        if (d.old().isEmpty()) {
            return text + " It is the first deploy: nothing to remove.";
        }
        return text + " " + Wording.oldSide(d) + " removed at " + wording.minute(d.changedAt())
                + "; its image is kept for rolling back.";
    }

    private static ChatMessage failed(Deployment d, Wording wording) {
        String what = RestartText.undone(d, wording)
                .orElseGet(() -> " " + what(d) + ": " + Wording.reason(d) + "." + RestartText.meanwhile(d, wording));
        String text = wording.askerMention(d) + wording.subject(d) + what + " " + asBefore(d) + QueueText.ofFailed(d);
        return loud(text, Set.of(), wording.pingAsker(d), List.of(Buttons.logs(d), Buttons.retry(d)));
    }

    private static ChatMessage cancelled(Deployment d, Wording wording) {
        boolean byAsker = Wording.takenBackByAsker(d);
        String mention = byAsker ? "" : wording.askerMention(d);
        String text = mention + wording.subject(d) + " was cancelled by " + Wording.takenBackBy(d) + ". " + asBefore(d)
                + QueueText.ofFailed(d);
        List<Button> buttons = List.of(Buttons.logs(d), Buttons.retry(d));
        Set<String> ping = byAsker ? Set.of() : wording.pingAsker(d);
        return new ChatMessage(Escape.fit(text), buttons, Set.of(), ping, byAsker);
    }

    private static ChatMessage rolledBack(Deployment d, Wording wording) {
        String text =
                wording.subject(d) + ": " + Wording.takenBackBy(d) + " rolled back at " + wording.decidedAt(d) + ". "
                        + Wording.oldSide(d) + " serves again" + after(d, " after ") + "; " + Wording.newColor(d)
                        + " is stopped and kept." + QueueText.ofFailed(d);
        return ChatMessage.silent(Escape.fit(text), Buttons.logs(d), Buttons.retry(d));
    }

    private static ChatMessage rolledBackByItself(Deployment d, Wording wording) {
        String text = wording.roleMentions() + wording.subject(d) + ": " + Wording.reason(d) + ". Rolled back to "
                + Wording.oldColor(d) + after(d, " in ") + "." + QueueText.ofFailed(d);
        boolean sick = failedStep(d).filter(step -> step == Step.WATCH).isPresent();
        List<Button> buttons = sick ? List.of(Buttons.logs(d)) : List.of(Buttons.logs(d), Buttons.retry(d));
        return loud(text, wording.pingRoles(), Set.of(), buttons);
    }

    private static ChatMessage stuck(Deployment d, Wording wording) {
        String text = wording.roleMentions() + wording.subject(d) + " needs a person: " + Wording.reason(d) + "."
                + RestartText.meanwhile(d, wording) + wayOut(d);
        return loud(text, wording.pingRoles(), Set.of(), List.of(Buttons.logs(d)));
    }

    /** The engine says what is in the way; this is how it goes on from there. */
    private static String wayOut(Deployment d) {
        return " When that is mended: `/rollback " + d.app() + "`, or on the host `kawasemi repair " + d.app()
                + " --active COLOR` with the colour that shall serve.";
    }

    private static ChatMessage loud(String text, Set<String> roles, Set<String> users, List<Button> buttons) {
        return new ChatMessage(Escape.fit(text), buttons, roles, users, false);
    }

    private static String asBefore(Deployment d) {
        if (d.old().isEmpty()) {
            return "Nothing serves, as before; " + Wording.newColor(d) + " is stopped.";
        }
        String workers = d.workersDown()
                .map(down -> ", its workers are back (down " + Wording.took(down) + ")")
                .orElse("");
        return Wording.oldSide(d) + " still serves" + workers + ".";
    }

    private static String after(Deployment d, String word) {
        if (d.trafficBack().isEmpty() || d.decidedAt().isEmpty()) {
            return "";
        }
        return word
                + Wording.took(
                        Duration.between(d.decidedAt().get(), d.trafficBack().get()));
    }

    private static String what(Deployment d) {
        return failedStep(d).map(Outcomes::whatFailed).orElse("failed");
    }

    private static Optional<Step> failedStep(Deployment d) {
        return d.steps().entrySet().stream()
                .filter(entry -> entry.getValue().status() == StepState.Status.FAILED)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static String whatFailed(Step step) {
        return switch (step) {
            case PREFLIGHT -> "failed its preflight";
            case PREPARE -> "could not be prepared";
            case QUIESCE -> "failed, the old workers did not yield";
            case START -> "did not start";
            case HEALTH_GATE -> "failed its health check";
            case SWITCH -> "failed, traffic could not be switched";
            case VERIFY -> "was not seen at the public entry";
            case WORKERS -> "failed, its workers did not start";
            case WATCH -> "fell ill after the switch";
            case DRAIN, AWAIT_APPROVAL, RETIRE -> "failed at " + step.word();
        };
    }
}
