package dev.kawasemi.config;

import dev.kawasemi.chat.Language;
import dev.kawasemi.chat.Roles;
import dev.kawasemi.chat.discord.BotToken;
import dev.kawasemi.chat.discord.DiscordSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the discord block. A token is never part of a problem. */
final class DiscordReader {
    private static final Pattern ID = Pattern.compile("[0-9]{1,20}");

    private final KeyReader keys;

    DiscordReader(KeyReader keys) {
        this.keys = keys;
    }

    Roles roles() {
        KeyReader roles = keys.at("roles");
        return new Roles(ids(roles, "deploy"), ids(roles, "approve"), ids(roles, "view"));
    }

    /** Empty without a token. */
    Optional<DiscordSettings> settings(Path configFile) {
        URI api = url("api-url").orElse(DiscordSettings.DISCORD_API);
        Optional<URI> gateway = keys.has("gateway-url") ? url("gateway-url") : Optional.empty();
        Language locale = Language.of(keys.text("locale", "\"en\", \"ja\" or \"ko\"", text -> text.matches("en|ja|ko")))
                .orElse(Language.EN);
        boolean needed = keys.has("token") || keys.has("token-file");
        String guild = id("guild", needed);
        String channel = id("channel", needed);
        Optional<BotToken> token = token(configFile);
        if (token.isEmpty() || guild.isEmpty() || channel.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new DiscordSettings(token.get(), guild, channel, api, gateway, locale));
    }

    private Optional<BotToken> token(Path configFile) {
        SecretReader<BotToken> token = new SecretReader<>(keys, BotToken::new);
        if (keys.has("token-file")) {
            Path folder = configFile.toAbsolutePath().resolveSibling("");
            return token.inFile("token-file", folder, "the path of a file that can be read");
        }
        return keys.has("token") ? token.checked("token", keys.text("token", "the bot's token")) : Optional.empty();
    }

    private String id(String key, boolean needed) {
        if (!needed && !keys.has(key)) {
            return "";
        }
        return keys.text(
                key,
                "an id, a number of 17 to 20 digits in quotation marks",
                text -> ID.matcher(text).matches());
    }

    private Set<String> ids(KeyReader roles, String key) {
        List<String> ids = roles.texts(key, "a list of role ids");
        for (String id : ids) {
            if (!ID.matcher(id).matches()) {
                roles.problem(key, "\"" + id + "\"", "role ids, numbers of 17 to 20 digits: never names");
            }
        }
        return Set.copyOf(ids);
    }

    private Optional<URI> url(String key) {
        String text = keys.text(key, "an address");
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(URI.create(text));
        } catch (IllegalArgumentException e) {
            keys.problem(key, keys.shown(key), "an address");
            return Optional.empty();
        }
    }
}
