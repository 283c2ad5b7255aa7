package dev.kawasemi.deployment;

import java.util.Locale;
import java.util.Optional;

/** One of the two places an app can run in. */
public enum Color {
    BLUE,
    GREEN;

    public Color other() {
        return this == BLUE ? GREEN : BLUE;
    }

    /** As in project names, the proxy's header and {@code COLOR}: {@code blue} or {@code green}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Color> ofId(String text) {
        return switch (text) {
            case "blue" -> Optional.of(BLUE);
            case "green" -> Optional.of(GREEN);
            default -> Optional.empty();
        };
    }
}
