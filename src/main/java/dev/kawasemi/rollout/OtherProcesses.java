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
    private final TimeSource time;
    private Duration notBefore = Duration.ZERO;

    OtherProcesses(Ledger ledger, Acts acts, Freezes freezes, TimeSource time) {
        this.ledger = ledger;
        this.acts = acts;
        this.freezes = freezes;
        this.time = time;
    }

    /** On the pulse. */
    void beat() {
        Duration now = time.elapsed();
        if (now.compareTo(notBefore) < 0) {
            return;
        }
        notBefore = now.plus(BETWEEN_LOOKS);
        if (!acts.busy()) {
            ledger.refresh();
        }
        freezes.beat();
    }
}
