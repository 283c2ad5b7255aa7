package dev.kawasemi.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The guild itself and its members, as REST tells of them. */
final class GuildEndpoints {
    /** What only the gateway tells of a guild. */
    private static final List<String> OF_THE_GATEWAY = List.of(
            "channels",
            "threads",
            "members",
            "member_count",
            "joined_at",
            "unavailable",
            "large",
            "voice_states",
            "guild_scheduled_events",
            "presences",
            "stage_instances",
            "soundboard_sounds");

    private static final List<String> NOTHING = List.of(
            "icon",
            "description",
            "home_header",
            "splash",
            "discovery_splash",
            "banner",
            "application_id",
            "afk_channel_id",
            "system_channel_id",
            "widget_channel_id",
            "max_presences",
            "vanity_url_code",
            "rules_channel_id",
            "safety_alerts_channel_id",
            "public_updates_channel_id",
            "incidents_data");

    private final GuildState guild;

    GuildEndpoints(GuildState guild) {
        this.guild = guild;
    }

    void addTo(Router router) {
        router.add("GET", "/guilds/{guild_id}", call -> Reply.ok(guild(call)));
        router.add("GET", "/guilds/{guild_id}/members/{user_id}", call -> Reply.ok(member(call)));
    }

    private ObjectNode guild(Call call) throws DiscordError {
        known(call);
        ObjectNode json = Payloads.guild(guild);
        json.remove(OF_THE_GATEWAY);
        NOTHING.forEach(json::putNull);
        json.put("region", "deprecated").put("widget_enabled", false).put("max_members", 500_000);
        json.put("max_stage_video_channel_users", 50).put("max_video_channel_users", 25);
        json.put("premium_subscription_count", 0).put("premium_progress_bar_enabled", false);
        return json.put("nsfw", false);
    }

    /** The bot alone: nobody asks for others. */
    private ObjectNode member(Call call) throws DiscordError {
        known(call);
        if (!call.in("user_id").equals(guild.applicationId)) {
            throw DiscordError.of(404, 10007, "Unknown Member");
        }
        return Payloads.member(guild, Payloads.botUser(guild), List.of(guild.botRoleId));
    }

    private void known(Call call) throws DiscordError {
        if (!call.in("guild_id").equals(guild.guildId)) {
            throw DiscordError.of(404, 10004, "Unknown Guild");
        }
    }
}
