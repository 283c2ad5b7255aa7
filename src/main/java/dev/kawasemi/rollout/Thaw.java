package dev.kawasemi.rollout;

import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.Freeze;
import java.util.Optional;

/**
 * The end of a freeze.
 *
 * @param by who lifted it; empty: nobody of this process
 * @param ranOut whether its time was over; without that and without {@code by}, another process (the command line) lifted it
 */
public record Thaw(Freeze freeze, Optional<Actor> by, boolean ranOut) {}
