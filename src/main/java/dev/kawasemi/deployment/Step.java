package dev.kawasemi.deployment;

/** The steps of a deployment in their order. The commit point is the end of {@link #VERIFY}. */
public enum Step {
    PREFLIGHT("preflight"),
    PREPARE("prepare"),
    QUIESCE("quiesce"),
    START("start"),
    HEALTH_GATE("health"),
    SWITCH("switch"),
    VERIFY("verify"),
    WORKERS("workers"),
    DRAIN("drain"),
    WATCH("watch"),
    AWAIT_APPROVAL("approval"),
    RETIRE("retire");

    private final String word;

    Step(String word) {
        this.word = word;
    }

    /** The short word of the card. */
    public String word() {
        return word;
    }

    /** Whether a failure here is after the commit point, so that it is a roll back and not an abort. */
    public boolean afterCommit() {
        return compareTo(VERIFY) > 0;
    }
}
