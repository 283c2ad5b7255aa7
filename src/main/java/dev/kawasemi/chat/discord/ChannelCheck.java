package dev.kawasemi.chat.discord;

import dev.kawasemi.chat.ChatMessage;
import dev.kawasemi.chat.Language;
import dev.kawasemi.chat.Phrases;
import dev.kawasemi.deployment.DeploymentId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.Role;
import net.dv8tion.jda.api.entities.channel.middleman.GuildMessageChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the channel can be worked in: the permissions by name, and whether the roles that a question asks can be notified at all, because otherwise an approval
 * waits in silence. Said in the log at each change, and in the channel once for the same trouble, also over restarts.
 */
final class ChannelCheck {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelCheck.class);
    /** What was said in the channel last; empty: all was well. */
    private static final String FACT = "channel-trouble";

    private final DiscordSettings settings;
    private final Set<String> asked;
    private final OutboxStore store;
    private final Requests requests;
    private Optional<String> logged = Optional.empty();

    /** @param asked ids of the roles that questions notify */
    ChannelCheck(DiscordSettings settings, Set<String> asked, OutboxStore store, Requests requests) {
        this.settings = settings;
        this.asked = new TreeSet<>(asked);
        this.store = store;
        this.requests = requests;
    }

    /** At the start, after a reconnect and whenever permissions or roles have changed. */
    synchronized void look(JDA jda) {
        Guild guild = jda.getGuildById(settings.guild());
        GuildMessageChannel channel = jda.getChannelById(GuildMessageChannel.class, settings.channel());
        if (guild == null || channel == null) {
            return; // Said by others, or Discord is away.
        }
        String forLog = String.join(" ", problems(guild, role -> "@" + role.getName(), Phrases.in(Language.EN)));
        if (!logged.equals(Optional.of(forLog))) {
            logged = Optional.of(forLog);
            log(guild, forLog);
        }
        say(channel, problems(guild, Role::getAsMention, Phrases.in(settings.locale())));
    }

    /** For a deploy that nobody in Discord has asked for: it goes on, but somebody should know. */
    synchronized void warnOf(DeploymentId deployment) {
        logged.filter(text -> !text.isEmpty())
                .ifPresent(text -> LOG.warn(
                        "Deployment {} goes on, but it cannot be shown whole in Discord. {}", deployment, text));
    }

    private static void log(Guild guild, String text) {
        if (text.isEmpty()) {
            LOG.info("Nothing is missing in Discord's server {}", guild.getId());
        } else {
            LOG.warn("{} Deploys go on", text);
        }
    }

    private List<String> problems(Guild guild, Function<Role, String> named, Phrases phrases) {
        List<String> problems = new ArrayList<>();
        List<String> missing = Permissions.missing(guild, settings.channel());
        if (!missing.isEmpty()) {
            problems.add(phrases.say(DiscordPhrase.CHECK_MISSING, Permissions.quoted(missing), settings.channel()));
        }
        for (String id : asked) {
            Role role = guild.getRoleById(id);
            if (role == null) {
                problems.add(phrases.say(DiscordPhrase.CHECK_NO_ROLE, id));
            } else if (!canNotify(guild, role)) {
                problems.add(phrases.say(DiscordPhrase.CHECK_DEAF_ROLE, named.apply(role), Permissions.MENTION_ALL));
            }
        }
        return problems;
    }

    /** A role is notified only where anybody may mention it or the author may mention all (Discord's reference, "Allowed Mentions Object"). */
    private boolean canNotify(Guild guild, Role role) {
        var channel = guild.getGuildChannelById(settings.channel());
        return role.isMentionable()
                || (channel != null
                        && guild.getSelfMember().hasPermission(channel, Permission.MESSAGE_MENTION_EVERYONE));
    }

    private void say(GuildMessageChannel channel, List<String> problems) {
        String text = String.join("\n", problems);
        if (text.equals(store.fact(FACT).orElse(""))) {
            return;
        }
        if (text.isEmpty()) {
            store.setFact(FACT, "");
        } else if (channel.canTalk()) {
            requests.send(
                    channel.sendMessage(JdaMessages.create(ChatMessage.silent(Texts.content(text)), Optional.empty())),
                    sent -> store.setFact(FACT, text),
                    thrown -> LOG.warn(
                            "What is missing could not be said in the channel: {}",
                            DiscordErrors.of(thrown).text()));
        }
    }
}
