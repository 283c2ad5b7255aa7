package dev.kawasemi.chat.discord;

import dev.kawasemi.chat.Caller;
import dev.kawasemi.chat.Language;
import dev.kawasemi.deployment.Actor;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.ISnowflake;
import net.dv8tion.jda.api.entities.Member;
import net.dv8tion.jda.api.entities.channel.Channel;
import net.dv8tion.jda.api.entities.channel.concrete.ThreadChannel;
import net.dv8tion.jda.api.interactions.Interaction;

/** Who asks, from the interaction's own payload: no privileged intent, no member cache, and never older than the press itself. */
final class Callers {
    private Callers() {}

    static Caller of(Interaction event, DiscordSettings settings) {
        Member member = event.getMember();
        String name = member == null ? event.getUser().getEffectiveName() : member.getEffectiveName();
        Set<String> roles = member == null
                ? Set.of()
                : member.getUnsortedRoles().stream().map(ISnowflake::getId).collect(Collectors.toSet());
        Actor actor = new Actor(Actor.Origin.DISCORD, event.getUser().getId(), name);
        return new Caller(actor, roles, false, rightPlace(event, settings), language(event));
    }

    /** That of the person's client; empty for one that is not spoken here. */
    static Optional<Language> language(Interaction event) {
        return Language.of(event.getUserLocale().getLocale());
    }

    /** In a thread the interaction's channel is the thread: its parent counts. */
    private static boolean rightPlace(Interaction event, DiscordSettings settings) {
        Guild guild = event.getGuild();
        Channel channel = event.getChannel();
        if (guild == null || channel == null || !guild.getId().equals(settings.guild())) {
            return false;
        }
        if (channel instanceof ThreadChannel thread) {
            return thread.getParentChannel().getId().equals(settings.channel());
        }
        return channel.getId().equals(settings.channel());
    }
}
