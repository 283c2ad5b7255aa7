package dev.kawasemi.chat;

import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.Deployment;
import java.time.Duration;
import java.time.Instant;

/** The rule that somebody else approves, as people are told of it. */
final class FourEyesText {
    private FourEyesText() {}

    /** {@code left} is how long the asker must still wait. */
    static String refusal(Duration left, Instant now, Wording wording) {
        String roles = wording.roleMentions().strip();
        String who = roles.isEmpty() ? wording.say(DeskPhrase.SOMEONE_WITH) : wording.say(DeskPhrase.SOMEONE_OF, roles);
        return wording.say(DeskPhrase.FOUR_EYES, who, wording.minuteOrDay(now.plus(left), now));
    }

    /** Behind the approver's name: {@code  (bypass: their own deploy)}; empty where the rule was kept. */
    static String bypass(Deployment d, Wording wording) {
        return d.bypassedBy()
                .filter(by -> d.decidedBy().filter(by::isSame).isPresent())
                .map(by -> how(by, wording))
                .orElse("");
    }

    /** A sentence for the outcome, with a space before it; empty where the rule was kept. */
    static String approved(Deployment d, Wording wording) {
        return d.bypassedBy()
                .map(by -> wording.say(DeskPhrase.APPROVED_PAST, Wording.name(by) + how(by, wording)))
                .orElse("");
    }

    private static String how(Actor by, Wording wording) {
        return wording.say(by.origin() == Actor.Origin.TERMINAL ? DeskPhrase.BYPASS_TERMINAL : DeskPhrase.BYPASS_SELF);
    }
}
