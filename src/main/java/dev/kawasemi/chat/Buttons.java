package dev.kawasemi.chat;

import dev.kawasemi.chat.ButtonId.Verb;
import dev.kawasemi.deployment.Deployment;

/** Every button there is, with its label: the verb that the text before it uses. */
final class Buttons {
    private Buttons() {}

    static Button cancel(Deployment d) {
        return action(d, Verb.CANCEL, 0, "Cancel", Button.Style.SECONDARY);
    }

    static Button logs(Deployment d) {
        return action(d, Verb.LOGS, 0, "Logs", Button.Style.SECONDARY);
    }

    static Button retry(Deployment d) {
        return action(d, Verb.RETRY, 0, "Retry", Button.Style.SECONDARY);
    }

    static Button remove(Deployment d) {
        return action(d, Verb.REMOVE, d.generation(), "Remove " + Wording.oldColor(d), Button.Style.PRIMARY);
    }

    static Button removeAnyway(Deployment d) {
        return action(d, Verb.REMOVE_ANYWAY, d.generation(), "Remove anyway", Button.Style.DANGER);
    }

    static Button rollBack(Deployment d) {
        return action(d, Verb.ROLL_BACK, d.generation(), "Roll back", Button.Style.DANGER);
    }

    static Button keep(Deployment d) {
        return action(d, Verb.KEEP, d.generation(), "Keep 1 h", Button.Style.SECONDARY);
    }

    static Button undo(Deployment d) {
        return action(d, Verb.UNDO, d.generation(), "Undo", Button.Style.PRIMARY);
    }

    static Button evidence() {
        return new Button.ThreadLink("Evidence");
    }

    private static Button action(Deployment d, Verb verb, int generation, String label, Button.Style style) {
        return new Button.Action(new ButtonId(verb, d.id(), generation), label, style);
    }
}
