package dev.kawasemi.chat.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import net.dv8tion.jda.api.Permission;

/**
 * What the bot may do in a channel, from REST's own objects: the roles' permissions together, then the channel's overwrites, first everyone's, then the
 * roles' (all that they allow wins over all that they deny), then the bot's own (Discord's reference, "Permission Hierarchy").
 */
final class ChannelRights {
    private final JsonNode guild;
    private final JsonNode channel;
    private final String self;
    private final Set<String> roles = new HashSet<>();

    /** @param member the bot's own */
    ChannelRights(JsonNode guild, JsonNode channel, JsonNode member, String self) {
        this.guild = guild;
        this.channel = channel;
        this.self = self;
        member.path("roles").forEach(role -> roles.add(role.asText()));
    }

    EnumSet<Permission> permissions() {
        long base = 0;
        for (JsonNode role : guild.path("roles")) {
            String id = role.path("id").asText();
            if (id.equals(everyone()) || roles.contains(id)) {
                base |= bits(role, "permissions");
            }
        }
        boolean all = (base & Permission.ADMINISTRATOR.getRawValue()) != 0
                || guild.path("owner_id").asText().equals(self);
        return all ? EnumSet.allOf(Permission.class) : Permission.getPermissions(overwritten(base));
    }

    private long overwritten(long base) {
        long allowed = 0;
        long denied = 0;
        long now = applied(base, everyone());
        for (String role : roles) {
            allowed |= bits(overwrite(role), "allow");
            denied |= bits(overwrite(role), "deny");
        }
        return applied((now & ~denied) | allowed, self);
    }

    private long applied(long before, String of) {
        JsonNode overwrite = overwrite(of);
        return (before & ~bits(overwrite, "deny")) | bits(overwrite, "allow");
    }

    private JsonNode overwrite(String id) {
        for (JsonNode overwrite : channel.path("permission_overwrites")) {
            if (overwrite.path("id").asText().equals(id)) {
                return overwrite;
            }
        }
        return MissingNode.getInstance();
    }

    /** The role that everybody has bears the server's id. */
    private String everyone() {
        return guild.path("id").asText();
    }

    /** A number of more than 53 bits comes as text. */
    private static long bits(JsonNode node, String name) {
        String text = node.path(name).asText("0");
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }
}
