package dev.kawasemi.chat.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.chat.ChatCommand;
import dev.kawasemi.chat.ChatFile;
import dev.kawasemi.chat.ChatMessage;
import dev.kawasemi.wire.Message;
import dev.kawasemi.wire.User;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command beside the way forward over real sockets. */
class DeskWireTest extends BotFixture {
    static Stream<Arguments> commands() {
        return Stream.of(
                Arguments.of("reject", Map.of("app", "shop"), new ChatCommand.Reject("shop")),
                Arguments.of("cancel", Map.of("app", "shop"), new ChatCommand.Cancel("shop")),
                Arguments.of(
                        "lock",
                        Map.of("app", "shop", "reason", "db migration", "for", "2h"),
                        new ChatCommand.Lock("shop", "db migration", "2h")),
                Arguments.of("lock", Map.of("app", "shop", "reason", "x"), new ChatCommand.Lock("shop", "x", "")),
                Arguments.of("unlock", Map.of("app", "shop"), new ChatCommand.Unlock("shop")),
                Arguments.of("history", Map.of(), new ChatCommand.History("")),
                Arguments.of("logs", Map.of("app", "shop", "color", "green"), new ChatCommand.Logs("shop", "green")),
                Arguments.of(
                        "deploy",
                        Map.of("app", "shop", "version", "v2", "reason", "hot fix"),
                        new ChatCommand.Deploy("shop", "v2", "hot fix")),
                Arguments.of(
                        "deploy",
                        Map.of("app", "shop", "version", "v2", "dry-run", "true"),
                        new ChatCommand.DryRun("shop", "v2", List.of())));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aCommandArrivesAsItWasTyped(String name, Map<String, String> options, ChatCommand expected) throws Exception {
        startBot();
        User alice = discord.user("Alice", ops);
        Message answer = alice.slash(name, options)
                .awaitResponse(message -> message.content().startsWith("done"), LIMIT);
        assertTrue(answer.ephemeral());
        assertEquals(expected, chat.await().command());
    }

    @Test
    void versionsOfTheAppThatWasTypedAreOffered() {
        startBot();
        User alice = discord.user("Alice", ops);
        assertEquals(
                List.of("shop-2.0", "shop-1.9"),
                alice.autocomplete("deploy", "version", Map.of("app", "shop")).awaitChoices(LIMIT));
        assertEquals(
                List.of("shop-1.9"),
                alice.autocomplete("deploy", "version", Map.of("app", "shop", "version", "1.9"))
                        .awaitChoices(LIMIT));
    }

    @Test
    void aDryRunNamesThePermissionsThatAreMissingInsteadOfBeingRefused() throws Exception {
        // Without Create Public Threads (1 << 35).
        discord.botPermissions(1L << 10 | 1L << 11 | 1L << 16 | 1L << 38);
        startBot();
        User alice = discord.user("Alice", ops);
        alice.slash("deploy", Map.of("app", "shop", "version", "v2", "dry-run", "true"))
                .awaitResponse(message -> message.content().startsWith("done"), LIMIT);
        ChatCommand.DryRun asked = (ChatCommand.DryRun) chat.await().command();
        assertTrue(asked.problems().get(0).contains("\"Create Public Threads\""), asked::toString);
    }

    @Test
    void theRestOfALogArrivesAsAFile() {
        startBot();
        byte[] log = "line\n".repeat(500).getBytes(StandardCharsets.UTF_8);
        chat.answer((command, responder) -> responder.reply(
                ChatMessage.silent("the last lines").withFiles(List.of(new ChatFile("shop-blue.log", "", log)))));
        Message answer = discord.user("Alice", ops)
                .slash("logs", Map.of("app", "shop"))
                .awaitResponse(message -> message.content().equals("the last lines"), LIMIT);
        assertTrue(answer.ephemeral());
        assertEquals("shop-blue.log", answer.attachments().get(0).name());
    }

    @Test
    void historyKnowsTheThreads() {
        startBot();
        bot.nameThread(D42, "shop 42 v2", "");
        bot.show(ROOT, text("shop 42 on pi4"));
        bot.show(PREPARED, text("prepared"));
        await("prepared");
        chat.answer((command, responder) ->
                responder.reply("thread " + responder.threadUrl(D42).orElse("none")));
        Message answer = discord.user("Alice", ops)
                .slash("history", Map.of())
                .awaitResponse(message -> message.content().startsWith("thread"), LIMIT);
        assertEquals(
                "thread https://discord.com/channels/" + discord.guildId() + "/"
                        + discord.threads().get(0),
                answer.content());
    }
}
