package dev.kawasemi.chat.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.chat.discord.Delivery.Failure;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.dv8tion.jda.api.JDA;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Discord is away in one of the ways in which JDA, for a while, knows of no server: what is to be sent waits, and nothing is given up. */
class AbsenceTest extends BotFixture {
    private static final String OPEN_THREAD = "POST /channels/{channel_id}/messages/{message_id}/threads";

    private JdaSessions sessions;
    private JDA jda;
    private Messenger messenger;

    private void logIn() throws Exception {
        DiscordSettings settings = settings(discord.token());
        sessions = new JdaSessions(settings, List.of());
        jda = sessions.connect(new SessionEnd.Heard() {
            @Override
            public void over(boolean byRefusal) {}

            @Override
            public boolean tooOften() {
                return false;
            }
        });
        jda.awaitReady();
        messenger = new JdaMessenger(jda, settings, clock);
    }

    @AfterEach
    void logOut() throws Exception {
        if (jda != null) {
            jda.shutdownNow();
            assertTrue(jda.awaitShutdown(Duration.ofSeconds(5)));
            sessions.close();
        }
    }

    private String sendRoot() throws Exception {
        return assertInstanceOf(
                        Delivery.Done.class,
                        done(messenger.create(
                                discord.channelId(),
                                new Messenger.Outgoing(text("root"), Optional.empty(), LIMIT),
                                "n1")))
                .id();
    }

    private static Delivery done(CompletableFuture<Delivery> answer) throws Exception {
        return answer.get(5, TimeUnit.SECONDS);
    }

    private void assertAllWaits(String root) throws Exception {
        Messenger.Outgoing message = new Messenger.Outgoing(text("new"), Optional.empty(), LIMIT);
        List<CompletableFuture<Delivery>> answers = List.of(
                messenger.create(discord.channelId(), message, "n2"),
                messenger.edit(discord.channelId(), root, message),
                messenger.removeButtons(new OldCopy(discord.channelId(), root)),
                messenger.openThread(discord.channelId(), root, "shop 42"),
                messenger.addMember(root, "55"),
                messenger.create(root, message, "n3"));
        for (CompletableFuture<Delivery> answer : answers) {
            assertEquals(
                    Failure.LATER,
                    assertInstanceOf(Delivery.Failed.class, done(answer)).why());
        }
    }

    @Test
    void whileDiscordCallsTheServerUnavailableAllIsToBeSentLater() throws Exception {
        logIn();
        String root = sendRoot();
        discord.trouble().guildUnavailable();
        until(() -> jda.getGuildById(discord.guildId()) == null);
        assertAllWaits(root);
        discord.trouble().guildAvailable();
        until(() -> jda.getGuildById(discord.guildId()) != null);
        assertInstanceOf(Delivery.Done.class, threadOnceItIsNotTooEarly(root));
    }

    @Test
    @Tag("processes")
    void whileASessionIsMadeAnewAllIsToBeSentLater() throws Exception {
        logIn();
        String root = sendRoot();
        discord.trouble().invalidateSession();
        until(() -> jda.getGuilds().isEmpty());
        assertAllWaits(root);
        jda.awaitStatus(JDA.Status.CONNECTED);
        assertInstanceOf(Delivery.Done.class, threadOnceItIsNotTooEarly(root));
    }

    /** Bug: a server that JDA had in its cache, but not its channels yet, was taken for one without the channel, and the thread was given up. */
    private Delivery threadOnceItIsNotTooEarly(String root) throws Exception {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            Delivery answer = done(messenger.openThread(discord.channelId(), root, "shop 42"));
            boolean early = answer instanceof Delivery.Failed failed && failed.why() == Failure.LATER;
            if (!early || System.nanoTime() > end) {
                return answer;
            }
        }
    }

    @Test
    void aThreadThatWasToBeOpenedWhileTheServerWasUnavailableIsOpenedAfterwards() throws Exception {
        openBot(settings(discord.token()), clock);
        bot.start(chat);
        awaitOnline();
        discord.trouble().nextResponse(OPEN_THREAD, 500);
        bot.nameThread(D42, "shop 42 v2", "");
        bot.show(ROOT, text("root"));
        discord.awaitRequests(OPEN_THREAD, 1, LIMIT);
        discord.trouble().guildUnavailable();
        JDA session = bot.session().orElseThrow();
        until(() -> session.getGuildById(discord.guildId()) == null);
        clock.advance(Duration.ofMinutes(1));
        bot.flush(LIMIT);
        bot.show(PREPARED, text("prepared"));
        discord.trouble().guildAvailable();
        assertEquals(discord.channelMessages().get(0).id(), await("prepared").channelId());
    }

    @Test
    void aSessionThatJdaGivesUpBecauseItsThreadWasInterruptedIsBegunAnew() throws Exception {
        openBot(settings(discord.token()), clock);
        bot.start(chat);
        awaitOnline();
        bot.show(ROOT, text("root"));
        await("root");
        discord.trouble().unreachable();
        until(() -> reconnecting().isPresent());
        reconnecting().orElseThrow().interrupt();
        discord.trouble().over();
        bot.show(ROOT, text("root, after"));
        await("root, after");
        awaitOnline();
        assertEquals(2, discord.trouble().identifies());
    }

    /** Bug: the session's end was told when JDA's clean-up of every 30 s found no request left; until then nobody logged in again. */
    @Test
    void aRequestUnderWayDoesNotHoldUpTheEndOfASession() throws Exception {
        logIn();
        String root = sendRoot();
        discord.trouble().limit(EDIT, 1, Duration.ofMinutes(1));
        Messenger.Outgoing message = new Messenger.Outgoing(text("new"), Optional.empty(), LIMIT);
        assertInstanceOf(Delivery.Done.class, done(messenger.edit(discord.channelId(), root, message)));
        CompletableFuture<Delivery> held = messenger.edit(discord.channelId(), root, message);
        jda.shutdown();
        assertTrue(jda.awaitShutdown(Duration.ofSeconds(5)));
        assertEquals(
                Failure.LATER,
                assertInstanceOf(Delivery.Failed.class, done(held)).why());
    }

    /** JDA's thread while it waits between two tries. */
    private static Optional<Thread> reconnecting() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(entry -> entry.getKey().getState() == Thread.State.TIMED_WAITING)
                .filter(entry -> Arrays.stream(entry.getValue())
                        .anyMatch(frame -> frame.getClassName().endsWith("WebSocketClient")
                                && frame.getMethodName().contains("reconnect")))
                .map(java.util.Map.Entry::getKey)
                .findFirst();
    }
}
