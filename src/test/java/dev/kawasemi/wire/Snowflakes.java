package dev.kawasemi.wire;

import dev.kawasemi.time.TimeSource;

/** Discord's ids: milliseconds since 2015 in the upper 42 bits (its reference, "Snowflakes"); here the rest is a counter. */
final class Snowflakes {
    private static final long DISCORD_EPOCH_MILLIS = 1420070400000L;
    private static final int COUNTER_BITS = 22;

    private final TimeSource time;
    private long last;

    Snowflakes(TimeSource time) {
        this.time = time;
    }

    /** Larger than every earlier one, also when the clock stands still. */
    synchronized String next() {
        long byClock = (time.now().toEpochMilli() - DISCORD_EPOCH_MILLIS) << COUNTER_BITS;
        last = Math.max(last + 1, byClock);
        return Long.toString(last);
    }
}
