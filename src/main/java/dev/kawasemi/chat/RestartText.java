package dev.kawasemi.chat;

import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.deployment.Restart;
import java.time.Instant;
import java.util.Optional;

/** What is said of a restart in the middle of a deployment, and of presses that nobody heard. */
final class RestartText {
    private RestartText() {}

    /** What goes on after a restart, once, when that begins. What is undone says so at its end instead. */
    static Optional<ChatMessage> of(Deployment d, Wording wording) {
        return d.restart()
                .filter(restart -> restart.at().equals(d.changedAt()))
                .flatMap(restart -> goesOn(d, restart)
                        .map(what -> ChatMessage.silent(wording.numbered(d) + ": I was restarted at "
                                + wording.minute(restart.at()) + during(restart) + ". " + what)));
    }

    private static Optional<String> goesOn(Deployment d, Restart restart) {
        return switch (restart.phase()) {
            case RUNNING ->
                restart.step().afterCommit() || d.committed()
                        ? Optional.of(Wording.newColor(d) + " serves already: finishing.")
                        : Optional.empty();
            case UNDOING -> Optional.empty();
            case ROLLING_BACK -> Optional.of("Going on with the roll back to " + Wording.oldColor(d) + ".");
            case RETIRING, REMOVING -> Optional.of("Going on with the removal of " + Wording.oldColor(d) + ".");
            case REVIVING -> Optional.of("Going on with the start of " + Wording.oldColor(d) + ".");
            case AWAITING_APPROVAL, UNDO_WINDOW, COMPLETED, ABORTED, ROLLED_BACK, STUCK -> Optional.empty();
        };
    }

    /** {@code was undone: I was restarted at 14:03 during 'health', GREEN was not serving.}, for the outcome; empty where it was not the restart that ended it. */
    static Optional<String> undone(Deployment d, Wording wording) {
        return d.restart()
                .filter(restart -> restart.phase() == Phase.RUNNING)
                .map(restart -> " was undone: I was restarted at " + wording.minute(restart.at()) + during(restart)
                        + ", " + Wording.newColor(d) + " was not serving.");
    }

    /** For an end that has a reason of its own: a restart while that was under way, after a space. */
    static String meanwhile(Deployment d, Wording wording) {
        return d.restart()
                .map(restart -> " I was restarted at " + wording.minute(restart.at()) + during(restart)
                        + (restart.phase() == Phase.RUNNING ? "" : " meanwhile") + ".")
                .orElse("");
    }

    private static String during(Restart restart) {
        return restart.phase() == Phase.RUNNING ? " during '" + restart.step().word() + "'" : "";
    }

    /** Stands above the question, which is shown anew. */
    static ChatMessage away(Deployment d, Instant from, Instant until, Wording wording) {
        return ChatMessage.silent(Escape.fit(wording.numbered(d) + ": I was offline " + wording.minuteOrDay(from, until)
                + "–" + wording.minute(until) + ". Presses in that time were lost; the buttons below work again."));
    }
}
