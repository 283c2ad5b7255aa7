package dev.kawasemi.chat;

import dev.kawasemi.deployment.Freeze;
import java.time.Duration;
import java.util.Optional;

/** What was typed for a lock. */
final class LeaseInput {
    private LeaseInput() {}

    /** What is wrong with it; empty when it will do. */
    static Optional<String> problem(String reason, String length, Wording wording) {
        if (reason.isBlank()) {
            return Optional.of(wording.say(DeskPhrase.NEEDS_REASON) + wording.say(InputPhrase.NOTHING_DONE));
        }
        return InputCheck.reasonProblem(reason, wording).or(() -> lengthProblem(length, wording));
    }

    private static Optional<String> lengthProblem(String text, Wording wording) {
        try {
            length(text);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(
                    wording.say(DeskPhrase.BAD_LENGTH, Escape.quoted(text)) + wording.say(InputPhrase.NOTHING_DONE));
        }
    }

    /** @throws IllegalArgumentException when it is none */
    static Duration length(String text) {
        return text.isBlank() ? Freeze.USUAL : Freeze.length(text);
    }
}
