package dev.kawasemi.deployment;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Since when and how often a person has been asked the open question.
 *
 * @param since when it was put, with the numbers that stand under it
 * @param last when it was put last: then, or by the newest reminder
 * @param passed how many of the times at which it is put again are over
 * @param kept the wish to be left alone; empty: none since it was put last
 */
public record Asking(Instant since, Instant last, int passed, Optional<Kept> kept) {
    /** Somebody wants the old colour kept for this long without a reminder. */
    public record Kept(Instant at, Actor actor, Duration time) {
        public Instant until() {
            return at.plus(time);
        }
    }

    static Asking asked(Instant at) {
        return new Asking(at, at, 0, Optional.empty());
    }

    Asking again(Instant at, int nowPassed) {
        return new Asking(since, at, nowPassed, Optional.empty());
    }

    Asking keeping(Kept wish) {
        return new Asking(since, last, passed, Optional.of(wish));
    }

    /** Whether this is not the first time that it is put. */
    public boolean reminded() {
        return !last.equals(since);
    }
}
