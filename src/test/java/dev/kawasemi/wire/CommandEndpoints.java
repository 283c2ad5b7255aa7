package dev.kawasemi.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Who the bot is, and the slash commands of the guild. */
final class CommandEndpoints {
    private static final String COMMANDS = "/applications/{application_id}/guilds/{guild_id}/commands";
    /** Discord's reference, "Application Command Naming"; it knows more scripts, ours need no more than letters and numbers. */
    private static final Pattern NAME = Pattern.compile("[-_'\\p{L}\\p{N}]{1,32}");

    private static final int MAX_COMMANDS = 100;
    private static final int MAX_OPTIONS = 25;
    private static final int MAX_DESCRIPTION = 100;

    private final GuildState guild;

    CommandEndpoints(GuildState guild) {
        this.guild = guild;
    }

    void addTo(Router router) {
        router.add(
                "GET",
                "/users/@me",
                call -> Reply.ok(Payloads.botUser(guild)
                        .put("verified", true)
                        .put("mfa_enabled", false)
                        .put("locale", "en-US")));
        router.add("GET", "/applications/@me", call -> Reply.ok(application()));
        router.add("GET", "/oauth2/applications/@me", call -> Reply.ok(application()));
        router.add("GET", COMMANDS, call -> Reply.ok(Json.nodes(guild.commands.stream())));
        router.add("PUT", COMMANDS, this::overwrite);
    }

    private ObjectNode application() {
        ObjectNode application = Json.object().put("id", guild.applicationId).put("name", "Kawasemi");
        application.put("description", "").put("bot_public", false).put("bot_require_code_grant", false);
        application.put("verify_key", "0".repeat(64)).put("flags", 0).putNull("icon");
        application.putObject("owner").setAll(Payloads.user("1", "owner", false));
        application.putNull("type").putNull("team").putNull("role_connections_verification_url");
        application.put("flags_new", "0").put("explicit_content_filter", 0);
        application.put("approximate_guild_count", 1).put("approximate_user_install_count", 0);
        application.put("approximate_user_authorization_count", 0);
        application.set("redirect_uris", Json.array());
        application.set("eligible_oauth2_scopes", Json.array());
        application.put("interactions_endpoint_url", guild.interactionsUrl.orElse(null));
        return application;
    }

    private Reply overwrite(Call call) throws DiscordError {
        Set<String> names = new HashSet<>();
        if (call.body().size() > MAX_COMMANDS) {
            throw DiscordError.invalid("more than 100 commands");
        }
        for (JsonNode command : call.body()) {
            check(command, names);
        }
        guild.commands.clear();
        for (JsonNode command : call.body()) {
            ObjectNode stored = command.deepCopy();
            stored.put("id", guild.ids.next()).put("application_id", guild.applicationId);
            stored.put("guild_id", guild.guildId).put("version", guild.ids.next());
            stored.put("type", command.path("type").asInt(1));
            for (String numbers : List.of("contexts", "integration_types")) {
                if (command.has(numbers)) { // JDA sends them as strings
                    stored.set(numbers, integers(command.path(numbers)));
                }
            }
            guild.commands.add(stored);
        }
        return Reply.ok(Json.nodes(guild.commands.stream()));
    }

    private static ArrayNode integers(JsonNode texts) {
        ArrayNode numbers = Json.array();
        texts.forEach(text -> numbers.add(text.asInt()));
        return numbers;
    }

    private static void check(JsonNode command, Set<String> names) throws DiscordError {
        checkNamed(command, "command");
        if (!names.add(command.path("name").asText())) {
            throw DiscordError.invalid("command /" + command.path("name").asText() + " twice");
        }
        JsonNode options = command.path("options");
        if (options.size() > MAX_OPTIONS) {
            throw DiscordError.invalid("more than 25 options");
        }
        boolean optional = false;
        for (JsonNode option : options) {
            checkNamed(option, "option");
            boolean required = option.path("required").asBoolean();
            if (required && optional) {
                throw DiscordError.invalid("a required option after an optional one: " + option.path("name"));
            }
            optional = !required;
        }
    }

    private static void checkNamed(JsonNode named, String kind) throws DiscordError {
        String name = named.path("name").asText();
        checkName(name, kind);
        for (JsonNode localized : named.path("name_localizations")) {
            checkName(localized.asText(), kind);
        }
        String description = named.path("description").asText();
        if (description.isEmpty() || description.codePointCount(0, description.length()) > MAX_DESCRIPTION) {
            throw DiscordError.invalid(kind + " " + name + ": description of 1 to 100 characters wanted");
        }
    }

    private static void checkName(String name, String kind) throws DiscordError {
        if (!NAME.matcher(name).matches() || !name.equals(name.toLowerCase(Locale.ROOT))) {
            throw DiscordError.invalid(kind + " name '" + name + "': 1 to 32 letters, digits, - and _, lower case");
        }
    }
}
