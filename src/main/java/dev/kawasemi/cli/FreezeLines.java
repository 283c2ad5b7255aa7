package dev.kawasemi.cli;

import dev.kawasemi.deployment.Freeze;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A freeze in plain words. */
final class FreezeLines {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    private final ZoneId zone;

    FreezeLines(ZoneId zone) {
        this.zone = zone;
    }

    /** {@code locked by Mia since 2026-11-22 14:02 until 2026-11-22 18:02: db migration}. */
    String words(Freeze freeze) {
        return "locked by " + freeze.owner().name() + " since " + minute(freeze.since()) + " until "
                + minute(freeze.ends()) + ": " + freeze.reason();
    }

    String refusal(Freeze freeze) {
        return "Refused: " + freeze.app() + " is " + words(freeze) + ". `kawasemi unlock " + freeze.app()
                + "`, or wait. Nothing was started.";
    }

    private String minute(Instant at) {
        return MINUTE.format(at.atZone(zone));
    }
}
