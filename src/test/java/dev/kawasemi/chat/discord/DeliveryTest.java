package dev.kawasemi.chat.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.kawasemi.wire.Message;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages over real sockets when something goes wrong on the way. */
class DeliveryTest extends BotFixture {
    private String openThread() {
        startBot();
        bot.nameThread(D42, "shop 42 v2", "");
        bot.show(ROOT, text("root"));
        bot.show(PREPARED, text("prepared"));
        return await("prepared").channelId();
    }

    private List<String> contents() {
        return discord.channelMessages().stream().map(Message::content).toList();
    }

    @Test
    void aCreateWhoseAnswerIsLostArrivesOnce() {
        startBot();
        discord.trouble().loseNextAnswer(CREATE);
        bot.show(ROOT, text("root"));
        discord.awaitRequests(CREATE, 2, LIMIT);
        bot.show(QUESTION, text("remove?"));
        await("remove?");
        assertEquals(List.of("root", "remove?"), contents());
    }

    @Test
    void aRateLimitAndAServerErrorAreWaitedOut() {
        startBot();
        discord.trouble().nextResponse(CREATE, 429);
        discord.trouble().nextResponse(CREATE, 500);
        bot.show(QUESTION, text("remove?"));
        await("remove?");
        assertEquals(List.of("remove?"), contents());
    }

    @Test
    void whatDiscordDidNotGetIsSentAfterARestartAndNothingTwice() {
        String thread = openThread();
        discord.trouble().unreachable();
        bot.show(PREPARED, text("prepared in 41 s"));
        bot.show(QUESTION, question("remove?"));
        bot.close();
        discord.trouble().over();
        startBot();
        assertEquals(thread, await("prepared in 41 s").channelId());
        await("remove?");
        assertEquals(List.of("root", "remove?"), contents());
        assertEquals(1, discord.thread(thread).size());
    }

    @Test
    void whenTheThreadIsGoneTheChannelIsStillTold() {
        openThread();
        discord.trouble().nextResponse(EDIT, 404, 10003, "Unknown Channel");
        bot.show(PREPARED, text("prepared in 41 s"));
        discord.awaitRequests(EDIT, 1, LIMIT);
        // Asked is not heard: the question would still be shown with a link to the thread.
        until(() -> bot.waiting() == 0);
        bot.show(QUESTION, question("remove?"));
        assertEquals(List.of("Remove BLUE", "Logs"), await("remove?").labels());
    }

    @Test
    void aThreadThatWasArchivedWhileWeWereAwayIsFoundAndWoken() throws Exception {
        String thread = openThread();
        bot.close();
        archive(thread);
        startBot();
        bot.show(PREPARED, text("prepared in 41 s"));
        Message again = await("prepared in 41 s");
        assertEquals(thread, again.channelId());
        assertEquals(2, discord.thread(thread).size(), "an archived thread takes new messages only");
        assertFalse(discord.channelJson(thread)
                .path("thread_metadata")
                .path("archived")
                .asBoolean());
    }

    @Test
    void missingAccessIsTriedAgainWhenPermissionsChange() {
        openThread();
        discord.trouble().nextResponse(EDIT, 403, 50013, "Missing Permissions");
        bot.show(ROOT, text("root, edited"));
        discord.awaitRequests(EDIT, 1, LIMIT);
        discord.botPermissions(309237763072L | 1L << 3);
        await("root, edited");
    }

    @Test
    void theTokenIsInNothingThatIsSentOrStored() throws Exception {
        openThread();
        bot.close();
        assertFalse(discord.allText().contains(discord.token()));
        try (var files = java.nio.file.Files.list(folder)) {
            for (var file : files.toList()) {
                String bytes = java.nio.file.Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
                assertFalse(bytes.contains(discord.token()), () -> file + " holds the token");
            }
        }
        bot.close();
    }

    private void archive(String thread) throws Exception {
        HttpRequest patch = HttpRequest.newBuilder(URI.create(discord.apiUrl() + "channels/" + thread))
                .header("Authorization", "Bot " + discord.token())
                .header("Content-Type", "application/json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString("{\"archived\":true}"))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(patch, HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer.body());
    }
}
