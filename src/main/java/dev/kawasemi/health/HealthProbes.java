package dev.kawasemi.health;

import dev.kawasemi.time.TimeSource;

/** Makes probes. */
public final class HealthProbes {
    private HealthProbes() {}

    /** Asks {@code 127.0.0.1} over HTTP/1.1, each time on a new connection. Safe for many threads. */
    public static HealthProbe http() {
        return new HttpProbe(TimeSource.system());
    }
}
