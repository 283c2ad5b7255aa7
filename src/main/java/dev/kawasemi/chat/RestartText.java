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
                .flatMap(restart -> goesOn(d, restart, wording)
                        .map(what -> ChatMessage.silent(wording.numbered(d) + ": "
                                + wording.say(
                                        RestartPhrase.GOES_ON,
                                        wording.minute(restart.at()),
                                        during(restart, wording),
                                        what))));
    }

    private static Optional<String> goesOn(Deployment d, Restart restart, Wording wording) {
        return switch (restart.phase()) {
            case RUNNING ->
                restart.step().afterCommit() || d.committed()
                        ? Optional.of(wording.say(RestartPhrase.FINISHING, Wording.newColor(d)))
                        : Optional.empty();
            case UNDOING -> Optional.empty();
            case ROLLING_BACK -> Optional.of(wording.say(RestartPhrase.ROLLING_BACK, Wording.oldColor(d)));
            case RETIRING, REMOVING -> Optional.of(wording.say(RestartPhrase.REMOVING, Wording.oldColor(d)));
            case REVIVING -> Optional.of(wording.say(RestartPhrase.REVIVING, Wording.oldColor(d)));
            case AWAITING_APPROVAL, UNDO_WINDOW, COMPLETED, ABORTED, ROLLED_BACK, STUCK -> Optional.empty();
        };
    }

    /** {@code pi4 shop v1.9.2 was undone: I was restarted at 14:03 during 'health', GREEN was not serving.}, for the outcome; empty where it was not the restart that ended it. */
    static Optional<String> undone(Deployment d, Wording wording) {
        return d.restart()
                .filter(restart -> restart.phase() == Phase.RUNNING)
                .map(restart -> wording.say(
                        RestartPhrase.UNDONE,
                        wording.subject(d),
                        wording.minute(restart.at()),
                        during(restart, wording),
                        Wording.newColor(d)));
    }

    /** For an end that has a reason of its own: a restart while that was under way, after a space. */
    static String meanwhile(Deployment d, Wording wording) {
        return d.restart()
                .map(restart -> restart.phase() == Phase.RUNNING
                        ? wording.say(RestartPhrase.RESTARTED, wording.minute(restart.at()), during(restart, wording))
                        : wording.say(RestartPhrase.MEANWHILE, wording.minute(restart.at())))
                .orElse("");
    }

    private static String during(Restart restart, Wording wording) {
        return restart.phase() == Phase.RUNNING ? wording.say(RestartPhrase.DURING, wording.step(restart.step())) : "";
    }

    /** Stands above the question, which is shown anew. */
    static ChatMessage away(Deployment d, Instant from, Instant until, Wording wording) {
        return ChatMessage.silent(Escape.fit(wording.numbered(d) + ": "
                + wording.say(RestartPhrase.AWAY, wording.minuteOrDay(from, until), wording.minute(until))));
    }
}
