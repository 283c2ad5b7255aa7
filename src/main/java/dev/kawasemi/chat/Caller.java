package dev.kawasemi.chat;

import dev.kawasemi.deployment.Actor;
import java.util.Set;

/**
 * Who asks.
 *
 * @param roleIds as told by the transport with this very request
 * @param trusted a person at the host's own terminal, who may do everything
 * @param rightPlace whether the request came from the configured guild and channel (or a thread of it)
 */
public record Caller(Actor actor, Set<String> roleIds, boolean trusted, boolean rightPlace) {
    public Caller {
        roleIds = Set.copyOf(roleIds);
    }
}
