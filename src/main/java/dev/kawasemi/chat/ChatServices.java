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
        return create(engine, new Rules(roles, fourEyes), settings, time, Announcements.none());
    }

    /** Who may do what, and whether alone. */
    public record Rules(Roles roles, FourEyes fourEyes) {}

    /** With releases that announce themselves. */
    public static ChatService create(
            DeployEngine engine, Rules rules, ChatSettings settings, TimeSource time, Announcements announcements) {
        return new CommandHandler(new Desk(
                engine,
                new AccessPolicy(rules.roles()),
                new Wording(settings),
                time,
                Approvals.of(engine, rules.fourEyes(), time),
                new ParkedDeploys(),
                announcements));
    }
}
