package dev.kawasemi.chat.discord;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.chat.Button;
import dev.kawasemi.chat.ButtonId;
import dev.kawasemi.chat.ChatMessage;
import dev.kawasemi.chat.Language;
import dev.kawasemi.chat.Slot;
import dev.kawasemi.chat.Slot.Kind;
import dev.kawasemi.chat.Slot.Place;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.testing.FakeTime;
import dev.kawasemi.time.TimeSource;
import dev.kawasemi.wire.DiscordStandIn;
import dev.kawasemi.wire.Message;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The whole Discord side against the stand-in, with a fake of what is behind it. */
abstract class BotFixture {
    static final Duration LIMIT = Duration.ofSeconds(15);
    static final String CREATE = "POST /channels/{channel_id}/messages";
    static final String EDIT = "PATCH /channels/{channel_id}/messages/{message_id}";
    static final String LOGIN = "GET /users/@me";
    static final String DECLARE = "PUT /applications/{application_id}/guilds/{guild_id}/commands";
    static final DeploymentId D42 = new DeploymentId(42);
    static final Slot ROOT = new Slot(D42, "root", Place.CHANNEL, Kind.ROOT);
    static final Slot CARD = new Slot(D42, "card", Place.THREAD, Kind.PROGRESS);
    static final Slot PREPARED = new Slot(D42, "m-prepare", Place.THREAD, Kind.MILESTONE);
    static final Slot QUESTION = new Slot(D42, "question-1", Place.CHANNEL, Kind.QUESTION);

    @TempDir
    Path folder;

    final FakeChat chat = new FakeChat();
    final FakeTime clock = new FakeTime();
    DiscordStandIn discord;
    DiscordBot bot;
    String ops;

    @BeforeEach
    void startDiscord() throws IOException {
        discord = DiscordStandIn.start(discordTime());
        ops = discord.role("ops");
    }

    /** By which the stand-in counts ages and limits. */
    TimeSource discordTime() {
        return TimeSource.system();
    }

    @AfterEach
    void stopAll() throws IOException {
        if (bot != null) {
            bot.close();
        }
        discord.close();
        discord.assertClean();
    }

    /** A bot with the system's clock, ready to serve. */
    void startBot() {
        openBot(settings(discord.token()), TimeSource.system());
        bot.start(chat);
        discord.awaitCommand("deploy", LIMIT);
        awaitOnline();
    }

    void openBot(DiscordSettings settings, TimeSource time) {
        bot = DiscordBots.open(settings, folder.resolve("chat.db"), time);
        clock.onAdvance(bot::wake);
    }

    DiscordSettings settings(String token) {
        return new DiscordSettings(
                new BotToken(token),
                discord.guildId(),
                discord.channelId(),
                URI.create(discord.apiUrl()),
                Optional.of(URI.create(discord.gatewayUrl())),
                Language.EN);
    }

    static ChatMessage text(String content) {
        return ChatMessage.silent(content);
    }

    ChatMessage question(String content) {
        return new ChatMessage(
                content,
                List.of(
                        action(ButtonId.Verb.REMOVE, "Remove BLUE"),
                        action(ButtonId.Verb.LOGS, "Logs"),
                        new Button.ThreadLink("Evidence")),
                Set.of(ops),
                Set.of(),
                false);
    }

    static Button action(ButtonId.Verb verb, String label) {
        return new Button.Action(new ButtonId(verb, D42, 1), label, Button.Style.PRIMARY);
    }

    Message await(String content) {
        return discord.awaitMessage(message -> message.content().equals(content), LIMIT);
    }

    void awaitOnline() {
        until(() -> bot.online());
    }

    static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "it did not come to pass");
            LockSupport.parkNanos(2_000_000);
        }
    }
}
