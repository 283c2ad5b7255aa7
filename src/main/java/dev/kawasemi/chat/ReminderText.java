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
            return List.of(Wording.name(kept.actor()) + " keeps " + Wording.oldColor(d) + "; no reminder before "
                    + wording.minute(kept.until()) + ".");
        }
        return asking.reminded()
                ? List.of("Asked since " + wording.minuteOrDay(asking.since(), asking.last()) + "; without an answer "
                        + Wording.oldColor(d) + " stays.")
                : List.of();
    }
}
