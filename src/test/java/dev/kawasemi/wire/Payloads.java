package dev.kawasemi.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;

/** Discord's objects as JSON: every field that its reference does not call optional. */
final class Payloads {
    static final int TEXT_CHANNEL = 0;
    static final int PUBLIC_THREAD = 11;

    private Payloads() {}

    static ObjectNode role(String id, String name, long permissions, boolean mentionable) {
        ObjectNode role = Json.object();
        role.put("id", id).put("name", name).put("permissions", Long.toString(permissions));
        role.put("position", permissions == 0 ? 0 : 1).put("color", 0).put("hoist", false);
        role.put("managed", false).put("mentionable", mentionable).put("flags", 0);
        role.putNull("icon").putNull("unicode_emoji").putNull("description");
        ObjectNode colors = role.putObject("colors").put("primary_color", 0);
        colors.putNull("secondary_color").putNull("tertiary_color");
        return role;
    }

    static ObjectNode textChannel(GuildState guild, String id, String name) {
        ObjectNode channel = Json.object();
        channel.put("id", id).put("type", TEXT_CHANNEL).put("guild_id", guild.guildId);
        channel.put("name", name).put("position", 0).put("flags", 0).put("nsfw", false);
        channel.putNull("last_message_id").putNull("parent_id").putNull("topic");
        channel.put("rate_limit_per_user", 0);
        channel.set("permission_overwrites", Json.array());
        return channel;
    }

    /** Type 0 is a role's, 1 a member's (Discord's reference, "Overwrite Object"). */
    static void overwrite(GuildState guild, String id, long allow, long deny) {
        ObjectNode overwrite = Json.object().put("id", id).put("type", guild.roles.containsKey(id) ? 0 : 1);
        overwrite.put("allow", Long.toString(allow)).put("deny", Long.toString(deny));
        guild.channel(guild.channelId)
                .orElseThrow()
                .withArray("permission_overwrites")
                .add(overwrite);
    }

    static ObjectNode thread(GuildState guild, String parent, String id, JsonNode request) {
        ObjectNode thread = Json.object();
        thread.put("id", id).put("type", PUBLIC_THREAD).put("guild_id", guild.guildId);
        thread.put("parent_id", parent).put("owner_id", guild.applicationId);
        thread.put("name", request.path("name").asText()).put("flags", 0);
        thread.put("message_count", 0).put("member_count", 1).put("total_message_sent", 0);
        thread.put("rate_limit_per_user", 0).putNull("last_message_id");
        ObjectNode metadata = thread.putObject("thread_metadata").put("archived", false);
        metadata.put("locked", false).put("archive_timestamp", guild.time.now().toString());
        metadata.put("create_timestamp", guild.time.now().toString());
        metadata.put(
                "auto_archive_duration", request.path("auto_archive_duration").asInt(1440));
        thread.set("member", threadMember(guild, id, guild.applicationId));
        return thread;
    }

    static ObjectNode threadMember(GuildState guild, String thread, String user) {
        ObjectNode member = Json.object().put("id", thread).put("user_id", user).put("flags", 0);
        return member.put("join_timestamp", guild.time.now().toString());
    }

    static ObjectNode user(String id, String name, boolean bot) {
        ObjectNode user = Json.object().put("id", id).put("username", name).put("global_name", name);
        user.put("discriminator", "0").put("public_flags", 0).put("flags", 0).put("bot", bot);
        user.putNull("avatar").putNull("banner").putNull("accent_color").putNull("primary_guild");
        return user.putNull("avatar_decoration_data").putNull("collectibles");
    }

    static ObjectNode botUser(GuildState guild) {
        return user(guild.applicationId, "Kawasemi", true);
    }

    static ObjectNode member(GuildState guild, ObjectNode user, Collection<String> roles) {
        ObjectNode member = Json.object();
        member.set("user", user);
        member.set("roles", Json.strings(roles));
        member.put("joined_at", guild.time.now().toString()).put("deaf", false).put("mute", false);
        member.put("flags", 0).put("pending", false);
        member.putNull("nick").putNull("avatar").putNull("banner").putNull("premium_since");
        return member.putNull("communication_disabled_until");
    }

    static ObjectNode guild(GuildState guild) {
        ObjectNode json = Json.object().put("id", guild.guildId).put("name", "Riverbank");
        json.put("owner_id", "1").put("afk_timeout", 300).put("member_count", 2).put("large", false);
        json.put("joined_at", guild.time.now().toString()).put("unavailable", false);
        json.put("verification_level", 0).put("default_message_notifications", 0);
        json.put("explicit_content_filter", 0).put("mfa_level", 0).put("nsfw_level", 0);
        json.put("premium_tier", 0).put("system_channel_flags", 0).put("preferred_locale", "en-US");
        json.set("roles", Json.nodes(guild.roles.values().stream()));
        json.set(
                "channels",
                Json.nodes(guild.channels.values().stream().filter(channel -> !GuildState.isThread(channel))));
        // Archived threads are not in the gateway's first sync.
        json.set("threads", Json.nodes(guild.threads(false)));
        json.putArray("members").add(member(guild, botUser(guild), List.of(guild.botRoleId)));
        for (String empty : List.of(
                "emojis",
                "stickers",
                "voice_states",
                "guild_scheduled_events",
                "features",
                "presences",
                "stage_instances",
                "soundboard_sounds")) {
            json.putArray(empty);
        }
        return json;
    }
}
