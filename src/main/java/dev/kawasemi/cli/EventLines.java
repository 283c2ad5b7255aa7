package dev.kawasemi.cli;

import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.StepState;

/** One plain line for each event. */
final class EventLines {
    private EventLines() {}

    static String of(Deployment now, DeploymentEvent event) {
        String head = now.app() + " " + now.id() + " " + now.version() + ": ";
        if (event instanceof DeploymentEvent.StepStarted started) {
            return head + started.step().word() + " …";
        }
        if (event instanceof DeploymentEvent.StepDone done) {
            return head + done.step().word() + " done" + took(now, done) + note(done.note());
        }
        if (event instanceof DeploymentEvent.StepFailed failed) {
            return head + failed.step().word() + " failed: " + failed.text();
        }
        if (event instanceof DeploymentEvent.Accepted) {
            return head + now.fromText() + " -> " + now.version() + ", starting "
                    + now.next().color();
        }
        return head + words(now);
    }

    private static String words(Deployment now) {
        String old = now.old().map(side -> side.stack().color().name()).orElse("nothing");
        return switch (now.phase()) {
            case RUNNING -> "going on";
            case UNDOING -> "undoing: " + now.failure().orElse("");
            case AWAITING_APPROVAL ->
                now.next().color() + " serves; " + old + " stays until `kawasemi approve " + now.app()
                        + "` or `kawasemi rollback " + now.app() + "`";
            case ROLLING_BACK -> "rolling back: " + now.failure().orElse("");
            case RETIRING -> "stopping " + old;
            case UNDO_WINDOW ->
                old + " is stopped; it is removed in " + now.undoWindow().toSeconds() + " s (kawasemi undo " + now.app()
                        + ")";
            case REVIVING -> "starting " + old + " again";
            case REMOVING -> "removing " + old;
            case COMPLETED -> "done, " + now.next().color() + " serves " + now.version();
            case ABORTED -> "undone; " + old + " serves: " + now.failure().orElse("");
            case ROLLED_BACK ->
                "rolled back; " + old + " serves: " + now.failure().orElse("");
            case STUCK -> "a person is needed: " + now.failure().orElse("");
        };
    }

    private static String took(Deployment now, DeploymentEvent.StepDone done) {
        StepState state = now.steps().get(done.step());
        return state == null
                ? ""
                : state.took()
                        .map(took -> " in " + took.toMillis() / 1000.0 + " s")
                        .orElse("");
    }

    private static String note(String note) {
        return note.isEmpty() ? "" : ", " + note;
    }
}
