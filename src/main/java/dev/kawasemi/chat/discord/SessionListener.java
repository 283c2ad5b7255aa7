package dev.kawasemi.chat.discord;

import dev.kawasemi.time.TimeSource;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.events.Event;
import net.dv8tion.jda.api.events.guild.GenericGuildEvent;
import net.dv8tion.jda.api.events.guild.GuildAvailableEvent;
import net.dv8tion.jda.api.events.guild.GuildJoinEvent;
import net.dv8tion.jda.api.events.guild.override.GenericPermissionOverrideEvent;
import net.dv8tion.jda.api.events.role.update.RoleUpdateMentionableEvent;
import net.dv8tion.jda.api.events.role.update.RoleUpdatePermissionsEvent;
import net.dv8tion.jda.api.events.session.ReadyEvent;
import net.dv8tion.jda.api.events.session.SessionDisconnectEvent;
import net.dv8tion.jda.api.events.session.SessionRecreateEvent;
import net.dv8tion.jda.api.events.session.SessionResumeEvent;
import net.dv8tion.jda.api.events.session.ShutdownEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.requests.CloseCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows the session: declares the commands, tells the outbox when it can send. */
final class SessionListener extends ListenerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(SessionListener.class);

    private final DiscordSettings settings;
    private final SlashCommands commands;
    private final Outbox outbox;
    private final ChannelCheck check;
    private final TimeSource time;
    private volatile boolean online;

    SessionListener(
            DiscordSettings settings, SlashCommands commands, Outbox outbox, ChannelCheck check, TimeSource time) {
        this.time = time;
        this.settings = settings;
        this.commands = commands;
        this.outbox = outbox;
        this.check = check;
    }

    boolean online() {
        return online;
    }

    @Override
    public void onReady(ReadyEvent event) {
        online = true;
        JDA jda = event.getJDA();
        Guild guild = jda.getGuildById(settings.guild());
        if (guild == null) {
            LOG.error(
                    "The bot {} is not in the server {}. Invite it with the scopes bot and applications.commands, or mend the id;"
                            + " deploys go on",
                    jda.getSelfUser().getName(),
                    settings.guild());
        } else {
            ready(guild);
        }
        outbox.connected(new JdaMessenger(jda, settings, time));
        check.look(jda);
    }

    @Override
    public void onGuildJoin(GuildJoinEvent event) {
        again(event);
    }

    @Override
    public void onGuildAvailable(GuildAvailableEvent event) {
        again(event);
    }

    @Override
    public void onSessionResume(SessionResumeEvent event) {
        online = true;
        lookAgain(event);
    }

    @Override
    public void onSessionRecreate(SessionRecreateEvent event) {
        online = true;
        lookAgain(event);
    }

    /** Somebody may just have given what was missing. */
    @Override
    public void onRoleUpdatePermissions(RoleUpdatePermissionsEvent event) {
        lookAgain(event);
    }

    @Override
    public void onRoleUpdateMentionable(RoleUpdateMentionableEvent event) {
        lookAgain(event);
    }

    @Override
    public void onGenericPermissionOverride(GenericPermissionOverrideEvent event) {
        lookAgain(event);
    }

    private void lookAgain(Event event) {
        outbox.reconnected();
        check.look(event.getJDA());
    }

    @Override
    public void onSessionDisconnect(SessionDisconnectEvent event) {
        online = false;
    }

    @Override
    public void onShutdown(ShutdownEvent event) {
        online = false;
        CloseCode code = event.getCloseCode();
        if (code != null && SessionEnd.isRefusal(code)) {
            LOG.error(
                    "Discord ended the session for good: {} ({}). {} Then restart; I do not try again. Deploys from the command"
                            + " line go on",
                    code.getCode(),
                    code.getMeaning(),
                    code == CloseCode.AUTHENTICATION_FAILED
                            ? "Put the right bot token in the configuration."
                            : "Look at the application's settings in Discord's developer portal.");
        }
    }

    private void again(GenericGuildEvent event) {
        if (event.getGuild().getId().equals(settings.guild())) {
            ready(event.getGuild());
            lookAgain(event);
        }
    }

    private void ready(Guild guild) {
        LOG.info("Discord is there: server {}", guild.getId());
        if (guild.getTextChannelById(settings.channel()) == null) {
            LOG.error("The server has no text channel {} that I can see; deploys go on", settings.channel());
        }
        commands.declare(guild);
    }
}
