package dev.kawasemi.chat;

import dev.kawasemi.deployment.Asking;
import dev.kawasemi.deployment.Deployment;
import java.util.List;

/** What an open question says of its own age. */
final class ReminderText {
    private ReminderText() {}

    static List<String> lines(Deployment d, Wording wording) {
        return d.asking().map(asking -> lines(d, asking, wording)).orElse(List.of());
    }

    private static List<String> lines(Deployment d, Asking asking, Wording wording) {
        if (asking.kept().isPresent()) {
            Asking.Kept kept = asking.kept().get();
            return List.of(wording.say(
                    ReminderPhrase.KEPT,
                    Wording.name(kept.actor()),
                    Wording.oldColor(d),
                    wording.minute(kept.until())));
        }
        return asking.reminded()
                ? List.of(wording.say(
                        ReminderPhrase.ASKED_SINCE,
                        wording.minuteOrDay(asking.since(), asking.last()),
                        Wording.oldColor(d)))
                : List.of();
    }
}
