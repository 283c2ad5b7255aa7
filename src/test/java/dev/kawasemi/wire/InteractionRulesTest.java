package dev.kawasemi.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.testing.FakeTime;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long an interaction can be answered, and by what. */
class InteractionRulesTest {
    private static final String BUTTON = "{'type':2,'style':1,'label':'Go','custom_id':'x'}";

    private final FakeTime time = new FakeTime();
    private DiscordStandIn discord;
    private ByHand bot;

    @BeforeEach
    void start() throws Exception {
        discord = DiscordStandIn.start(time);
        bot = new ByHand(discord);
    }

    @AfterEach
    void stop() throws Exception {
        discord.close();
    }

    private static String json(String withSingleQuotes) {
        return withSingleQuotes.replace('\'', '"');
    }

    private Interaction press() throws Exception {
        String id = bot.post(json("{'content':'?','components':[{'type':1,'components':[" + BUTTON + "]}]}"))
                .id();
        return discord.user("Bob").press(discord.message(id).orElseThrow(), "Go");
    }

    @Test
    void interactionsDieWhenNotAcknowledgedInThreeSeconds() throws Exception {
        Interaction late = press();
        time.advance(Duration.ofMillis(3001));
        ByHand.Answer answer = bot.callback(late, "{\"type\":6}");
        assertEquals(404, answer.status());
        assertEquals(10062, answer.code());
        assertFalse(late.acknowledged());
    }

    @Test
    void interactionsAreAcknowledgedOnceAndLastFifteenMinutes() throws Exception {
        Interaction press = press();
        assertEquals(
                10015, bot.editOriginal(press, json("{'content':'too early'}")).code());
        assertEquals(204, bot.callback(press, "{\"type\":6}").status());
        assertEquals(40060, bot.callback(press, "{\"type\":6}").code());
        assertEquals(200, bot.editOriginal(press, json("{'content':'pressed'}")).status());
        assertEquals("pressed", discord.channelMessages().get(0).content());
        time.advance(Duration.ofMinutes(15).plusSeconds(1));
        ByHand.Answer answer = bot.editOriginal(press, json("{'content':'too late'}"));
        assertEquals(401, answer.status());
        assertEquals(50027, answer.code());
        discord.assertClean();
    }

    @Test
    void ephemeralAnswersStayEphemeral() throws Exception {
        Interaction press = press();
        bot.callback(press, json("{'type':5,'data':{'flags':64}}"));
        assertEquals("", press.responseText());
        bot.editOriginal(press, json("{'content':'for you','flags':0}"));
        assertTrue(press.awaitResponse(message -> true, Duration.ofSeconds(1)).ephemeral());
        assertEquals(1, discord.channelMessages().size());
    }

    @Test
    void anOldCopyCanBePressedAfterTheButtonsAreGone() throws Exception {
        Interaction first = press();
        Message copy = discord.channelMessages().get(0);
        bot.callback(first, json("{'type':7,'data':{'content':'done','components':[]}}"));
        assertEquals("done", discord.channelMessages().get(0).content());
        Message now = discord.channelMessages().get(0);
        assertThrows(AssertionError.class, () -> discord.user("Eve").press(now, "Go"));
        Interaction second = discord.user("Eve").press(copy, "Go");
        assertEquals(
                204,
                bot.callback(second, json("{'type':4,'data':{'content':'too late','flags':64}}"))
                        .status());
        assertEquals("too late", second.responseText());
        assertEquals("done", discord.channelMessages().get(0).content());
        discord.assertClean();
    }

    @Test
    void onlyAPressCanUpdateAMessage() throws Exception {
        assertEquals(
                400,
                bot.callback(press(), json("{'type':8,'data':{'choices':[]}}")).status());
    }

    @Test
    void everyFirstResponseCanCarryItsMessageBack() throws Exception {
        Interaction press = press();
        var answer = bot.send(
                        "POST",
                        "interactions/" + press.id() + "/" + press.token() + "/callback?with_response=true",
                        json("{'type':4,'data':{'content':'hello'}}"))
                .body();
        assertEquals(
                "hello", answer.path("resource").path("message").path("content").asText());
        bot.send(
                "POST",
                "webhooks/" + discord.applicationId() + "/" + press.token() + "?wait=true",
                json("{'content':'and more'}"));
        assertEquals(2, press.responses().size());
        discord.assertClean();
    }
}
