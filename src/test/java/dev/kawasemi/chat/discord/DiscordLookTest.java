package dev.kawasemi.chat.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.chat.Language;
import dev.kawasemi.chat.Roles;
import dev.kawasemi.deployment.Finding;
import dev.kawasemi.time.TimeSource;
import dev.kawasemi.wire.DiscordStandIn;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a look by REST alone sees of Discord; the requests are checked against Discord's own description. */
class DiscordLookTest {
    private static final long ALL_SEVEN = 309237763072L;
    private static final long SEND = 1L << 11;
    private static final long ATTACH_FILES = 1L << 15;
    private static final long ADMINISTRATOR = 1L << 3;

    private DiscordStandIn discord;
    private String ops;

    @BeforeEach
    void start() throws IOException {
        discord = DiscordStandIn.start();
        ops = discord.role("ops");
    }

    @AfterEach
    void stop() throws IOException {
        discord.close();
        discord.assertClean();
    }

    private List<String> problems(Roles roles, DiscordSettings settings) {
        List<Finding> found = DiscordLook.at(settings, roles).findings();
        assertFalse(found.toString().contains(discord.token()), "the token is in no finding");
        return found.stream().filter(Finding::inTheWay).map(Finding::words).toList();
    }

    private List<String> problems() {
        return problems(new Roles(Set.of(ops), Set.of(ops), Set.of()), settings());
    }

    private DiscordSettings settings() {
        return settings(discord.token(), discord.guildId(), discord.channelId());
    }

    private DiscordSettings settings(String token, String guild, String channel) {
        return new DiscordSettings(
                new BotToken(token), guild, channel, URI.create(discord.apiUrl()), Optional.empty(), Language.EN);
    }

    private static void assertOne(List<String> problems, String... words) {
        assertEquals(1, problems.size(), problems::toString);
        for (String word : words) {
            assertTrue(problems.get(0).contains(word), () -> word + " is not in " + problems);
        }
    }

    @Test
    void whereNothingIsMissingNothingIsFoundAndNobodyLogsIn() {
        assertEquals(List.of(), problems());
        assertEquals(0, discord.trouble().identifies());
        assertTrue(
                discord.requests().stream().allMatch(request -> request.method().equals("GET")),
                discord.requests()::toString);
    }

    @Test
    void theClockIsDiscords() {
        Instant clock = DiscordLook.at(settings(), new Roles(Set.of(ops), Set.of(ops), Set.of()))
                .clock()
                .orElseThrow();
        assertTrue(Duration.between(clock, TimeSource.system().now()).abs().toSeconds() < 60, clock::toString);
    }

    @Test
    void anInteractionsEndpointTakesThePressesAway() {
        discord.interactionsEndpoint("https://elsewhere.example/interactions");
        assertOne(problems(), "Interactions Endpoint URL", "Empty that field");
    }

    @Test
    void anInvitationWithoutCommandsIsNamed() {
        discord.trouble()
                .nextResponse(
                        "GET /applications/{application_id}/guilds/{guild_id}/commands", 403, 50001, "Missing Access");
        assertOne(problems(), "applications.commands", "client_id=" + discord.applicationId());
    }

    @Test
    void theChannelsOwnSettingsCount() {
        discord.overwrite(discord.guildId(), 0, SEND | ATTACH_FILES);
        discord.overwrite(discord.applicationId(), SEND, 0);
        assertOne(problems(), "lacks \"Attach Files\" in the channel " + discord.channelId());
        discord.overwrite(ops, ATTACH_FILES, 0);
        assertOne(problems(), "Attach Files");
    }

    @Test
    void whoMayAllIsDeniedNothingByAChannel() {
        discord.botPermissions(ADMINISTRATOR);
        discord.overwrite(discord.guildId(), 0, ALL_SEVEN);
        assertEquals(
                List.of(),
                problems(new Roles(Set.of(ops), Set.of(discord.role("quiet", false)), Set.of()), settings()));
    }

    @Test
    void aRoleThatNobodyMayMentionReachesNobody() {
        String quiet = discord.role("quiet", false);
        assertOne(
                problems(new Roles(Set.of(ops), Set.of(quiet), Set.of()), settings()),
                "The role quiet",
                "a question would reach nobody");
        assertEquals(
                List.of(),
                problems(new Roles(Set.of(quiet), Set.of(ops), Set.of()), settings()),
                "who may only deploy is never notified");
    }

    @Test
    void emptyRolesAreANoteAlone() {
        List<Finding> found = DiscordLook.at(settings(), new Roles(Set.of(), Set.of(), Set.of()))
                .findings();
        assertEquals(
                List.of(
                        "discord.roles.deploy is empty: nobody may deploy from Discord",
                        "discord.roles.approve is empty: nobody may approve from Discord"),
                found.stream().map(Finding::words).toList());
        assertTrue(found.stream().noneMatch(Finding::inTheWay));
    }

    @Test
    void whatIsNotAnsweredIsOutOfReach() throws IOException {
        discord.trouble().unavailable();
        List<Finding> busy = DiscordLook.at(settings(), new Roles(Set.of(), Set.of(), Set.of()))
                .findings();
        assertEquals(Finding.Kind.OUT_OF_REACH, busy.get(0).kind());
        assertTrue(busy.get(0).seen().contains("HTTP 503"), busy::toString);
        discord.trouble().unreachable();
        List<Finding> away = DiscordLook.at(settings(), new Roles(Set.of(), Set.of(), Set.of()))
                .findings();
        assertEquals(1, away.size());
        assertEquals(Finding.Kind.OUT_OF_REACH, away.get(0).kind());
        discord.trouble().over();
    }

    @Test
    void aChannelOfAnotherKindOrServerIsNoPlaceForMessages() {
        assertOne(
                problems(
                        new Roles(Set.of(ops), Set.of(ops), Set.of()),
                        settings(discord.token(), discord.guildId(), "4711")),
                "no channel 4711");
        discord.trouble().nextResponse("GET /channels/{channel_id}", 403, 50001, "Missing Access");
        assertOne(problems(), "\"View Channel\"");
    }
}
