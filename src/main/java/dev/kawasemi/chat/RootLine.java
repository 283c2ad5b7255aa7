package dev.kawasemi.chat;

import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Phase;

/** The one line per deployment in the channel. Depends on the phase (and whether a repair ended it) alone, so it is edited at phase changes only. */
final class RootLine {
    private RootLine() {}

    static ChatMessage of(Deployment d, Wording wording) {
        String text = d.app() + " " + d.id() + " on " + wording.host() + ": " + Wording.oldVersion(d) + " → "
                + Wording.newVersion(d) + ", by " + Wording.name(d.actor()) + ". " + state(d);
        if (d.phase() == Phase.RUNNING) {
            return ChatMessage.silent(text, Buttons.cancel(d), Buttons.logs(d));
        }
        return ChatMessage.silent(text, Buttons.logs(d));
    }

    private static String state(Deployment d) {
        if (d.repaired().isPresent()) {
            return "Repaired: " + d.repaired().get() + " serves.";
        }
        String now = Wording.newColor(d);
        String old = Wording.oldColor(d);
        return switch (d.phase()) {
            case RUNNING -> "Starting " + now + ".";
            case UNDOING -> "Being undone.";
            case AWAITING_APPROVAL -> now + " serves; " + old + " waits for approval.";
            case ROLLING_BACK -> "Rolling back to " + old + ".";
            case RETIRING -> now + " serves; " + old + " is being stopped.";
            case UNDO_WINDOW -> now + " serves; " + old + " is stopped.";
            case REVIVING -> now + " serves; " + old + " is starting again.";
            case REMOVING -> now + " serves; " + old + " is being removed.";
            case COMPLETED -> "Done: " + now + " serves.";
            case ABORTED -> (Wording.takenBackByPerson(d) ? "Cancelled: " : "Failed: ") + stillServes(d);
            case ROLLED_BACK -> "Rolled back: " + stillServes(d);
            case STUCK -> "A person is needed.";
        };
    }

    private static String stillServes(Deployment d) {
        return d.old().map(side -> side.stack().color() + " serves.").orElse("nothing serves.");
    }
}
