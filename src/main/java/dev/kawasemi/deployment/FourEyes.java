package dev.kawasemi.deployment;

import java.time.Duration;
import java.util.Optional;

/**
 * Whether one person may both ask for a deploy and approve it.
 *
 * @param self whether at once
 * @param selfAfter where not: how long after the question was first asked
 */
public record FourEyes(boolean self, Duration selfAfter) {
    /** Everybody may approve what they asked for. */
    public static final FourEyes OFF = new FourEyes(true, Duration.ZERO);

    /**
     * How long this approver must still wait; empty: they may now. A terminal of the host never waits.
     *
     * @param waited since the question was first asked, in monotonic time
     */
    public Optional<Duration> wait(Actor asker, Actor approver, Duration waited) {
        if (self || !approver.isSame(asker) || approver.origin() == Actor.Origin.TERMINAL) {
            return Optional.empty();
        }
        Duration left = selfAfter.minus(waited);
        return left.isNegative() || left.isZero() ? Optional.empty() : Optional.of(left);
    }

    /** Whether an approval by this person goes past the rule, so that it must be shown as doing so. */
    public boolean bypassedBy(Actor asker, Actor approver) {
        return !self && (approver.origin() == Actor.Origin.TERMINAL || approver.isSame(asker));
    }
}
