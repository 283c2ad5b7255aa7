package dev.kawasemi.rollout;

/** The process ends: what acts is left as the journal says, and the next start takes it up. */
final class Leaving extends RuntimeException {
    private static final String TEXT = "left as it is at the shutdown; the next start takes it up";

    Leaving() {
        super(TEXT);
    }

    /** What was under way was interrupted. */
    Leaving(Throwable cause) {
        super(TEXT, cause);
    }
}
