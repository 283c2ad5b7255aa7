package dev.kawasemi.cli;

import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Freeze;
import dev.kawasemi.deployment.Version;
import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.TypeConversionException;

/** What was typed, by the vocabulary's own rules. */
final class Words {
    private Words() {}

    static AppName app(String text) {
        return checked(text, AppName::new);
    }

    static Version version(String text) {
        return checked(text, Version::new);
    }

    /** As {@code --for 30m}. */
    static Duration length(String text) {
        return checked(text, Freeze::length);
    }

    /** As {@code --active blue}, in whatever case. */
    static Color color(String text) {
        return checked(
                text,
                typed -> Stream.of(Color.values())
                        .filter(color -> color.id().equalsIgnoreCase(typed))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("a colour is blue or green")));
    }

    private static <T> T checked(String text, Function<String, T> make) {
        try {
            return make.apply(text);
        } catch (IllegalArgumentException e) {
            String shown = text.length() > 40 ? text.substring(0, 40) + "…" : text;
            throw new TypeConversionException("\"" + shown + "\" will not do: " + e.getMessage());
        }
    }
}
