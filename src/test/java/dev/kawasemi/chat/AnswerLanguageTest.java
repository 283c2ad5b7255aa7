package dev.kawasemi.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.testing.FakeDeployEngine;
import dev.kawasemi.testing.FakeTime;
import dev.kawasemi.testing.RecordingResponder;
import dev.kawasemi.testing.Stories;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An answer is in the language of its reader, what everybody sees in the channel's. */
class AnswerLanguageTest {
    private static final Roles ROLES = new Roles(Set.of("d"), Set.of("a"), Set.of());

    private final FakeTime time = new FakeTime();
    private final FakeDeployEngine engine = new FakeDeployEngine(time, Stories.SHOP);
    private final RecordingResponder responder = new RecordingResponder();
    private final ChatSettings japanese =
            new ChatSettings("pi4", java.time.ZoneId.of("UTC"), Set.of("999"), true, Language.JA);
    private final ChatService chat = ChatServices.create(engine, ROLES, japanese, time);

    @Test
    void aRefusalIsInTheLanguageOfWhoIsRefused() {
        chat.handle(new ChatCommand.Deploy("blog", "v1"), caller(Language.KO), responder);
        assertTrue(responder.text().contains("앱은 없습니다"), responder.text());
    }

    @Test
    void whoseLanguageIsNotSpokenIsAnsweredInTheChannels() {
        chat.handle(new ChatCommand.Deploy("blog", "v1"), new Caller(Stories.BOB, Set.of("d"), false, true), responder);
        assertTrue(responder.text().contains("というアプリはありません"), responder.text());
    }

    @Test
    void thePressedQuestionStaysInTheChannelsLanguage() {
        Deployment asked = Texts.asked().deployment();
        engine.put(asked);
        ButtonId remove = new ButtonId(ButtonId.Verb.REMOVE, asked.id(), asked.generation());
        chat.handle(new ChatCommand.Press(remove.encode(), true), caller(Language.EN), responder);
        String replaced = responder.replaced().orElseThrow().content();
        assertTrue(replaced.contains("Bob が"), replaced);
        chat.handle(new ChatCommand.Press(remove.encode(), true), caller(Language.EN), responder);
        assertEquals("Bob approved this 0 s ago. Nothing more to do.", responder.text());
    }

    private static Caller caller(Language language) {
        return new Caller(Stories.BOB, Set.of("d", "a"), false, true, Optional.of(language));
    }
}
