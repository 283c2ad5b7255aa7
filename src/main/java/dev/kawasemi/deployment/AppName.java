package dev.kawasemi.deployment;

import java.util.regex.Pattern;

/** The name of an app in configuration and chat: lower-case letters, digits and dashes, 1 to 32, beginning with a letter. */
public record AppName(String value) implements Comparable<AppName> {
    private static final Pattern GRAMMAR = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    /** @throws IllegalArgumentException when the text is not a name */
    public AppName {
        if (!isValid(value)) {
            throw new IllegalArgumentException("an app name is 1 to 32 of a-z, 0-9 and -, beginning with a letter");
        }
    }

    public static boolean isValid(String text) {
        return GRAMMAR.matcher(text).matches();
    }

    @Override
    public int compareTo(AppName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
