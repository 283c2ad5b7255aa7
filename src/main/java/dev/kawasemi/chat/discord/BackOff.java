package dev.kawasemi.chat.discord;

import java.time.Duration;

/** When something may be tried again: 1 s after the first failure, doubling to 60 s. */
final class BackOff {
    private static final long LONGEST = 60;
    private static final Duration AT_ONCE = Duration.ofSeconds(Long.MIN_VALUE);

    private int failures;
    private Duration notBefore = AT_ONCE;

    void failed(Duration now) {
        long seconds = Math.min(LONGEST, 1L << Math.min(failures, 6));
        failures++;
        waitUntil(now.plusSeconds(seconds));
    }

    void worked() {
        failures = 0;
    }

    void waitUntil(Duration moment) {
        if (moment.compareTo(notBefore) > 0) {
            notBefore = moment;
        }
    }

    void reset() {
        failures = 0;
        notBefore = AT_ONCE;
    }

    boolean failing() {
        return failures > 0;
    }

    Duration notBefore() {
        return notBefore;
    }
}
