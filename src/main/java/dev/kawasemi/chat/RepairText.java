package dev.kawasemi.chat;

import dev.kawasemi.deployment.AftercareEvent;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Deployment;
import java.util.List;
import java.util.Set;

/** That a person must say, and said, on the command line which colour serves. It moves traffic, so the channel is told. */
final class RepairText {
    private RepairText() {}

    /** A slot of its own for each: the deployment may have been over for days. */
    static Slot slot(AftercareEvent.Repaired event, Deployment d) {
        return new Slot(d.id(), "mend-" + event.at().getEpochSecond() / 60, Slot.Place.CHANNEL, Slot.Kind.OUTCOME);
    }

    static ChatMessage of(Deployment d, AftercareEvent.Repaired event, Wording wording) {
        String text = wording.say(
                RepairPhrase.DONE,
                wording.host(),
                d.app(),
                Wording.name(event.actor()),
                serving(d, event.active()),
                wording.minute(event.at()));
        return ChatMessage.silent(Escape.fit(text), Buttons.logs(d, wording));
    }

    /** Nothing explains what a start found: what was seen, and who is to be named. */
    static ChatMessage needed(Deployment d, String seen, Wording wording) {
        String text = wording.roleMentions()
                + wording.say(RepairPhrase.DISAGREE, wording.host(), d.app(), Escape.text(seen, 500));
        return new ChatMessage(Escape.fit(text), List.of(), wording.pingRoles(), Set.of(), false);
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
