package dev.kawasemi.chat;

import dev.kawasemi.deployment.Actor;
import java.util.Optional;
import java.util.Set;

/**
 * Who asks.
 *
 * @param roleIds as told by the transport with this very request
 * @param trusted a person at the host's own terminal, who may do everything
 * @param rightPlace whether the request came from the configured guild and channel (or a thread of it)
 * @param language of the answers to this person; empty: the channel's
 */
public record Caller(
        Actor actor, Set<String> roleIds, boolean trusted, boolean rightPlace, Optional<Language> language) {
    public Caller {
        roleIds = Set.copyOf(roleIds);
    }

    /** One who is answered in the channel's language. */
    public Caller(Actor actor, Set<String> roleIds, boolean trusted, boolean rightPlace) {
        this(actor, roleIds, trusted, rightPlace, Optional.empty());
    }
}
