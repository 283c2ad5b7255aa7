package dev.kawasemi.chat;

import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.deployment.StepState;
import java.time.Duration;
import java.util.ArrayList;
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
        String version = Wording.newVersion(d);
        String color = Wording.newColor(d);
        return d.old().isEmpty()
                ? wording.say(OutcomePhrase.FIRST_DONE, version, color)
                : wording.say(OutcomePhrase.DONE, version, color, wording.oldSide(d), wording.minute(d.changedAt()))
                        + FourEyesText.approved(d, wording);
    }

    private static ChatMessage failed(Deployment d, Wording wording) {
        String what = RestartText.undone(d, wording)
                .orElseGet(() -> wording.say(
                        OutcomePhrase.FAILED,
                        wording.subject(d),
                        what(d, wording),
                        wording.reason(d),
                        RestartText.meanwhile(d, wording)));
        String text = wording.askerMention(d) + what + " " + asBefore(d, wording) + QueueText.ofFailed(d, wording);
        return loud(text, Set.of(), wording.pingAsker(d), ways(d, wording));
    }

    /** What can be done after a failure. */
    private static List<Button> ways(Deployment d, Wording wording) {
        List<Button> ways = new ArrayList<>(List.of(Buttons.logs(d, wording), Buttons.retry(d, wording)));
        d.failedColor().ifPresent(failed -> ways.add(Buttons.removeFailed(d, wording)));
        return ways;
    }

    private static ChatMessage cancelled(Deployment d, Wording wording) {
        boolean byAsker = Wording.takenBackByAsker(d);
        String mention = byAsker ? "" : wording.askerMention(d);
        String text = mention
                + wording.say(OutcomePhrase.CANCELLED, wording.subject(d), Wording.takenBackBy(d)) + " "
                + asBefore(d, wording)
                + QueueText.ofFailed(d, wording);
        Set<String> ping = byAsker ? Set.of() : wording.pingAsker(d);
        return new ChatMessage(Escape.fit(text), ways(d, wording), Set.of(), ping, byAsker);
    }

    private static ChatMessage rolledBack(Deployment d, Wording wording) {
        String text = wording.say(
                        OutcomePhrase.ROLLED_BACK,
                        wording.subject(d),
                        Wording.takenBackBy(d),
                        wording.decidedAt(d),
                        wording.oldSide(d),
                        trafficBack(d, CommonPhrase.AFTER, wording),
                        Wording.newColor(d))
                + QueueText.ofFailed(d, wording);
        return ChatMessage.silent(Escape.fit(text), ways(d, wording).toArray(Button[]::new));
    }

    private static ChatMessage rolledBackByItself(Deployment d, Wording wording) {
        String text = wording.roleMentions()
                + wording.say(
                        OutcomePhrase.ROLLED_BACK_ITSELF,
                        wording.subject(d),
                        wording.reason(d),
                        Wording.oldColor(d),
                        trafficBack(d, CommonPhrase.WITHIN, wording))
                + QueueText.ofFailed(d, wording);
        boolean sick = failedStep(d).filter(step -> step == Step.WATCH).isPresent();
        List<Button> ways = new ArrayList<>(ways(d, wording));
        ways.removeIf(way -> sick && way.equals(Buttons.retry(d, wording)));
        return loud(text, wording.pingRoles(), Set.of(), ways);
    }

    private static ChatMessage stuck(Deployment d, Wording wording) {
        String text = wording.roleMentions()
                + wording.say(
                        OutcomePhrase.STUCK,
                        wording.subject(d),
                        wording.reason(d),
                        RestartText.meanwhile(d, wording),
                        d.app());
        return loud(text, wording.pingRoles(), Set.of(), List.of(Buttons.logs(d, wording)));
    }

    private static ChatMessage loud(String text, Set<String> roles, Set<String> users, List<Button> buttons) {
        return new ChatMessage(Escape.fit(text), buttons, roles, users, false);
    }

    private static String asBefore(Deployment d, Wording wording) {
        if (d.old().isEmpty()) {
            return wording.say(OutcomePhrase.NOTHING_AS_BEFORE, Wording.newColor(d));
        }
        String workers = d.workersDown()
                .map(down -> wording.say(OutcomePhrase.WORKERS_BACK, wording.took(down)))
                .orElse("");
        return wording.say(OutcomePhrase.AS_BEFORE, wording.oldSide(d), workers);
    }

    /** How long until the old colour had the traffic again; empty where that is not known. */
    private static String trafficBack(Deployment d, Phrase frame, Wording wording) {
        if (d.trafficBack().isEmpty() || d.decidedAt().isEmpty()) {
            return "";
        }
        Duration time = Duration.between(d.decidedAt().get(), d.trafficBack().get());
        return wording.say(frame, wording.took(time));
    }

    private static String what(Deployment d, Wording wording) {
        return failedStep(d)
                .map(step -> wording.say(whatFailed(step), wording.step(step)))
                .orElse(wording.say(OutcomePhrase.WHAT_FAILED));
    }

    private static Optional<Step> failedStep(Deployment d) {
        return d.steps().entrySet().stream()
                .filter(entry -> entry.getValue().status() == StepState.Status.FAILED)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static Phrase whatFailed(Step step) {
        return switch (step) {
            case PREFLIGHT -> OutcomePhrase.WHAT_PREFLIGHT;
            case PREPARE -> OutcomePhrase.WHAT_PREPARE;
            case QUIESCE -> OutcomePhrase.WHAT_QUIESCE;
            case START -> OutcomePhrase.WHAT_START;
            case HEALTH_GATE -> OutcomePhrase.WHAT_HEALTH_GATE;
            case SWITCH -> OutcomePhrase.WHAT_SWITCH;
            case VERIFY -> OutcomePhrase.WHAT_VERIFY;
            case WORKERS -> OutcomePhrase.WHAT_WORKERS;
            case WATCH -> OutcomePhrase.WHAT_WATCH;
            case DRAIN, AWAIT_APPROVAL, RETIRE -> OutcomePhrase.WHAT_OTHER;
        };
    }
}
