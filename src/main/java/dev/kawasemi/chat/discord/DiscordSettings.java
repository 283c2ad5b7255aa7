package dev.kawasemi.chat.discord;

import dev.kawasemi.chat.Language;
import java.net.URI;
import java.util.Optional;

/**
 * Where the bot lives.
 *
 * @param guild id of the one server that is served
 * @param channel id of the channel in which deployments are announced and questions asked
 * @param apiUrl {@link #DISCORD_API} but in tests
 * @param gatewayUrl empty for Discord's own
 * @param locale of messages in the channel
 */
public record DiscordSettings(
        BotToken token, String guild, String channel, URI apiUrl, Optional<URI> gatewayUrl, Language locale) {
    /** Version 10 of the API, by JDA 6 (its RestConfig.DEFAULT_BASE_URL). */
    public static final URI DISCORD_API = URI.create("https://discord.com/api/v10/");

    private static final String SNOWFLAKE = "[0-9]{1,20}";

    /** @throws IllegalArgumentException when an id is not a number */
    public DiscordSettings {
        if (!guild.matches(SNOWFLAKE) || !channel.matches(SNOWFLAKE)) {
            throw new IllegalArgumentException("guild and channel are ids, numbers of 17 to 20 digits:"
                    + " in Discord turn on Developer Mode, then right-click and Copy ID");
        }
    }
}
