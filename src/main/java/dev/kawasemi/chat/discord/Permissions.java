package dev.kawasemi.chat.discord;

import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;
import net.dv8tion.jda.api.interactions.Interaction;
import net.dv8tion.jda.api.utils.data.DataObject;

/** What the bot must be allowed for a deployment to be shown, by the names in Discord's client (JDA's differ). */
final class Permissions {
    static final String VIEW = "View Channel";
    static final String MENTION_ALL = "Mention @everyone, @here, and All Roles";

    private static final Map<Permission, String> NEEDED = new EnumMap<>(Map.of(
            Permission.VIEW_CHANNEL, VIEW,
            Permission.MESSAGE_SEND, "Send Messages",
            Permission.MESSAGE_SEND_IN_THREADS, "Send Messages in Threads",
            Permission.CREATE_PUBLIC_THREADS, "Create Public Threads",
            Permission.MESSAGE_ATTACH_FILES, "Attach Files",
            Permission.MESSAGE_EMBED_LINKS, "Embed Links",
            Permission.MESSAGE_HISTORY, "Read Message History"));

    /** All of them, as the invitation's address says it. */
    static final long INVITED = Permission.getRaw(NEEDED.keySet());

    private Permissions() {}

    /** The names of those that are missing in this channel, as far as the session knows. */
    static List<String> missing(Guild guild, String channelId) {
        GuildChannel channel = guild.getGuildChannelById(channelId);
        return channel == null ? List.of(VIEW) : missing(guild.getSelfMember().getPermissions(channel));
    }

    /** The same by the interaction's own {@code app_permissions}, which is never older than the request (Discord's reference, "Interaction Object"). */
    static List<String> missing(Interaction event, DataObject raw, String channelId) {
        String bits = raw.optObject("d")
                .map(data -> data.getString("app_permissions", ""))
                .orElse("");
        if (bits.matches("[0-9]{1,19}")) {
            return missing(Permission.getPermissions(Long.parseLong(bits)));
        }
        Guild guild = event.getGuild();
        return guild == null ? List.of(VIEW) : missing(guild, channelId);
    }

    static List<String> missing(Collection<Permission> has) {
        EnumSet<Permission> missing = EnumSet.copyOf(NEEDED.keySet());
        missing.removeAll(has);
        return has.contains(Permission.ADMINISTRATOR)
                ? List.of()
                : missing.stream().map(NEEDED::get).toList();
    }

    /** {@code "Attach Files", "Embed Links"}. */
    static String quoted(List<String> names) {
        return "\"" + String.join("\", \"", names) + "\"";
    }
}
