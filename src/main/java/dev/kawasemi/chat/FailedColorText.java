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
                ? QueueText.drained(d).map(done -> said(left(d, done)))
                : Optional.empty();
    }

    private static String left(Deployment d, Drained done) {
        String queue = Wording.newColor(d) + "'s queue: ";
        if (done.left().isEmpty()) {
            return queue + "could not be counted; " + QueueText.giveUpUnknown(d) + "." + QueueText.cut(done.cut());
        }
        long tasks = done.left().getAsLong();
        String how = tasks == 0
                ? "empty"
                : tasks + (tasks == 1 ? " task" : " tasks") + " left; " + QueueText.giveUp(d, tasks);
        return queue + how + "." + QueueText.cut(done.cut());
    }

    private static String removed(Deployment d, AftercareEvent.FailedColorRemoved event, Wording wording) {
        long tasks = event.tasksGivenUp();
        String number = tasks == Deployment.UNKNOWN_TASKS ? "an unknown number of" : String.valueOf(tasks);
        String lost =
                tasks == 0 ? "" : "; " + number + (tasks == 1 ? " task" : " tasks") + " in its queue went with it";
        return Wording.newColor(d) + " " + Wording.newVersion(d) + " removed by " + Wording.name(event.actor()) + " at "
                + wording.minute(event.at()) + lost + ".";
    }

    private static ChatMessage said(String text) {
        return ChatMessage.silent(Escape.fit(text));
    }
}
