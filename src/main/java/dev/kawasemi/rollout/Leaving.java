package dev.kawasemi.rollout;

/** The process ends: what acts is left as the journal says, and the next start takes it up. */
final class Leaving extends RuntimeException {
    Leaving() {
        super("left as it is at the shutdown; the next start takes it up");
    }
}
