package dev.kawasemi.chat;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The languages that Kawasemi speaks. */
public enum Language {
    EN,
    JA,
    KO;

    /** {@code en}. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** From a language tag such as {@code ja} or {@code en-US}; empty for one that is not spoken here. */
    public static Optional<Language> of(String tag) {
        String language = Locale.forLanguageTag(tag).getLanguage();
        return Arrays.stream(values()).filter(one -> one.tag().equals(language)).findFirst();
    }
}
