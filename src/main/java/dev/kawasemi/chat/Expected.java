package dev.kawasemi.chat;

import dev.kawasemi.chat.ButtonId.Verb;
import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.Phase;
import java.time.Instant;
import java.util.Optional;

/**
 * What an accepted request makes of a deployment. The engine answers a roll back, undo or cancel before the act's first event: shown as it is then, the
 * message would still carry the buttons that were just pressed.
 */
final class Expected {
    private Expected() {}

    /** The deployment as the act's first event will leave it; unchanged where that has come already. */
    static Deployment after(Verb verb, Deployment now, Actor actor, Instant at) {
        return event(verb, now, actor, at)
                .filter(event -> event.allowedIn().contains(now.phase()))
                .map(now::apply)
                .orElse(now);
    }

    private static Optional<DeploymentEvent> event(Verb verb, Deployment now, Actor actor, Instant at) {
        boolean stands = !now.phase().acting() || now.phase() == Phase.RUNNING;
        if (!stands || now.ended()) {
            return Optional.empty();
        }
        String reason = "asked for by " + actor.name();
        return switch (verb) {
            case UNDO -> Optional.of(new DeploymentEvent.ReviveStarted(at, actor));
            case CANCEL ->
                now.phase() == Phase.UNDO_WINDOW
                        ? Optional.of(new DeploymentEvent.ReviveStarted(at, actor))
                        : Optional.of(back(now, actor, at, reason));
            case ROLL_BACK -> Optional.of(back(now, actor, at, reason));
            case REMOVE,
                    REMOVE_ANYWAY,
                    KEEP,
                    LOGS,
                    RETRY,
                    GO_ON,
                    LEAVE,
                    REMOVE_FAILED,
                    REMOVE_FAILED_ANYWAY,
                    DEPLOY_RELEASE,
                    NOT_NOW -> Optional.empty();
        };
    }

    private static DeploymentEvent back(Deployment now, Actor actor, Instant at, String reason) {
        return now.committed()
                ? new DeploymentEvent.RollBackStarted(at, actor, reason)
                : new DeploymentEvent.UndoStarted(at, actor, reason);
    }
}
