package dev.kawasemi.chat;

import dev.kawasemi.rollout.DeployEngine;
import dev.kawasemi.time.TimeSource;

/** Makes the {@link ChatService}. */
public final class ChatServices {
    private ChatServices() {}

    public static ChatService create(DeployEngine engine, Roles roles, ChatSettings settings, TimeSource time) {
        return new CommandHandler(new Desk(engine, new AccessPolicy(roles), new Wording(settings), time));
    }
}
