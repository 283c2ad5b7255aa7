package dev.kawasemi.chat.console;

import java.util.List;
import java.util.Locale;

/** A line cut into its words; the first, with or without a slash, says what is wanted. */
record Typed(String verb, List<String> words) {
    Typed {
        words = List.copyOf(words);
    }

    static Typed of(String line) {
        List<String> all = List.of(line.strip().split("\\s+"));
        String first = all.get(0).toLowerCase(Locale.ROOT);
        return new Typed(first.startsWith("/") ? first.substring(1) : first, all.subList(1, all.size()));
    }

    boolean isNumber() {
        return verb.matches("[0-9]{1,6}") && words.isEmpty();
    }

    int number() {
        return Integer.parseInt(verb);
    }

    /** The word at this place, counted from 0; empty where there is none. */
    String word(int index) {
        return index < words.size() ? words.get(index) : "";
    }

    /** The words from this place on. */
    String from(int index) {
        return index < words.size() ? String.join(" ", words.subList(index, words.size())) : "";
    }

    String rest() {
        return String.join(" ", words);
    }
}
