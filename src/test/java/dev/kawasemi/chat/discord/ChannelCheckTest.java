package dev.kawasemi.chat.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.chat.ButtonId;
import dev.kawasemi.chat.ChatMessage;
import dev.kawasemi.time.TimeSource;
import dev.kawasemi.wire.Message;
import dev.kawasemi.wire.User;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the bot lacks in Discord is said before somebody needs it. */
class ChannelCheckTest extends BotFixture {
    private static final long ALL_SEVEN = 309237763072L;
    private static final long ADMINISTRATOR = 1L << 3;
    private static final long ATTACH_FILES = 1L << 15;
    private static final long MENTION_EVERYONE = 1L << 17;

    private void startAsking(String... roles) {
        bot = DiscordBots.open(
                settings(discord.token()), folder.resolve("chat.db"), TimeSource.system(), Set.of(roles));
        bot.start(chat);
        discord.awaitCommand("deploy", LIMIT);
        awaitOnline();
    }

    private Message saying(String text) {
        return discord.awaitMessage(message -> message.content().contains(text), LIMIT);
    }

    /** What was due in the channel before this is there. */
    private void settle(String text) {
        bot.show(ROOT, text(text));
        await(text);
    }

    @Test
    void whereNothingIsMissingNothingIsSaid() {
        startAsking(ops);
        settle("root");
        assertEquals(1, discord.channelMessages().size());
    }

    @Test
    void aMissingPermissionIsSaidOnceByItsNameAlsoOverARestart() {
        discord.botPermissions(ALL_SEVEN & ~ATTACH_FILES);
        startAsking(ops);
        Message said = saying("\"Attach Files\"");
        assertTrue(said.silent());
        assertFalse(said.content().contains("Embed Links"), said.content());
        bot.close();
        startAsking(ops);
        settle("root");
        assertEquals(List.of(said.content(), "root"), contents());
        discord.botPermissions(ALL_SEVEN);
        // Events are heard one after the other: once this is answered, that one was.
        discord.user("Alice", ops).slash("status", Map.of()).awaitResponse(message -> !message.loading(), LIMIT);
        discord.botPermissions(ALL_SEVEN & ~ATTACH_FILES);
        until(() -> contents().size() == 3);
        assertEquals(said.content(), contents().get(2), "mended and lost again is news");
    }

    private List<String> contents() {
        return discord.channelMessages().stream().map(Message::content).toList();
    }

    @Test
    void aRoleThatCannotBeNotifiedIsSaidWithoutNotifyingAnybody() {
        String quiet = discord.role("quiet", false);
        startAsking(quiet, ops, "4711");
        Message said = saying("<@&" + quiet + ">");
        assertTrue(said.content().contains("no role 4711"), said.content());
        assertFalse(said.content().contains(ops), said.content());
        assertEquals(Set.of(), said.pings());
    }

    @Test
    void whoMayMentionAllCanNotifyEveryRole() {
        discord.botPermissions(ALL_SEVEN | MENTION_EVERYONE);
        startAsking(discord.role("quiet", false));
        settle("root");
        assertEquals(1, discord.channelMessages().size());
    }

    @Test
    void aDeployAndARetryAreRefusedByTheInteractionsOwnPermissions() throws Exception {
        startAsking(ops);
        User alice = discord.user("Alice", ops);
        bot.show(
                ROOT, new ChatMessage("root", List.of(action(ButtonId.Verb.RETRY, "Retry")), Set.of(), Set.of(), true));
        Message root = await("root");
        discord.botPermissions(ALL_SEVEN & ~ATTACH_FILES);
        String expected = "I am missing \"Attach Files\" in <#" + discord.channelId() + ">. Nothing was started.";
        alice.slash("deploy", Map.of("app", "shop", "version", "v2"))
                .awaitResponse(message -> message.content().equals(expected), LIMIT);
        alice.press(root, "Retry").awaitResponse(message -> message.content().equals(expected), LIMIT);
        assertEquals(0, chat.waiting());
        discord.botPermissions(ADMINISTRATOR);
        alice.slash("deploy", Map.of("app", "shop", "version", "v2"))
                .awaitResponse(message -> !message.loading(), LIMIT);
        assertEquals(1, chat.waiting());
    }
}
