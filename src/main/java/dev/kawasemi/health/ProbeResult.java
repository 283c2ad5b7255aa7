package dev.kawasemi.health;

import java.time.Duration;

/**
 * One probe.
 *
 * @param status of HTTP; 0 where nobody answered in HTTP
 * @param text for people: {@code HTTP 503}, {@code connection refused}, {@code no answer in 2 s}
 */
public record ProbeResult(boolean ok, int status, String text, Duration took) {
    /** Where the status does not matter. */
    public ProbeResult(boolean ok, String text, Duration took) {
        this(ok, 0, text, took);
    }
}
