package dev.kawasemi.rollout;

import dev.kawasemi.deployment.Freeze;

/** What the engine says to a freeze. */
public sealed interface FreezeAnswer {
    /** It is frozen now, by the one who asked. */
    record Frozen(Freeze freeze) implements FreezeAnswer {}

    /** Somebody else has frozen it before; nothing was changed. */
    record HeldBy(Freeze freeze) implements FreezeAnswer {}
}
