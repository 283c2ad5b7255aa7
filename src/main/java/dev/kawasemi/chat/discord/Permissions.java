package dev.kawasemi.chat.discord;

import java.util.List;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.entities.Member;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;

/** What the bot must be allowed for a deployment to be shown. */
final class Permissions {
    private static final List<Permission> NEEDED = List.of(
            Permission.VIEW_CHANNEL,
            Permission.MESSAGE_SEND,
            Permission.MESSAGE_SEND_IN_THREADS,
            Permission.CREATE_PUBLIC_THREADS,
            Permission.MESSAGE_HISTORY);

    private Permissions() {}

    /** The names of those that are missing, as Discord's client writes them. */
    static List<String> missing(JDA jda, String channelId) {
        GuildChannel channel = jda.getChannelById(GuildChannel.class, channelId);
        if (channel == null) {
            return List.of(Permission.VIEW_CHANNEL.getName());
        }
        Member self = channel.getGuild().getSelfMember();
        return NEEDED.stream()
                .filter(permission -> !self.hasPermission(channel, permission))
                .map(Permission::getName)
                .toList();
    }
}
