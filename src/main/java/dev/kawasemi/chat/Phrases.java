package dev.kawasemi.chat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The wording of every {@link Phrase} in one language. What is filled in is taken as it is: it must be escaped before. */
public final class Phrases {
    /** {@code {0}}; nothing else in a wording has a meaning, an apostrophe neither. */
    static final Pattern PLACE = Pattern.compile("\\{([0-9])}");

    /** Each is read when it is first asked for: most hosts speak one. */
    private static final Map<Language, Phrases> READ = new ConcurrentHashMap<>();

    private final Map<String, String> wordings;

    Phrases(Map<String, String> wordings) {
        this.wordings = Map.copyOf(wordings);
    }

    public static Phrases in(Language language) {
        return READ.computeIfAbsent(language, wanted -> new Phrases(read("/messages_" + wanted.tag() + ".properties")));
    }

    /** The wording with {@code {0}} replaced by the first value, and so on. */
    public String say(Phrase phrase, Object... values) {
        String wording = wordings.get(phrase.key());
        if (wording == null) {
            throw new IllegalArgumentException("there is no wording for " + phrase.key());
        }
        Matcher places = PLACE.matcher(wording);
        StringBuilder said = new StringBuilder();
        while (places.find()) {
            int index = Integer.parseInt(places.group(1));
            if (index >= values.length) {
                throw new IllegalArgumentException(phrase.key() + " needs more than " + values.length + " values");
            }
            places.appendReplacement(said, Matcher.quoteReplacement(String.valueOf(values[index])));
        }
        return places.appendTail(said).toString();
    }

    /** By key, as they stand in the file. */
    Map<String, String> wordings() {
        return wordings;
    }

    private static Map<String, String> read(String resource) {
        Properties file = new Properties();
        try (Reader text = new InputStreamReader(
                Objects.requireNonNull(Phrases.class.getResourceAsStream(resource), resource),
                StandardCharsets.UTF_8)) {
            file.load(text);
        } catch (IOException e) {
            throw new UncheckedIOException("Tried to read " + resource + ", and it failed: " + e.getMessage(), e);
        }
        Map<String, String> wordings = new HashMap<>();
        file.stringPropertyNames().forEach(key -> wordings.put(key, file.getProperty(key)));
        return wordings;
    }
}
