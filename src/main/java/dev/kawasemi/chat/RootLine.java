package dev.kawasemi.chat;

import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Phase;

/** The one line per deployment in the channel. Depends on the phase (and whether a repair ended it) alone, so it is edited at phase changes only. */
final class RootLine {
    private RootLine() {}

    static ChatMessage of(Deployment d, Wording wording) {
        String text = wording.say(
                RootPhrase.LINE,
                d.app(),
                d.id(),
                wording.host(),
                wording.oldVersion(d),
                Wording.newVersion(d),
                Wording.name(d.actor()) + Wording.reasonGiven(d),
                state(d, wording));
        if (d.phase() == Phase.RUNNING) {
            return ChatMessage.silent(text, Buttons.cancel(d, wording), Buttons.logs(d, wording));
        }
        return ChatMessage.silent(text, Buttons.logs(d, wording));
    }

    private static String state(Deployment d, Wording wording) {
        if (d.repaired().isPresent()) {
            return wording.say(RootPhrase.REPAIRED, d.repaired().get());
        }
        String now = Wording.newColor(d);
        String old = Wording.oldColor(d);
        return switch (d.phase()) {
            case RUNNING -> wording.say(RootPhrase.STARTING, now);
            case UNDOING -> wording.say(RootPhrase.UNDOING);
            case AWAITING_APPROVAL -> wording.say(RootPhrase.WAITS, now, old);
            case ROLLING_BACK -> wording.say(RootPhrase.ROLLING_BACK, old);
            case RETIRING -> wording.say(RootPhrase.STOPPING, now, old);
            case UNDO_WINDOW -> wording.say(RootPhrase.STOPPED, now, old);
            case REVIVING -> wording.say(RootPhrase.REVIVING, now, old);
            case REMOVING -> wording.say(RootPhrase.REMOVING, now, old);
            case COMPLETED -> wording.say(RootPhrase.DONE, now);
            case ABORTED ->
                wording.say(
                        Wording.takenBackByPerson(d) ? RootPhrase.CANCELLED : RootPhrase.FAILED,
                        stillServes(d, wording));
            case ROLLED_BACK -> wording.say(RootPhrase.ROLLED_BACK, stillServes(d, wording));
            case STUCK -> wording.say(RootPhrase.PERSON_NEEDED);
        };
    }

    private static String stillServes(Deployment d, Wording wording) {
        return d.old()
                .map(side -> wording.say(RootPhrase.SERVES, side.stack().color()))
                .orElse(wording.say(RootPhrase.NOTHING_SERVES));
    }
}
