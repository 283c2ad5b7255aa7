package dev.kawasemi.chat;

import dev.kawasemi.chat.ButtonId.Verb;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentId;

/** Every button there is, with its label: the verb that the text before it uses. */
final class Buttons {
    private Buttons() {}

    static Button cancel(Deployment d, Wording wording) {
        return action(d, Verb.CANCEL, 0, wording.say(ButtonPhrase.CANCEL), Button.Style.SECONDARY);
    }

    static Button logs(Deployment d, Wording wording) {
        return action(d, Verb.LOGS, 0, wording.say(ButtonPhrase.LOGS), Button.Style.SECONDARY);
    }

    static Button retry(Deployment d, Wording wording) {
        return action(d, Verb.RETRY, 0, wording.say(ButtonPhrase.RETRY), Button.Style.SECONDARY);
    }

    static Button remove(Deployment d, Wording wording) {
        return action(
                d,
                Verb.REMOVE,
                d.generation(),
                wording.say(ButtonPhrase.REMOVE, Wording.oldColor(d)),
                Button.Style.PRIMARY);
    }

    static Button removeAnyway(Deployment d, Wording wording) {
        return action(
                d, Verb.REMOVE_ANYWAY, d.generation(), wording.say(ButtonPhrase.REMOVE_ANYWAY), Button.Style.DANGER);
    }

    static Button rollBack(Deployment d, Wording wording) {
        return action(d, Verb.ROLL_BACK, d.generation(), wording.say(ButtonPhrase.ROLL_BACK), Button.Style.DANGER);
    }

    static Button keep(Deployment d, Wording wording) {
        return action(d, Verb.KEEP, d.generation(), wording.say(ButtonPhrase.KEEP), Button.Style.SECONDARY);
    }

    static Button undo(Deployment d, Wording wording) {
        return action(d, Verb.UNDO, d.generation(), wording.say(ButtonPhrase.UNDO), Button.Style.PRIMARY);
    }

    static Button goOn(Deployment d, Wording wording) {
        return action(d, Verb.GO_ON, d.generation(), wording.say(ButtonPhrase.GO_ON), Button.Style.PRIMARY);
    }

    static Button rollBackFirst(Deployment d, Wording wording) {
        return action(
                d, Verb.ROLL_BACK, d.generation(), wording.say(ButtonPhrase.ROLL_BACK_FIRST), Button.Style.DANGER);
    }

    static Button leave(Deployment d, Wording wording) {
        return action(d, Verb.LEAVE, d.generation(), wording.say(ButtonPhrase.LEAVE), Button.Style.SECONDARY);
    }

    static Button removeFailed(Deployment d, Wording wording) {
        return action(
                d,
                Verb.REMOVE_FAILED,
                0,
                wording.say(ButtonPhrase.REMOVE, Wording.newColor(d)),
                Button.Style.SECONDARY);
    }

    static Button removeFailedAnyway(Deployment d, Wording wording) {
        return action(d, Verb.REMOVE_FAILED_ANYWAY, 0, wording.say(ButtonPhrase.REMOVE_ANYWAY), Button.Style.DANGER);
    }

    static Button deployRelease(Announcement release, Wording wording) {
        return ofRelease(release, Verb.DEPLOY_RELEASE, wording.say(ButtonPhrase.DEPLOY_RELEASE), Button.Style.PRIMARY);
    }

    static Button notNow(Announcement release, Wording wording) {
        return ofRelease(release, Verb.NOT_NOW, wording.say(ButtonPhrase.NOT_NOW), Button.Style.SECONDARY);
    }

    private static Button ofRelease(Announcement release, Verb verb, String label, Button.Style style) {
        return new Button.Action(new ButtonId(verb, new DeploymentId(release.number()), 0), label, style);
    }

    static Button evidence(Wording wording) {
        return new Button.ThreadLink(wording.say(ButtonPhrase.EVIDENCE));
    }

    private static Button action(Deployment d, Verb verb, int generation, String label, Button.Style style) {
        return new Button.Action(new ButtonId(verb, d.id(), generation), label, style);
    }
}
