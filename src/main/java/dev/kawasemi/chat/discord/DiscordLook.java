package dev.kawasemi.chat.discord;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kawasemi.chat.Roles;
import dev.kawasemi.chat.discord.RestReader.Answer;
import dev.kawasemi.deployment.Finding;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.dv8tion.jda.api.Permission;

/**
 * Looks at Discord for a person who asks before: the token, the server, the channel, the permissions by name, the roles. By REST alone, so that it costs no
 * log-in and needs no running bot. Sends nothing, changes nothing.
 */
public final class DiscordLook {
    /** A text channel and an announcement channel (Discord's reference, "Channel Types"). */
    private static final List<Integer> WITH_TEXT = List.of(0, 5);

    private final DiscordSettings settings;
    private final Roles roles;
    private final List<Finding> found = new ArrayList<>();

    /** The application's id, for the invitation's address; until it is known a word that says so. */
    private String application = "APPLICATION_ID";

    private DiscordLook(DiscordSettings settings, Roles roles) {
        this.settings = settings;
        this.roles = roles;
    }

    /**
     * What was found.
     *
     * @param clock Discord's, when it was first asked, to the second; empty where it did not answer
     */
    public record Seen(List<Finding> findings, Optional<Instant> clock) {
        public Seen {
            findings = List.copyOf(findings);
        }
    }

    /** Takes some requests, each with a limit of 10 seconds; the first that is not answered ends it. */
    public static Seen at(DiscordSettings settings, Roles roles) {
        DiscordLook look = new DiscordLook(settings, roles);
        Optional<Instant> clock = Optional.empty();
        try (RestReader rest = new RestReader(settings)) {
            Answer me = rest.get("users/@me");
            clock = me.date();
            look.all(rest, me);
        } catch (IOException e) {
            look.found.add(Finding.outOfReach(
                    "Asked Discord at " + settings.apiUrl() + ", but " + e.getMessage(),
                    "Look at this host's network and name resolution. Deploys go on without the chat"));
        }
        return new Seen(look.found, clock);
    }

    private void all(RestReader rest, Answer me) throws IOException {
        if (me.status() == 401) {
            found.add(
                    Finding.problem(
                            "Discord refuses the bot token (HTTP 401)",
                            "On the application's Bot page: Reset Token, put the new one into the token file, restart the service"));
            return;
        }
        if (!usable(me, "who the bot is")) {
            return;
        }
        String self = me.body().path("id").asText();
        application(rest);
        Answer guild = rest.get("guilds/" + settings.guild());
        if (guild.status() == 404 || guild.status() == 403) {
            found.add(Finding.problem(
                    "The bot " + me.body().path("username").asText() + " is not in the server " + settings.guild()
                            + " (discord.guild)",
                    "Invite it: " + invitation() + ", or mend the id"));
            return;
        }
        if (!usable(guild, "for the server " + settings.guild())) {
            return;
        }
        commands(rest);
        Answer member = rest.get("guilds/" + settings.guild() + "/members/" + self);
        Answer channel = rest.get("channels/" + settings.channel());
        if (usable(member, "for the bot's own roles") && reachable(channel)) {
            permissions(guild.body(), channel.body(), member.body(), self);
        } else {
            roles(guild.body(), true);
        }
    }

    /** JDA hears no interaction where Discord sends them to an address (Discord's reference, "Receiving an Interaction"). */
    private void application(RestReader rest) throws IOException {
        Answer answer = rest.get("applications/@me");
        if (!usable(answer, "for the application")) {
            return;
        }
        application = answer.body().path("id").asText(application);
        if (!answer.body().path("interactions_endpoint_url").asText("").isEmpty()
                && !answer.body().path("interactions_endpoint_url").isNull()) {
            found.add(Finding.problem(
                    "The application has an Interactions Endpoint URL: Discord sends commands and presses there, not to the bot",
                    "Empty that field on the application's General Information page"));
        }
    }

    private void commands(RestReader rest) throws IOException {
        Answer answer = rest.get("applications/" + application + "/guilds/" + settings.guild() + "/commands");
        if (answer.status() == 403) {
            found.add(Finding.problem(
                    "The bot may have no slash commands in the server " + settings.guild()
                            + ": it was invited without the scope applications.commands",
                    "Open " + invitation() + " once more; nothing is lost by it"));
        } else {
            usable(answer, "for the slash commands");
        }
    }

    private boolean reachable(Answer channel) {
        String id = settings.channel();
        if (channel.status() == 403) {
            found.add(Finding.problem(
                    "The bot may not see the channel " + id + ": it lacks \"" + Permissions.VIEW + "\" there",
                    "Channel settings → Permissions: add the bot, with \"" + Permissions.VIEW
                            + "\" and the others of README"));
            return false;
        }
        boolean elsewhere =
                channel.ok() && !channel.body().path("guild_id").asText().equals(settings.guild());
        if (channel.status() == 404 || elsewhere) {
            found.add(Finding.problem(
                    elsewhere
                            ? "The channel " + id + " (discord.channel) is in another server than " + settings.guild()
                            : "Discord knows no channel " + id + " (discord.channel)",
                    "Right-click the channel, Copy ID, and put that number into the configuration"));
            return false;
        }
        if (!usable(channel, "for the channel " + id)) {
            return false;
        }
        if (!WITH_TEXT.contains(channel.body().path("type").asInt(-1))) {
            found.add(Finding.problem(
                    "The channel " + id + " (discord.channel) is no text channel", "Give the id of a text channel"));
            return false;
        }
        return true;
    }

    private void permissions(JsonNode guild, JsonNode channel, JsonNode member, String self) {
        var has = new ChannelRights(guild, channel, member, self).permissions();
        List<String> missing = Permissions.missing(has);
        if (!missing.isEmpty()) {
            found.add(Finding.problem(
                    "The bot lacks " + Permissions.quoted(missing) + " in the channel " + settings.channel(),
                    "Allow it: channel settings → Permissions, or the bot's role in the server's settings"));
        }
        roles(guild, has.contains(Permission.MESSAGE_MENTION_EVERYONE));
    }

    /** @param mentionsAll whether the bot may notify every role */
    private void roles(JsonNode guild, boolean mentionsAll) {
        Map<String, JsonNode> there = new HashMap<>();
        guild.path("roles").forEach(role -> there.put(role.path("id").asText(), role));
        Map<String, Set<String>> named = Map.of(
                "deploy", roles.deploy(),
                "approve", roles.approve(),
                "view", roles.view());
        for (String what : List.of("deploy", "approve", "view")) {
            for (String id : new TreeSet<>(named.getOrDefault(what, Set.of()))) {
                JsonNode role = there.get(id);
                if (role == null) {
                    found.add(Finding.problem(
                            "The server has no role " + id + " (discord.roles." + what + ")",
                            "Right-click the role, Copy ID, and put that number into the configuration"));
                } else if (what.equals("approve")
                        && !mentionsAll
                        && !role.path("mentionable").asBoolean()) {
                    found.add(Finding.problem(
                            "The role " + role.path("name").asText() + " (" + id
                                    + ", discord.roles.approve) cannot be notified: a question would reach nobody",
                            "Let anyone mention that role, or give the bot \"" + Permissions.MENTION_ALL + "\""));
                }
            }
            if (!what.equals("view") && named.getOrDefault(what, Set.of()).isEmpty()) {
                found.add(Finding.note("discord.roles." + what + " is empty: nobody may " + what + " from Discord"));
            }
        }
    }

    private boolean usable(Answer answer, String asked) {
        if (answer.ok()) {
            return true;
        }
        String said = answer.body().path("message").asText("");
        String seen = "Asked Discord " + asked + " and saw HTTP " + answer.status()
                + (said.isEmpty() ? "" : " (" + said + ")");
        found.add(Finding.outOfReach(seen, "Try again in a minute; where it stays so, look at discordstatus.com"));
        return false;
    }

    private String invitation() {
        return "https://discord.com/oauth2/authorize?client_id=" + application
                + "&scope=bot+applications.commands&permissions=" + Permissions.INVITED;
    }
}
