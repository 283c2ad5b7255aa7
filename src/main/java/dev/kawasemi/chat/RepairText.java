package dev.kawasemi.chat;

import dev.kawasemi.deployment.AftercareEvent;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Deployment;

/** That a person said on the command line which colour serves. It moves traffic, so the channel is told. */
final class RepairText {
    private RepairText() {}

    /** A slot of its own for each: the deployment may have been over for days. */
    static Slot slot(AftercareEvent.Repaired event, Deployment d) {
        return new Slot(d.id(), "mend-" + event.at().getEpochSecond() / 60, Slot.Place.CHANNEL, Slot.Kind.OUTCOME);
    }

    static ChatMessage of(Deployment d, AftercareEvent.Repaired event, Wording wording) {
        String text = wording.host() + " " + d.app() + ": " + Wording.name(event.actor()) + " made "
                + serving(d, event.active()) + " active at " + wording.minute(event.at()) + " by `kawasemi repair`.";
        return ChatMessage.silent(Escape.fit(text), Buttons.logs(d));
    }

    private static String serving(Deployment d, Color active) {
        if (active == d.next().color()) {
            return Wording.newColor(d) + " " + Wording.newVersion(d);
        }
        return d.old()
                .filter(side -> side.stack().color() == active)
                .map(Wording::side)
                .orElse(active.name());
    }
}
