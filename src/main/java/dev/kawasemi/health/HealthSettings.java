package dev.kawasemi.health;

import java.time.Duration;
import java.util.Optional;

/**
 * When a web counts as healthy.
 *
 * @param path begins with a slash
 * @param host sent as the Host header; empty: 127.0.0.1 and the port
 * @param expect the one HTTP status that is a success; redirects are not followed
 * @param healthyAfter successes in a row, 1 and up
 * @param deadline for all of it
 */
public record HealthSettings(
        String path,
        Optional<String> host,
        int expect,
        Duration interval,
        Duration timeout,
        int healthyAfter,
        Duration deadline) {}
