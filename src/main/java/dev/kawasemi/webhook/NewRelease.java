package dev.kawasemi.webhook;

import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Version;
import java.util.List;

/**
 * A release that a sender announced; nothing of it but the app and the version is checked: the texts are the sender's and are to be escaped.
 *
 * @param changes titles of what changed, oldest knowledge of the sender first; at most 20, each one line of at most 200 characters
 */
public record NewRelease(AppName app, Version version, List<String> changes) {
    static final int MOST_CHANGES = 20;
    private static final int LONGEST = 200;

    public NewRelease {
        changes = changes.stream()
                .map(NewRelease::line)
                .filter(line -> !line.isEmpty())
                .limit(MOST_CHANGES)
                .toList();
    }

    private static String line(String text) {
        String first = text.strip().lines().findFirst().orElse("").strip();
        return first.codePointCount(0, first.length()) <= LONGEST
                ? first
                : first.substring(0, first.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }
}
