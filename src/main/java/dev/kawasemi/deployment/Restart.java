package dev.kawasemi.deployment;

import java.time.Instant;

/** Kawasemi was started again while this deployment was unfinished: what it was doing when it ended. */
public record Restart(Instant at, Phase phase, Step step) {}
