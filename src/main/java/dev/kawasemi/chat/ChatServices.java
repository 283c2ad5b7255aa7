package dev.kawasemi.chat;

import dev.kawasemi.deployment.FourEyes;
import dev.kawasemi.rollout.DeployEngine;
import dev.kawasemi.time.TimeSource;

/** Makes the {@link ChatService}. */
public final class ChatServices {
    private ChatServices() {}

    /** One for which everybody may approve what they asked for. */
    public static ChatService create(DeployEngine engine, Roles roles, ChatSettings settings, TimeSource time) {
        return create(engine, roles, FourEyes.OFF, settings, time);
    }

    public static ChatService create(
            DeployEngine engine, Roles roles, FourEyes fourEyes, ChatSettings settings, TimeSource time) {
        return new CommandHandler(new Desk(
                engine,
                new AccessPolicy(roles),
                new Wording(settings),
                time,
                Approvals.of(engine, fourEyes, time),
                new ParkedDeploys()));
    }
}
