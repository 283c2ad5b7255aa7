package dev.kawasemi.rollout;

import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Version;
import java.util.Optional;

/**
 * A deploy as asked for.
 *
 * @param adopt treat an existing, unmanaged stack as the old colour
 * @param force go on where only a guard (memory, disk) refuses
 * @param reason as typed; empty: none
 * @param approving the generation of the question that is answered with it: the standby that waits is let go first, without an undo window
 */
public record DeployRequest(
        AppName app,
        Version version,
        Actor actor,
        boolean adopt,
        boolean force,
        String reason,
        Optional<Integer> approving) {
    public DeployRequest(AppName app, Version version, Actor actor, boolean adopt, boolean force) {
        this(app, version, actor, adopt, force, "", Optional.empty());
    }

    public static DeployRequest of(AppName app, Version version, Actor actor) {
        return new DeployRequest(app, version, actor, false, false);
    }

    public DeployRequest because(String why) {
        return new DeployRequest(app, version, actor, adopt, force, why, approving);
    }

    public DeployRequest approvingFirst(int generation) {
        return new DeployRequest(app, version, actor, adopt, force, reason, Optional.of(generation));
    }
}
