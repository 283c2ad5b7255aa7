package dev.kawasemi.chat;

import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.deployment.Version;
import java.time.Instant;
import java.util.List;

/**
 * A release that announced itself, and what became of it.
 *
 * @param number 1 and up, never used again; stands in its buttons
 * @param after the newest deployment of the host when it came: its message is kept as long as that one's
 * @param changes titles from outside, not escaped
 * @param by who settled it; empty while it is open, and where nobody did
 * @param at when it came or was settled
 */
public record Announcement(
        long number,
        AppName app,
        Version version,
        List<String> changes,
        DeploymentId after,
        State state,
        String by,
        Instant at) {
    public Announcement {
        changes = List.copyOf(changes);
    }

    /** The same, settled or opened again. */
    public Announcement settled(State to, String who, Instant when) {
        return new Announcement(number, app, version, changes, after, to, who, when);
    }

    /** Only {@link #OPEN} has buttons. */
    public enum State {
        OPEN,
        DEPLOYED,
        DECLINED,
        /** A newer release of the app came before anybody answered. */
        OVERTAKEN
    }
}
