package dev.kawasemi.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kawasemi.testing.FakeTime;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Discord refuses, and what it does with time: requests by hand, time by hand. */
class RestRulesTest {
    private static final String POST = "POST /channels/{channel_id}/messages";
    private static final String BUTTON = "{'type':2,'style':1,'label':'Go','custom_id':'x'}";
    private static final String COMMANDS = "[{'name':'deploy','description':'Deploy','options':"
            + "[{'type':3,'name':'app','description':'which','required':true,'autocomplete':true}]}]";

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

    private String posted(String content) throws Exception {
        return bot.post("{\"content\":\"" + content + "\"}").id();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'content':''}",
                "{'components':[{'type':10,'content':'V2 without the flag'}]}",
                "{'flags':32768,'content':'and V2','components':[{'type':10,'content':'x'}]}",
                "{'components':[{'type':1,'components':[" + BUTTON + "," + BUTTON + "]}]}",
                "{'components':[{'type':1,'components':[]}]}",
            })
    void refusesWhatTheDescriptionLetsThrough(String body) throws Exception {
        assertRefused(bot.post(json(body)));
    }

    @Test
    void refusesWhatIsTooLongOrTooMuch() throws Exception {
        assertRefused(bot.post("{\"content\":\"" + "x".repeat(2001) + "\"}"));
        assertEquals(200, bot.post("{\"content\":\"" + "x".repeat(2000) + "\"}").status());
        assertRefused(bot.post(
                json("{'components':[{'type':1,'components':[" + BUTTON.replace("Go", "g".repeat(81)) + "]}]}")));
        String six = "{'type':2,'style':1,'label':'Go','custom_id':'%d'}";
        String row = String.join(
                ",", List.of(0, 1, 2, 3, 4, 5).stream().map(six::formatted).toList());
        assertRefused(bot.post(json("{'components':[{'type':1,'components':[" + row + "]}]}")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{'name':'Deploy','description':'upper case'}]",
                "[{'name':'deploy'}]",
                "[{'name':'デ・プロイ','description':'a middle dot'}]",
                "[{'name':'deploy','description':'a'},{'name':'deploy','description':'twice'}]",
                "[{'name':'deploy','description':'a','options':[{'type':3,'name':'App','description':'b'}]}]",
            })
    void refusesCommandsThatDiscordRefuses(String body) throws Exception {
        assertRefused(bot.send("PUT", commandsPath(), json(body)));
        assertTrue(discord.commands().isEmpty());
    }

    private String commandsPath() {
        return "applications/" + discord.applicationId() + "/guilds/" + discord.guildId() + "/commands";
    }

    private void assertRefused(ByHand.Answer answer) {
        assertEquals(400, answer.status());
        assertEquals(50035, answer.code());
        assertFalse(discord.problems().isEmpty());
        assertThrows(AssertionError.class, discord::assertClean);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'content':5}",
                "{'content':'x','embeds':'none'}",
                "{'content':'x','contnet':'an unknown field'}",
                "{'content':'x','components':[{'type':1,'components':[{'type':2,'style':1,'lable':'Go','custom_id':'x'}]}]}",
                "{'content':'x','allowed_mentions':{'roles':['not an id']}}",
            })
    void catchesWhatDoesNotFitDiscordsDescription(String body) throws Exception {
        assumeTrue(DiscordSpec.shared().available());
        assertRefused(bot.post(json(body)));
        assertEquals(1, discord.requestsChecked());
        assertTrue(discord.channelMessages().isEmpty());
    }

    @Test
    void catchesUnknownRoutesAndParameters() throws Exception {
        assertEquals(404, bot.send("GET", "nowhere", "").status());
        assertEquals(1, discord.problems().size());
        assumeTrue(DiscordSpec.shared().available());
        assertRefused(bot.send("GET", "channels/" + discord.channelId() + "/messages?limt=3", ""));
        assertRefused(bot.send("GET", "channels/" + discord.channelId() + "/messages?limit=many", ""));
    }

    @Test
    void aMessageBecomesV2OnlyWithoutContentAndForGood() throws Exception {
        String id = posted("plain");
        String v2 = "'flags':32768,'components':[{'type':10,'content':'card'}]";
        assertRefused(bot.edit(id, json("{" + v2 + "}")));
        assertEquals(200, bot.edit(id, json("{'content':null," + v2 + "}")).status());
        assertEquals(
                200,
                bot.edit(id, json("{'components':[{'type':10,'content':'again'}]}"))
                        .status());
        assertRefused(bot.edit(id, json("{'content':'plain again'}")));
    }

    @Test
    void aScriptedFailureComesOnceAndDoesNothing() throws Exception {
        discord.trouble().nextResponse(POST, 403, 50013, "Missing Permissions");
        ByHand.Answer refused = bot.post(json("{'content':'x'}"));
        assertEquals(403, refused.status());
        assertEquals(50013, refused.code());
        assertTrue(discord.channelMessages().isEmpty());
        assertEquals(200, bot.post(json("{'content':'x'}")).status());
        assertThrows(IllegalArgumentException.class, () -> discord.trouble().nextResponse("POST /nowhere", 500));
    }

    @Test
    void theSameNonceGivesTheFirstMessage() throws Exception {
        String body = json("{'content':'once','nonce':'d42-question-7','enforce_nonce':true}");
        discord.trouble().loseNextAnswer(POST);
        assertThrows(IOException.class, () -> bot.post(body));
        assertEquals(1, discord.channelMessages().size());
        assertEquals(discord.channelMessages().get(0).id(), bot.post(body).id());
        assertEquals(1, discord.channelMessages().size());
        time.advance(Duration.ofMinutes(6));
        assertEquals(200, bot.post(body).status());
        assertEquals(2, discord.channelMessages().size());
    }

    @Test
    void oldMessagesTakeThreeEditsInSixSeconds() throws Exception {
        String id = posted("old");
        time.advance(Duration.ofMinutes(61));
        for (int i = 0; i < 3; i++) {
            assertEquals(200, bot.edit(id, "{\"content\":\"" + i + "\"}").status());
        }
        ByHand.Answer fourth = bot.edit(id, "{\"content\":\"no\"}");
        assertEquals(429, fourth.status());
        assertEquals(30046, fourth.code());
        assertTrue(fourth.body().path("retry_after").asDouble() > 0);
        assertEquals(
                List.of("old", "0", "1", "2"),
                discord.edits(id).stream().map(Message::content).toList());
    }

    @Test
    void onlyAllowedMentionsPing() throws Exception {
        String ops = discord.role("ops");
        String text = "'content':'<@&" + ops + "> <@77> @everyone'";
        assertEquals(Set.of(ops, "77", "everyone"), pings("{" + text + "}"));
        assertEquals(Set.of(ops), pings("{" + text + ",'allowed_mentions':{'parse':[],'roles':['" + ops + "']}}"));
        assertEquals(Set.of(), pings("{" + text + ",'allowed_mentions':{'parse':[]}}"));
    }

    private Set<String> pings(String body) throws Exception {
        return discord.message(bot.post(json(body)).id()).orElseThrow().pings();
    }

    @Test
    void threadsHangOnTheirMessageAndSleep() throws Exception {
        String root = posted("root");
        String open = "channels/" + discord.channelId() + "/messages/" + root + "/threads";
        assertEquals(
                root,
                bot.send("POST", open, json("{'name':'shop 42','auto_archive_duration':1440}"))
                        .id());
        assertEquals(160004, bot.send("POST", open, json("{'name':'again'}")).code());
        String inThread = "channels/" + root + "/messages";
        String card = bot.send("POST", inThread, json("{'content':'card'}")).id();
        bot.send("PATCH", "channels/" + root, json("{'archived':true}"));
        assertEquals(
                50083,
                bot.send("PATCH", inThread + "/" + card, json("{'content':'no'}"))
                        .code());
        assertEquals(
                200, bot.send("POST", inThread, json("{'content':'wakes it'}")).status());
        assertEquals(
                200,
                bot.send("PATCH", inThread + "/" + card, json("{'content':'yes'}"))
                        .status());
        assertEquals(
                204,
                bot.send("PUT", "channels/" + root + "/thread-members/77", "").status());
        assertEquals(List.of(discord.applicationId(), "77"), discord.threadMembers(root));
        assertEquals(
                List.of("yes", "wakes it"),
                discord.thread(root).stream().map(Message::content).toList());
        var active = bot.send("GET", "guilds/" + discord.guildId() + "/threads/active", "")
                .body();
        assertEquals(root, active.path("threads").path(0).path("id").asText());
        discord.assertClean();
    }

    @Test
    void limitsAreToldInHeadersAndKept() throws Exception {
        discord.trouble().limit(POST, 2, Duration.ofSeconds(30));
        assertEquals(
                "1",
                bot.post(json("{'content':'a'}"))
                        .response()
                        .headers()
                        .firstValue("X-RateLimit-Remaining")
                        .orElse(""));
        posted("b");
        ByHand.Answer third = bot.post(json("{'content':'c'}"));
        assertEquals(429, third.status());
        assertTrue(third.response().headers().firstValue("Via").isPresent());
        assertEquals("30", third.response().headers().firstValue("Retry-After").orElse(""));
        assertEquals(2, discord.channelMessages().size());
        discord.trouble().noLimits();
        assertEquals(200, bot.post(json("{'content':'d'}")).status());
    }

    @Test
    void canBeAwayInTwoWays() throws Exception {
        discord.trouble().unavailable();
        assertEquals(503, bot.post(json("{'content':'a'}")).status());
        discord.trouble().unreachable();
        assertThrows(IOException.class, () -> bot.post(json("{'content':'b'}")));
        discord.trouble().over();
        assertEquals(200, bot.post(json("{'content':'c'}")).status());
        assertEquals(
                List.of(503, 0, 200),
                discord.requests(POST).stream()
                        .map(RecordedRequest::status)
                        .distinct()
                        .toList());
        assertTrue(discord.allText().contains("\"content\":\"b\""));
        assertFalse(discord.allText().contains(discord.token()));
    }

    @Test
    void usersCanOnlySendWhatAClientWould() throws Exception {
        User alice = discord.user("Alice");
        assertThrows(AssertionError.class, () -> alice.slash("deploy", Map.of("app", "shop")));
        assertEquals(200, bot.send("PUT", commandsPath(), json(COMMANDS)).status());
        assertThrows(AssertionError.class, () -> alice.slash("deploy", Map.of()));
        assertThrows(AssertionError.class, () -> alice.slash("deploy", Map.of("ap", "shop")));
        assertNotEquals("", alice.slash("deploy", Map.of("app", "shop")).id());
    }
}
