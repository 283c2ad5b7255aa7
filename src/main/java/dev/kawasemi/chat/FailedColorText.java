package dev.kawasemi.chat;

import dev.kawasemi.deployment.AftercareEvent;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.Drained;
import java.util.Optional;

/** The thread's line on the colour that failed: how its queue was left, and at last that it is gone. Stands in place of the milestone of a removal. */
final class FailedColorText {
    private FailedColorText() {}

    static Slot slot(Deployment d) {
        return new Slot(d.id(), "m-failed", Slot.Place.THREAD, Slot.Kind.MILESTONE);
    }

    /** Empty where the event says nothing about it. */
    static Optional<ChatMessage> of(Deployment d, DeploymentEvent event, Wording wording) {
        if (event instanceof AftercareEvent.FailedColorRemoved removed) {
            return Optional.of(said(removed(d, removed, wording)));
        }
        return event instanceof AftercareEvent.DrainEnded
                ? QueueText.drained(d).map(done -> said(left(d, done, wording)))
                : Optional.empty();
    }

    private static String left(Deployment d, Drained done, Wording wording) {
        return left(Wording.newColor(d), d, done, wording) + QueueText.cut(done.cut(), wording);
    }

    private static String left(String color, Deployment d, Drained done, Wording wording) {
        if (done.left().isEmpty()) {
            return wording.say(FailedColorPhrase.NOT_MEASURED, color, QueueText.giveUpUnknown(d, wording));
        }
        long tasks = done.left().getAsLong();
        if (tasks == 0) {
            return wording.say(FailedColorPhrase.EMPTY, color);
        }
        String giveUp = QueueText.giveUp(d, tasks, wording);
        return tasks == 1
                ? wording.say(FailedColorPhrase.TASK_LEFT, color, giveUp)
                : wording.say(FailedColorPhrase.TASKS_LEFT, color, tasks, giveUp);
    }

    private static String removed(Deployment d, AftercareEvent.FailedColorRemoved event, Wording wording) {
        return wording.say(
                FailedColorPhrase.REMOVED,
                Wording.newColor(d) + " " + Wording.newVersion(d),
                Wording.name(event.actor()),
                wording.minute(event.at()),
                lost(event.tasksGivenUp(), wording));
    }

    private static String lost(long tasks, Wording wording) {
        if (tasks == 0) {
            return "";
        }
        if (tasks == Deployment.UNKNOWN_TASKS) {
            return wording.say(FailedColorPhrase.UNKNOWN_LOST);
        }
        return tasks == 1 ? wording.say(FailedColorPhrase.TASK_LOST) : wording.say(FailedColorPhrase.TASKS_LOST, tasks);
    }

    private static ChatMessage said(String text) {
        return ChatMessage.silent(Escape.fit(text));
    }
}
