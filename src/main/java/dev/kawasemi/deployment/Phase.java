package dev.kawasemi.deployment;

/** Where a deployment is as a whole. */
public enum Phase {
    /** Going forward through the steps. */
    RUNNING(false, true),
    /** Failed or cancelled before the commit point; being undone. */
    UNDOING(false, true),
    /** The new colour serves; a person is asked about the old one. */
    AWAITING_APPROVAL(false, false),
    /** Going back to the standby, by a person's decision or a failure after the commit point. */
    ROLLING_BACK(false, true),
    /** Approved: the old colour is being stopped. */
    RETIRING(false, true),
    /** The old colour is stopped; the approval can be taken back. */
    UNDO_WINDOW(false, false),
    /** The approval was taken back; the standby is being started and gated. */
    REVIVING(false, true),
    /** The window is over; the old colour is being removed. */
    REMOVING(false, true),
    /** Done: the new colour serves, nothing waits. */
    COMPLETED(true, false),
    /** Ended before the commit point with everything undone. */
    ABORTED(true, false),
    /** Ended with the old colour serving again. */
    ROLLED_BACK(true, false),
    /** An undo or roll back did not succeed: a person is needed. */
    STUCK(false, false);

    private final boolean ended;
    private final boolean acting;

    Phase(boolean ended, boolean acting) {
        this.ended = ended;
        this.acting = acting;
    }

    public boolean ended() {
        return ended;
    }

    /** Whether the host lock is held in this phase. */
    public boolean acting() {
        return acting;
    }
}
