package dev.kawasemi.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every phrase in every language: none missing, none left over, and the same things filled in. */
class PhrasesTest {
    /** The Korean particles whose form depends on the sound before them. */
    private static final Pattern PARTICLE =
            Pattern.compile("\\{[0-9]}(은|는|이|가|을|를|와|과|으로|로|이나|나|이라|라|이랑|랑|이며|며|입니다|이었|였|아|야)(?![가-힣])");

    /** Looked for once: that takes a second. */
    private static final List<Phrase> PHRASES = imported();

    @ParameterizedTest
    @EnumSource
    void noPhraseIsMissingOrLeftOver(Language language) {
        assertEquals(keys(), new TreeSet<>(Phrases.in(language).wordings().keySet()), "messages_" + language.tag());
    }

    @ParameterizedTest
    @EnumSource
    void noKeyStandsTwiceInAFile(Language language) throws IOException {
        String file = "/messages_" + language.tag() + ".properties";
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream(file), file)) {
            Set<String> seen = new HashSet<>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.substring(0, line.indexOf(" = ")))
                    .forEach(key -> assertTrue(seen.add(key), key));
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyLanguageFillsInTheSame(Language language) {
        Phrases.in(language)
                .wordings()
                .forEach((key, wording) ->
                        assertEquals(places(Phrases.in(Language.EN).wordings().get(key)), places(wording), key));
    }

    @Test
    void noKoreanParticleThatDependsOnTheWordBeforeStandsAfterWhatIsFilledIn() {
        Phrases.in(Language.KO)
                .wordings()
                .forEach((key, wording) -> assertFalse(PARTICLE.matcher(wording).find(), key + ": " + wording));
    }

    @Test
    void theTranslationsAreTranslated() {
        Map<String, String> english = Phrases.in(Language.EN).wordings();
        for (Language language : List.of(Language.JA, Language.KO)) {
            Phrases.in(language).wordings().forEach((key, wording) -> {
                boolean hasWords = Phrases.PLACE
                        .matcher(english.getOrDefault(key, ""))
                        .replaceAll("")
                        .matches("(?s).*[A-Za-z]{4}.*");
                assertTrue(
                        !hasWords || wording.codePoints().anyMatch(c -> c > 0x2fff),
                        language + " " + key + ": " + wording);
            });
        }
    }

    @Test
    void whatIsFilledInIsNotReadAgain() {
        Map<String, String> wordings = new HashMap<>(Phrases.in(Language.EN).wordings());
        wordings.put(CommonPhrase.NOTED.key(), "it's {1}, {0}");
        assertEquals("it's $1\\, {1}", new Phrases(wordings).say(CommonPhrase.NOTED, "{1}", "$1\\"));
    }

    @Test
    void aValueThatIsNotGivenIsAFault() {
        assertThrows(
                IllegalArgumentException.class, () -> Phrases.in(Language.EN).say(CommonPhrase.NOTED, "one"));
    }

    @Test
    void aLanguageIsKnownByItsTag() {
        assertEquals(Language.EN, Language.of("en-GB").orElseThrow());
        assertEquals(Language.JA, Language.of("ja").orElseThrow());
        assertEquals(Language.KO, Language.of("ko").orElseThrow());
        assertTrue(Language.of("fr").isEmpty());
        assertTrue(Language.of("unknown").isEmpty());
    }

    private static Set<Integer> places(String wording) {
        Set<Integer> places = new TreeSet<>();
        Matcher matcher = Phrases.PLACE.matcher(wording);
        while (matcher.find()) {
            places.add(Integer.valueOf(matcher.group(1)));
        }
        return places;
    }

    private static Set<String> keys() {
        return phrases().stream().map(Phrase::key).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Of the enums wherever they are, in the order of their keys. */
    static List<Phrase> phrases() {
        return PHRASES;
    }

    private static List<Phrase> imported() {
        List<Phrase> phrases = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.kawasemi").stream()
                        .filter(type -> type.isEnum() && type.isAssignableTo(Phrase.class))
                        .map(JavaClass::reflect)
                        .flatMap(type -> List.of(type.getEnumConstants()).stream())
                        .map(Phrase.class::cast)
                        .sorted(Comparator.comparing(Phrase::key))
                        .toList();
        assertFalse(phrases.isEmpty());
        return phrases;
    }
}
