package dev.kawasemi.cli;

import dev.kawasemi.deployment.Actor;
import java.util.Optional;

/** The person at this terminal. */
final class LocalActor {
    private LocalActor() {}

    /** Behind sudo it is the person who called it, not root. */
    static Actor now() {
        String user =
                Optional.ofNullable(System.getenv("SUDO_USER")).orElse(System.getProperty("user.name", "unknown"));
        return new Actor(Actor.Origin.TERMINAL, user, user);
    }
}
