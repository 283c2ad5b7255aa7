package dev.kawasemi.rollout;

import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Version;

/**
 * A deploy as asked for.
 *
 * @param adopt treat an existing, unmanaged stack as the old colour
 * @param force go on where only a guard (memory, disk) refuses
 */
public record DeployRequest(AppName app, Version version, Actor actor, boolean adopt, boolean force) {
    public static DeployRequest of(AppName app, Version version, Actor actor) {
        return new DeployRequest(app, version, actor, false, false);
    }
}
