package dev.kawasemi.health;

import java.time.Duration;

/**
 * One probe.
 *
 * @param text for people: {@code HTTP 503}, {@code connection refused}, {@code no answer in 2 s}
 */
public record ProbeResult(boolean ok, String text, Duration took) {}
