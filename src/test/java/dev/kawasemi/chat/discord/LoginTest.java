package dev.kawasemi.chat.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.chat.Language;
import dev.kawasemi.time.TimeSource;
import dev.kawasemi.wire.Interaction;
import dev.kawasemi.wire.Message;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Logging in, also where it does not go well. */
class LoginTest extends BotFixture {
    @Test
    void networkErrorsAreTriedAgainWithLongerPausesUntilDiscordIsThere() {
        Duration before = clock.elapsed();
        discord.trouble().unreachable();
        openBot(settings(discord.token()), clock);
        bot.show(ROOT, text("root"));
        bot.start(chat);
        discord.awaitRequests(LOGIN, 6, LIMIT);
        assertFalse(bot.online());
        discord.trouble().over();
        await("root");
        assertTrue(clock.elapsed().minus(before).compareTo(Duration.ofSeconds(2 + 4)) >= 0);
    }

    @Test
    void aRefusedConnectionDoesNotBlockTheStartNorTheEnd() {
        DiscordSettings nobody = new DiscordSettings(
                new BotToken(discord.token()),
                discord.guildId(),
                discord.channelId(),
                URI.create("http://127.0.0.1:1/api/v10/"),
                Optional.of(URI.create("ws://127.0.0.1:1")),
                Language.EN);
        openBot(nobody, TimeSource.system());
        bot.start(chat);
        bot.show(ROOT, text("root"));
        bot.close();
        openBot(settings(discord.token()), TimeSource.system());
        bot.start(chat);
        await("root");
    }

    @Test
    void aWrongTokenIsTriedOnce() {
        openBot(settings("MTA.wrong.dG9rZW4"), clock);
        bot.start(chat);
        discord.awaitRequests(LOGIN, 1, LIMIT);
        until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("kawasemi-discord-login")));
        assertEquals(1, discord.requests(LOGIN).size());
        assertFalse(bot.online());
    }

    @Test
    void aSessionThatDiscordEndsForGoodIsNotBegunAgain() {
        startBot();
        discord.trouble().closeGateway(4004, "Authentication failed.");
        until(() -> !bot.online());
        discord.trouble().awaitConnected(0, LIMIT);
        assertEquals(1, discord.trouble().identifies());
        assertEquals(1, discord.requests(LOGIN).size());
    }

    @Test
    void aPressFromAnotherServerIsRefused() {
        startBot();
        bot.show(QUESTION, text("remove?"));
        Message question = await("remove?");
        bot.close();
        DiscordSettings mine = settings(discord.token());
        DiscordSettings elsewhere = new DiscordSettings(
                mine.token(), "999", mine.channel(), mine.apiUrl(), mine.gatewayUrl(), mine.locale());
        bot = DiscordBots.open(elsewhere, folder.resolve("other.db"), TimeSource.system());
        bot.start(chat);
        awaitOnline();
        Interaction press = discord.user("Eve", ops).pressCustomId(question, "v1|rm|42|g1");
        Message answer = press.awaitResponse(message -> !message.loading(), LIMIT);
        assertTrue(answer.ephemeral());
        assertTrue(answer.content().contains("another server"), answer.content());
        assertEquals(0, chat.waiting());
    }

    @Test
    void logInsSlowDownWhenKawasemiIsStartedAgainAndAgain() {
        try (OutboxStore store = OutboxStore.open(folder.resolve("history.db"), TimeSource.system())) {
            LoginHistory history = new LoginHistory(store);
            int logins = 0;
            Duration end = clock.elapsed().plus(Duration.ofDays(1));
            while (clock.elapsed().compareTo(end) < 0) {
                clock.advance(history.pause(clock.now()).plusSeconds(1));
                history.note(clock.now());
                logins++;
            }
            assertTrue(logins < 980, () -> "too near to 1000 a day");
            clock.advance(Duration.ofMinutes(31));
            assertEquals(Duration.ZERO, history.pause(clock.now()));
            history.note(clock.now());
            clock.jumpWallClock(Duration.ofDays(-300));
            assertEquals(Duration.ZERO, history.pause(clock.now()), "the clock was wrong then");
        }
    }

    @Test
    void theTokenIsNotPrinted() {
        DiscordSettings settings = settings("MTA.secret.dG9rZW4");
        assertFalse(settings.toString().contains("secret"));
        String message = assertThrows(IllegalArgumentException.class, () -> new BotToken("MTA.secret\n"))
                .getMessage();
        assertFalse(message.contains("secret"));
    }
}
