package dev.kawasemi.journal;

import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.AppName;
import java.time.Duration;
import java.time.Instant;

/**
 * How long an app is frozen, as kept; durations are kept to the millisecond.
 *
 * @param reason as typed
 * @param origin of the monotonic time in which {@code end} counts ({@link dev.kawasemi.time.TimeSource#origin()})
 * @param left as last noted; what counts under another origin, where {@code end} means nothing
 */
public record Lease(
        AppName app, Actor owner, String reason, Instant since, String origin, Duration end, Duration left) {
    /** The same with its end told anew. */
    public Lease noted(String newOrigin, Duration newEnd, Duration newLeft) {
        return new Lease(app, owner, reason, since, newOrigin, newEnd, newLeft);
    }
}
