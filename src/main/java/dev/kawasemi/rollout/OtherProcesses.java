package dev.kawasemi.rollout;

import dev.kawasemi.time.TimeSource;
import java.time.Duration;

/**
 * Looks for what other processes of this host have written, a command line's decision or freeze. Each look is two reads of SQLite, which on the pulse were most
 * of what an idle bot did; who is about to act looks anyhow, with the host lock held.
 */
final class OtherProcesses {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

    private final Ledger ledger;
    private final Acts acts;
    private final Freezes freezes;
    private final Unsettled unsettled;
    private final TimeSource time;
    private Duration notBefore = Duration.ZERO;

    OtherProcesses(Ledger ledger, Acts acts, Freezes freezes, Unsettled unsettled, TimeSource time) {
        this.ledger = ledger;
        this.acts = acts;
        this.freezes = freezes;
        this.unsettled = unsettled;
        this.time = time;
    }

    /** Whether a beat may be left out: nothing acts, nothing is open or left to settle, and no look is due. A bot at rest has little to do, and it shall cost little. */
    boolean leaveInPeace() {
        return !acts.busy() && ledger.nothingOpen() && unsettled.none() && !due();
    }

    private boolean due() {
        return time.elapsed().compareTo(notBefore) >= 0;
    }

    /** On the pulse. */
    void beat() {
        if (!due()) {
            return;
        }
        notBefore = time.elapsed().plus(BETWEEN_LOOKS);
        if (!acts.busy()) {
            ledger.refresh();
        }
        freezes.beat();
    }
}
