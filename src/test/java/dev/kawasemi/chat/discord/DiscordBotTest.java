package dev.kawasemi.chat.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.chat.ChatCommand;
import dev.kawasemi.deployment.Actor;
import dev.kawasemi.wire.Interaction;
import dev.kawasemi.wire.Message;
import dev.kawasemi.wire.User;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Commands, presses and messages over real sockets. */
class DiscordBotTest extends BotFixture {
    private User alice;

    private Message shownQuestion() {
        startBot();
        alice = discord.user("Alice", ops);
        bot.nameThread(D42, "shop 42 v2", alice.id());
        bot.show(ROOT, text("shop 42 on pi4"));
        bot.show(QUESTION, question("<@&" + ops + "> remove BLUE? @everyone"));
        return discord.awaitMessage(message -> message.content().contains("remove BLUE?"), LIMIT);
    }

    @Test
    void aCommandIsAcknowledgedPrivatelyAndAnswered() throws Exception {
        startBot();
        alice = discord.user("Alice", ops);
        Interaction deploy = alice.slash("deploy", Map.of("app", "shop", "version", "v2"));
        Message answer = deploy.awaitResponse(message -> message.content().startsWith("done"), LIMIT);
        assertTrue(answer.ephemeral());
        FakeChat.Asked asked = chat.await();
        assertEquals(new ChatCommand.Deploy("shop", "v2"), asked.command());
        assertEquals(
                new Actor(Actor.Origin.DISCORD, alice.id(), "Alice"),
                asked.caller().actor());
        assertEquals(Set.of(ops), asked.caller().roleIds());
        assertTrue(asked.caller().rightPlace());
        assertFalse(asked.caller().trusted());
        alice.in(discord.channel("elsewhere")).slash("status", Map.of());
        FakeChat.Asked elsewhere = chat.await();
        assertEquals(new ChatCommand.Status(""), elsewhere.command());
        assertFalse(elsewhere.caller().rightPlace());
        assertEquals(
                List.of("shop", "shed"),
                alice.autocomplete("deploy", "app", Map.of("app", "sh")).awaitChoices(LIMIT));
    }

    @Test
    void messagesStandInChannelAndThreadWithPingsOnlyForThoseNamed() throws Exception {
        Message question = shownQuestion();
        assertEquals(Set.of(ops), question.pings());
        assertFalse(question.silent());
        bot.show(PREPARED, text("prepared"));
        Message prepared = await("prepared");
        String thread = discord.threads().get(0);
        assertEquals(thread, prepared.channelId());
        assertTrue(prepared.silent());
        assertEquals("shop 42 v2", discord.channelJson(thread).path("name").asText());
        assertEquals(
                1440,
                discord.channelJson(thread)
                        .path("thread_metadata")
                        .path("auto_archive_duration")
                        .asInt());
        assertTrue(discord.threadMembers(thread).contains(alice.id()));
        assertEquals(
                "https://discord.com/channels/" + discord.guildId() + "/" + thread,
                question.button("Evidence").url());
        bot.show(PREPARED, text("prepared @everyone"));
        await("prepared @everyone");
        assertTrue(discord.requests().stream()
                .filter(request ->
                        request.route().equals(CREATE) || request.route().equals(EDIT))
                .allMatch(request -> request.body()
                                .path("allowed_mentions")
                                .path("parse")
                                .isArray()
                        && request.body().path("allowed_mentions").path("parse").isEmpty()));
        alice.in(thread).slash("approve", Map.of("app", "shop"));
        assertTrue(chat.await().caller().rightPlace(), "a thread of the channel is the channel");
    }

    @Test
    void aPressChangesTheMessageInItsAcknowledgementAndTheBoardAddsNothing() throws Exception {
        Message question = shownQuestion();
        chat.answer((command, responder) -> {
            bot.show(QUESTION, text("Bob approved"));
            responder.replacePressed(text("Bob approved"));
        });
        Interaction press = discord.user("Bob", ops).press(question, "Remove BLUE");
        press.awaitAck(LIMIT);
        assertEquals(7, press.ackType(), "UPDATE_MESSAGE");
        assertEquals(List.of(), await("Bob approved").buttons());
        assertEquals(new ChatCommand.Press("v1|rm|42|g1", true), chat.await().command());
        bot.show(PREPARED, text("prepared"));
        await("prepared");
        assertEquals(0, discord.requests(EDIT).size());
    }

    @Test
    void aSlowPressIsAcknowledgedInTimeAndAnsweredLater() throws Exception {
        Message question = shownQuestion();
        CountDownLatch go = new CountDownLatch(1);
        chat.answer((command, responder) -> {
            awaitQuietly(go);
            responder.reply("not you");
            responder.reply("still not you");
        });
        Interaction press = discord.user("Bob").press(question, "Remove BLUE");
        assertTrue(press.awaitAck(LIMIT).toMillis() < 2500);
        assertEquals(6, press.ackType(), "DEFERRED_UPDATE_MESSAGE");
        go.countDown();
        assertTrue(press.awaitResponse(message -> message.content().endsWith("not you"), LIMIT)
                .ephemeral());
        assertEquals(3, discord.message(question.id()).orElseThrow().buttons().size());
    }

    @Test
    void whatOnlyAsksIsAnsweredPrivatelyAndAForgedOrOldCopyIsNotCurrent() throws Exception {
        Message question = shownQuestion();
        Interaction logs = discord.user("Bob", ops).press(question, "Logs");
        logs.awaitAck(LIMIT);
        assertEquals(5, logs.ackType(), "DEFERRED_CHANNEL_MESSAGE");
        assertEquals(new ChatCommand.Press("v1|lg|42|g1", true), chat.await().command());
        bot.show(PREPARED, text("prepared"));
        Interaction forged = discord.user("Eve").pressCustomId(await("prepared"), "v1|rm|42|g1");
        assertTrue(forged.awaitResponse(message -> message.content().startsWith("done"), LIMIT)
                .ephemeral());
        assertEquals(new ChatCommand.Press("v1|rm|42|g1", true), chat.await().command());
    }

    @Test
    void aFaultBehindIsAnsweredShortlyAndTheNextRequestIsServed() throws Exception {
        startBot();
        alice = discord.user("Alice", ops);
        chat.answer((command, responder) -> {
            throw new IllegalStateException("token=geheim");
        });
        Interaction status = alice.slash("status", Map.of());
        Message answer = status.awaitResponse(message -> message.content().contains("failed"), LIMIT);
        assertFalse(answer.content().contains("geheim"));
        chat.answer((command, responder) -> responder.reply("x".repeat(1999) + "\uD83D\uDE00 end"));
        Message cut = alice.slash("status", Map.of())
                .awaitResponse(message -> message.content().startsWith("xx"), LIMIT);
        assertTrue(cut.content().length() <= 2000);
    }

    @Test
    void anEventThatComesAgainAfterAResumeIsDropped() throws Exception {
        startBot();
        alice = discord.user("Alice", ops);
        alice.slash("status", Map.of()).awaitResponse(message -> !message.loading(), LIMIT);
        assertEquals(1, chat.waiting());
        discord.trouble().dropConnection(1);
        discord.trouble().awaitResumes(1, LIMIT);
        alice.slash("status", Map.of("app", "wiki")).awaitResponse(message -> !message.loading(), LIMIT);
        assertEquals(2, chat.waiting());
    }

    @Test
    void commandsAreDeclaredOnceForAllStartsWithJapaneseAndKoreanNames() throws Exception {
        startBot();
        assertEquals(
                List.of(
                        "deploy",
                        "status",
                        "rollback",
                        "approve",
                        "reject",
                        "cancel",
                        "lock",
                        "unlock",
                        "history",
                        "logs"),
                discord.commands().stream()
                        .map(one -> one.path("name").asText())
                        .toList());
        assertEquals(
                "デプロイ",
                discord.commands().get(0).path("name_localizations").path("ja").asText());
        assertEquals(
                "승인",
                discord.commands().get(3).path("name_localizations").path("ko").asText());
        bot.close();
        startBot();
        awaitOnline();
        discord.user("Alice", ops).slash("status", Map.of()).awaitResponse(one -> !one.loading(), LIMIT);
        assertEquals(1, discord.requests(DECLARE).size());
    }

    @Test
    void aDeployIsRefusedWhenTheThreadCouldNotBeOpened() throws Exception {
        startBot();
        discord.botPermissions(1L << 10 | 1L << 11 | 1L << 16 | 1L << 38);
        Interaction deploy = discord.user("Alice", ops).slash("deploy", Map.of("app", "shop", "version", "v2"));
        Message answer = deploy.awaitResponse(message -> !message.loading(), LIMIT);
        assertTrue(answer.content().contains("\"Create Public Threads\""), answer.content());
        assertEquals(0, chat.waiting());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertTrue(latch.await(5, java.util.concurrent.TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
