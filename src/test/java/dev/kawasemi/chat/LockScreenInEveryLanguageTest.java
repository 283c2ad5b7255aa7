package dev.kawasemi.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.chat.Gallery.Place;
import dev.kawasemi.chat.Gallery.Shown;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Phase;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules for what a locked phone shows, on the whole gallery: a phone in Tokyo or Seoul shows no more than one in London. */
class LockScreenInEveryLanguageTest {
    /** How it stands, in a word: one of these is in the first line of what a phone shows. */
    private static final Map<Language, Pattern> STATE = Map.of(
            Language.EN,
            Pattern.compile("(?i)failed|cancelled|done|starting|serves|roll|undone|person|ill|seen|start|prepared"),
            Language.JA,
            Pattern.compile("失敗|キャンセル|完了|起動|稼働|ロールバック|取り消|人の対応|異常"),
            Language.KO,
            Pattern.compile("실패|취소|완료|시작|서비스|롤백|되돌|사람|이상"));

    @ParameterizedTest
    @EnumSource
    void theFirstEightyCharactersSayHostAppVersionAndState(Language language) {
        everyMessage(language, (file, shown) -> {
            if (shown.name().equals("outcome") || shown.name().equals("root")) {
                String first = head(shown);
                assertTrue(first.contains("pi4") && first.contains("shop"), file + ": " + first);
                assertTrue(first.contains("v1.9.") || first.contains(" 1") || first.contains("release-"), file);
                assertTrue(stateOf(language).matcher(first).find(), file + ": " + first);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void theFirstEightyCharactersOfAQuestionHoldTheQuestionAndItsVerbIsTheButtons(Language language) {
        Wording wording = GalleryTest.wording(language);
        for (Deployment d : GalleryStates.all().values()) {
            if (d.phase() == Phase.AWAITING_APPROVAL) {
                ChatMessage question = QuestionText.of(d, wording);
                String first = GalleryTest.lockScreen(Texts.rendered(question.content()));
                String verb = question.buttons()
                        .get(0)
                        .label()
                        .replace(Wording.oldColor(d), "")
                        .replace(" を", "")
                        .strip();
                assertTrue(first.startsWith("@ops pi4 shop " + Wording.newVersion(d)), first);
                assertTrue(first.contains(Wording.oldColor(d)), first);
                assertTrue(first.contains(verb), first + " without " + verb);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theNumbersStandInTheQuestion(Language language) {
        String text = QuestionText.of(Texts.asked().deployment(), GalleryTest.wording(language))
                .content();
        for (String number : List.of("60", "+7 %", "198 MB", "84 ms", "+14 MB")) {
            assertTrue(text.contains(number), text);
        }
    }

    @ParameterizedTest
    @EnumSource
    void noCodeBlockLinkOrTimestampInTheFirstLineOfTheChannel(Language language) {
        everyMessage(language, (file, shown) -> {
            String line = shown.message().content().lines().findFirst().orElse("");
            boolean plain = !line.contains("```") && !line.contains("://") && !line.contains("<t:");
            assertTrue(plain || shown.place() != Place.CHANNEL, file + ": " + line);
        });
    }

    @ParameterizedTest
    @EnumSource
    void onlyQuestionsFailuresAndCallsForHelpPush(Language language) {
        everyMessage(language, (file, shown) -> {
            ChatMessage message = shown.message();
            boolean mayPush = List.of("question", "outcome", "disagreement").contains(shown.name());
            assertTrue(message.silent() || mayPush, file + " " + shown.name());
            assertEquals(
                    message.silent(),
                    message.pingRoles().isEmpty() && message.pingUsers().isEmpty(),
                    file);
            assertEquals(!message.silent(), message.content().startsWith("<@"), file);
        });
    }

    @ParameterizedTest
    @EnumSource
    void whatWasAskedAnewHasNoButtons(Language language) {
        everyMessage(
                language,
                (file, shown) -> assertFalse(
                        shown.name().equals("superseded")
                                && !shown.message().buttons().isEmpty(),
                        file));
    }

    private static Pattern stateOf(Language language) {
        return STATE.getOrDefault(language, Pattern.compile("$^"));
    }

    private static String head(Shown shown) {
        return GalleryTest.lockScreen(Texts.rendered(shown.message().content()));
    }

    private static void everyMessage(Language language, BiConsumer<String, Shown> check) {
        Gallery.in(GalleryTest.wording(language))
                .forEach((file, all) -> all.forEach(shown -> check.accept(language + " " + file, shown)));
    }
}
