package dev.kawasemi.deployment;

import java.util.regex.Pattern;

/**
 * A version as asked for: a Docker tag, 1 to 128 of {@code [A-Za-z0-9_.-]}, not beginning with a dot or dash (the grammar of
 * github.com/distribution/reference).
 */
public record Version(String value) {
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");

    /** @throws IllegalArgumentException when the text is not a tag */
    public Version {
        if (!isValid(value)) {
            throw new IllegalArgumentException(
                    "a version is a Docker tag: 1 to 128 of A-Z a-z 0-9 _ . -, not beginning with . or -");
        }
    }

    public static boolean isValid(String text) {
        return TAG.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
