package dev.kawasemi.chat;

import dev.kawasemi.deployment.Freeze;
import dev.kawasemi.rollout.Thaw;
import java.time.Instant;

/** Locks, as people are told of them. */
final class FreezeText {
    private static final int REASON_LENGTH = 200;

    private FreezeText() {}

    /** {@code shop is locked by Mia since 14:02: "db migration". Ends 18:02. `/unlock shop`, or wait.} */
    static String refusal(Freeze freeze, Instant now, Wording wording) {
        return wording.say(DeskPhrase.LOCKED_REFUSAL, held(freeze, now, wording), freeze.app());
    }

    /** For the one who locked, and behind the host's name for the channel. */
    static String began(Freeze freeze, Instant now, Wording wording) {
        return held(freeze, now, wording) + wording.say(DeskPhrase.LOCKED_NOTE);
    }

    static String ended(Thaw thaw, Wording wording) {
        Freeze freeze = thaw.freeze();
        String owner = Wording.name(freeze.owner());
        return thaw.by()
                .map(by -> wording.say(DeskPhrase.LOCK_LIFTED, wording.host(), freeze.app(), owner, Wording.name(by)))
                .orElseGet(() -> wording.say(
                        thaw.ranOut() ? DeskPhrase.LOCK_RAN_OUT : DeskPhrase.LOCK_LIFTED_ON_HOST,
                        wording.host(),
                        freeze.app(),
                        owner));
    }

    static String held(Freeze freeze, Instant now, Wording wording) {
        return wording.say(
                DeskPhrase.LOCKED,
                freeze.app(),
                Wording.name(freeze.owner()),
                wording.minuteOrDay(freeze.since(), now),
                reason(freeze),
                wording.minuteOrDay(freeze.ends(), now));
    }

    private static String reason(Freeze freeze) {
        return Escape.text(freeze.reason(), REASON_LENGTH);
    }
}
