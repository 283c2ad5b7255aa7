package dev.kawasemi.chat;

import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.rollout.DeployRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Deploys that were refused because a standby waits, for the button that lets it go and goes on: a button holds ids, never a version. Kept in memory, the newest
 * ones; who asks after a restart is told to ask anew.
 */
final class ParkedDeploys {
    private static final int MOST = 100;

    private final Map<Key, DeployRequest> parked = new LinkedHashMap<>();

    private record Key(DeploymentId waiting, Actor.Origin origin, String asker) {}

    synchronized void park(DeploymentId waiting, DeployRequest request) {
        Key key = key(waiting, request.actor());
        parked.remove(key);
        parked.put(key, request);
        if (parked.size() > MOST) {
            parked.remove(parked.keySet().iterator().next());
        }
    }

    /** What this very person asked for last, while that deployment's standby waited. */
    synchronized Optional<DeployRequest> find(DeploymentId waiting, Actor asker) {
        return Optional.ofNullable(parked.get(key(waiting, asker)));
    }

    private static Key key(DeploymentId waiting, Actor asker) {
        return new Key(waiting, asker.origin(), asker.id());
    }
}
