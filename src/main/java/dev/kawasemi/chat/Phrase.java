package dev.kawasemi.chat;

import java.util.Locale;

/**
 * One text for people, by name; an enum constant beside the class that says it. Its wording stands in {@code messages_en.properties} and its translations, under
 * {@link #key()}. A phrase that lacks one of the languages, or a wording that no phrase asks for, fails the tests.
 */
public interface Phrase {
    /** What the key begins with: one for each enum of phrases. */
    String topic();

    /** The constant's name. */
    String name();

    /** {@code question.removes-it}. */
    default String key() {
        return topic() + "." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
