package dev.kawasemi.chat.discord;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.chat.ChatFile;
import dev.kawasemi.chat.ChatMessage;
import dev.kawasemi.wire.Attachment;
import dev.kawasemi.wire.Interaction;
import dev.kawasemi.wire.Message;
import dev.kawasemi.wire.User;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Files over real sockets: with messages of the outbox and with answers to one person. */
class FilesTest extends BotFixture {
    private static final ChatFile CHART =
            new ChatFile("shop-42.png", "GREEN: CPU +7 %, メモリ", new byte[] {1, (byte) 0x80, 13, 10, 0, -1});
    private static final ChatFile LOG =
            new ChatFile("shop-blue.log", "", "line\n".repeat(3).getBytes(UTF_8));

    private Message shown(ChatMessage message) {
        bot.show(ROOT, text("root"));
        bot.show(QUESTION, message);
        return await(message.content());
    }

    private static void assertCarries(Message message, ChatFile... files) {
        assertEquals(
                List.of(files),
                message.attachments().stream().map(FilesTest::file).toList());
    }

    private static ChatFile file(Attachment file) {
        return new ChatFile(file.name(), file.description(), file.bytes());
    }

    @Test
    void aQuestionCarriesItsFilesAndAnEditKeepsThemWithoutSendingThemAgain() {
        startBot();
        Message question = shown(question("remove?").withFiles(List.of(CHART, LOG)));
        assertCarries(question, CHART, LOG);
        assertArrayEquals(CHART.bytes(), question.attachments().get(0).bytes());
        bot.show(QUESTION, question("remove? 3 tasks wait").withFiles(List.of(CHART, LOG)));
        assertCarries(await("remove? 3 tasks wait"), CHART, LOG);
        bot.show(QUESTION, text("Bob approved"));
        assertCarries(await("Bob approved"), CHART, LOG);
        assertTrue(discord.requests(EDIT).stream()
                .noneMatch(request -> request.body().has("attachments")));
    }

    @Test
    void aFileThatComesLaterIsAddedByAnEdit() {
        startBot();
        shown(question("remove?"));
        bot.show(QUESTION, question("remove? with a picture").withFiles(List.of(CHART)));
        assertCarries(await("remove? with a picture"), CHART);
    }

    @Test
    void anAnswerToOnePersonCarriesAFileAndTheNextAnswerTakesItsPlace() throws Exception {
        startBot();
        User alice = discord.user("Alice", ops);
        chat.answer((command, responder) -> responder.reply(text("last lines").withFiles(List.of(LOG))));
        Message answer = alice.slash("status", Map.of())
                .awaitResponse(message -> message.content().equals("last lines"), LIMIT);
        assertTrue(answer.ephemeral());
        assertCarries(answer, LOG);
        chat.answer((command, responder) -> {
            responder.reply(text("first").withFiles(List.of(LOG)));
            responder.reply("second");
        });
        assertCarries(alice.slash("status", Map.of())
                .awaitResponse(message -> message.content().equals("second"), LIMIT));
    }

    @Test
    void aPressIsAnsweredWithAFile() {
        startBot();
        Message question = shown(question("remove?"));
        chat.answer((command, responder) -> responder.reply(text("log").withFiles(List.of(LOG))));
        for (String label : List.of("Remove BLUE", "Logs")) {
            Interaction press = discord.user("Bob", ops).press(question, label);
            Message answer = press.awaitResponse(message -> message.content().equals("log"), LIMIT);
            assertTrue(answer.ephemeral());
            assertCarries(answer, LOG);
        }
    }

    @Test
    void withoutThePermissionToAttachFilesTheQuestionStillArrives() {
        startBot();
        discord.botPermissions(1L << 10 | 1L << 11 | 1L << 16 | 1L << 35 | 1L << 38);
        assertCarries(shown(question("remove?").withFiles(List.of(CHART))));
    }
}
