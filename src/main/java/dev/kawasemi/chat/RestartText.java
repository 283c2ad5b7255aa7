package dev.kawasemi.chat;

import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.deployment.Restart;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What is said of a restart in the middle of a deployment, and of presses that nobody heard. */
final class RestartText {
    private RestartText() {}

    /** What goes on after a restart. One that is undone says so at its end instead. */
    static Optional<ChatMessage> of(Deployment d, Wording wording) {
        return d.restart()
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

    /** {@code was undone: I was restarted at 14:03 during 'health', GREEN was not serving.}, for the outcome; empty where it was not undone for that. */
    static Optional<String> undone(Deployment d, Wording wording) {
        return d.restart()
                .filter(restart -> restart.phase() == Phase.RUNNING || restart.phase() == Phase.UNDOING)
                .map(restart -> " was undone: I was restarted at " + wording.minute(restart.at()) + during(restart)
                        + ", " + Wording.newColor(d) + " was not serving.");
    }

    private static String during(Restart restart) {
        return restart.phase() == Phase.RUNNING ? " during '" + restart.step().word() + "'" : "";
    }

    static ChatMessage away(Deployment d, Instant from, Instant until, Wording wording) {
        return new ChatMessage(
                Escape.fit(wording.numbered(d) + ": I was offline " + wording.minuteOrDay(from, until) + "–"
                        + wording.minute(until)
                        + ". Presses in that time were lost; the buttons of the open question work again."),
                java.util.List.of(),
                Set.of(),
                Set.of(),
                true);
    }
}
