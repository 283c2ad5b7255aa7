package dev.kawasemi.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.chat.Gallery.Place;
import dev.kawasemi.chat.Gallery.Shown;
import dev.kawasemi.testing.Shows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every message in every language, compared with the files that were looked at: {@code src/test/resources/gallery}. After a wanted change they are written anew
 * with {@code -Dgallery.write=true}, to be looked at again.
 */
class GalleryTest {
    private static final boolean WRITE = Boolean.getBoolean("gallery.write");
    private static final int LOCK_SCREEN = 80;
    /** The first of Unicode's private characters: each phrase is begun with one of its own, to be found again. */
    private static final int MARK = 0xE000;

    @ParameterizedTest
    @EnumSource
    void everyMessageIsAsItWasLookedAt(Language language) throws IOException {
        Map<String, String> made = new TreeMap<>();
        Gallery.in(wording(language)).forEach((file, shown) -> made.put(file + ".txt", page(shown)));
        made.put("edge.txt", edge(language));
        Path folder = folder().resolve(language.tag());
        if (WRITE) {
            write(folder, made);
        }
        assertEquals(made.keySet(), names(folder), "files of the gallery; write them anew with -Dgallery.write=true");
        for (Map.Entry<String, String> page : made.entrySet()) {
            assertEquals(
                    Files.readString(folder.resolve(page.getKey())), page.getValue(), language + " " + page.getKey());
        }
    }

    @Test
    void theFigureForTheReport() throws IOException {
        int messages = 0;
        for (Language language : Language.values()) {
            for (List<Shown> shown : Gallery.in(wording(language)).values()) {
                messages += shown.size();
            }
            messages += edgePhrases().size();
        }
        Shows.write("golden-messages", messages);
        assertTrue(messages > 1000, messages + " messages");
    }

    @Test
    void everyPhraseIsSeenInTheGallery() {
        List<String> keys =
                new ArrayList<>(new TreeSet<>(Phrases.in(Language.EN).wordings().keySet()));
        Map<String, String> marked = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            String key = keys.get(i);
            marked.put(
                    key,
                    Character.toString(MARK + i)
                            + Phrases.in(Language.EN).wordings().get(key));
        }
        String all = Gallery.in(new Wording(Texts.SETTINGS, new Phrases(marked))).values().stream()
                .flatMap(List::stream)
                .map(shown -> page(List.of(shown)))
                .collect(Collectors.joining());
        Set<String> unseen = new TreeSet<>();
        for (int i = 0; i < keys.size(); i++) {
            boolean edge = keys.get(i).startsWith("discord.") || keys.get(i).startsWith("command.");
            if (!edge && all.indexOf(MARK + i) < 0) {
                unseen.add(keys.get(i));
            }
        }
        assertEquals(Set.of(), unseen);
    }

    /** A language whose words are 40 % longer than the English ones. */
    static Wording pseudo() {
        Map<String, String> longer = new HashMap<>();
        Phrases.in(Language.EN).wordings().forEach((key, wording) -> {
            int length = Phrases.PLACE.matcher(wording).replaceAll("").length();
            longer.put(key, wording + "~".repeat((int) Math.ceil(length * 0.4)));
        });
        return new Wording(Texts.SETTINGS, new Phrases(longer));
    }

    @Test
    void labelsAreShortInEveryLanguageAndInOneWithLongerWords() {
        for (Wording wording : wordings()) {
            Gallery.in(wording).values().stream()
                    .flatMap(List::stream)
                    .flatMap(shown -> shown.message().buttons().stream())
                    .forEach(button -> assertTrue(
                            button.label().codePointCount(0, button.label().length()) <= 34, button.label()));
        }
    }

    @Test
    void nothingIsOverDiscordsLimitInAnyLanguage() {
        for (Wording wording : wordings()) {
            Gallery.in(wording)
                    .forEach((file, all) -> all.forEach(shown -> {
                        String content = shown.message().content();
                        assertTrue(content.codePointCount(0, content.length()) <= 2000, file);
                        assertFalse(content.contains("{"), content);
                        assertTrue(shown.message().buttons().size() <= 5, file);
                    }));
        }
    }

    static Wording wording(Language language) {
        return Texts.WORDING.in(language);
    }

    private static List<Wording> wordings() {
        List<Wording> all = new ArrayList<>();
        for (Language language : Language.values()) {
            all.add(wording(language));
        }
        all.add(pseudo());
        return all;
    }

    private static String page(List<Shown> shown) {
        return shown.stream().map(GalleryTest::entry).collect(Collectors.joining("\n"));
    }

    private static String entry(Shown shown) {
        ChatMessage message = shown.message();
        StringBuilder text = new StringBuilder("== " + shown.name() + " (");
        text.append(shown.place().name().toLowerCase(java.util.Locale.ROOT));
        text.append(message.silent() ? ")\n" : ", notifies)\n");
        String content = Texts.rendered(message.content());
        if (shown.place() == Place.CHANNEL) {
            text.append("locked | ").append(lockScreen(content)).append('\n');
        }
        content.lines().forEach(line -> text.append("| ").append(line).append('\n'));
        if (!message.buttons().isEmpty()) {
            text.append(message.buttons().stream()
                            .map(button -> "[" + button.label() + "]")
                            .collect(Collectors.joining(" ")))
                    .append('\n');
        }
        return text.toString();
    }

    static String lockScreen(String content) {
        String line = content.lines().findFirst().orElse("");
        int end = Math.min(LOCK_SCREEN, line.codePointCount(0, line.length()));
        return line.substring(0, line.offsetByCodePoints(0, end));
    }

    /** What the edge to Discord says is one phrase each. */
    private static String edge(Language language) {
        return edgePhrases().values().stream()
                .map(phrase -> "== " + phrase.key() + "\n| "
                        + Phrases.in(language).say(phrase, "«A»", "«B»", "«C»", "«D»") + "\n")
                .collect(Collectors.joining("\n"));
    }

    private static Map<String, Phrase> edgePhrases() {
        Map<String, Phrase> edge = new LinkedHashMap<>();
        PhrasesTest.phrases().stream()
                .filter(phrase ->
                        phrase.topic().equals("discord") || phrase.topic().equals("command"))
                .forEach(phrase -> edge.put(phrase.key(), phrase));
        return edge;
    }

    private static Path folder() {
        return Path.of(System.getProperty("project.basedir", "."), "src", "test", "resources", "gallery");
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static void write(Path folder, Map<String, String> pages) throws IOException {
        Files.createDirectories(folder);
        for (String old : names(folder)) {
            Files.delete(folder.resolve(old));
        }
        for (Map.Entry<String, String> page : pages.entrySet()) {
            Files.writeString(folder.resolve(page.getKey()), page.getValue());
        }
    }
}
