package dev.kawasemi.chat.discord;

import dev.kawasemi.chat.ChatMessage;
import dev.kawasemi.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.channel.attribute.IThreadContainer;
import net.dv8tion.jda.api.entities.channel.concrete.ThreadChannel;
import net.dv8tion.jda.api.entities.channel.concrete.ThreadChannel.AutoArchiveDuration;
import net.dv8tion.jda.api.entities.channel.middleman.GuildMessageChannel;
import net.dv8tion.jda.api.requests.RestAction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Requests through one JDA session. A failure of any kind is a value here, also what JDA throws before it sends. */
final class JdaMessenger implements Messenger {
    private static final Logger LOG = LoggerFactory.getLogger(JdaMessenger.class);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** JDA has a guild in its cache before it has its channels (EntityBuilder.createGuild of JDA 6.5): after this it surely has. */
    private static final Duration SURELY = Duration.ofSeconds(2);

    /** Archived threads looked through for one that is written to; Discord's largest page. */
    private static final int ARCHIVED_LOOKED_AT = 100;

    private final JDA jda;
    private final DiscordSettings settings;
    private final TimeSource time;
    private final AtomicBoolean filesRefused = new AtomicBoolean();
    private Optional<Seen> seen;

    /** A server as JDA gave it, and since when it is the one that it gives. */
    private record Seen(Guild guild, Duration since) {}

    /** @param jda ready */
    JdaMessenger(JDA jda, DiscordSettings settings, TimeSource time) {
        this.jda = jda;
        this.settings = settings;
        this.time = time;
        this.seen = Optional.ofNullable(jda.getGuildById(settings.guild()))
                .map(guild -> new Seen(guild, time.elapsed().minus(SURELY)));
    }

    @Override
    public CompletableFuture<Delivery> create(String channelId, Outgoing message, String nonce) {
        return in(
                channelId,
                channel -> run(
                        channel.sendMessage(JdaMessages.create(allowed(channel, message), message.threadUrl()))
                                .setNonce(nonce),
                        message.limit(),
                        JdaMessenger::done));
    }

    @Override
    public CompletableFuture<Delivery> edit(String channelId, String messageId, Outgoing message) {
        return in(
                channelId,
                channel -> run(
                        channel.editMessageById(
                                messageId, JdaMessages.edit(allowed(channel, message), message.threadUrl())),
                        message.limit(),
                        JdaMessenger::done));
    }

    @Override
    public CompletableFuture<Delivery> removeButtons(OldCopy copy) {
        return in(
                copy.channelId(),
                channel ->
                        run(channel.editMessageComponentsById(copy.messageId(), List.of()), LIMIT, JdaMessenger::done));
    }

    @Override
    public CompletableFuture<Delivery> openThread(String channelId, String messageId, String title) {
        return attempt(() -> {
            IThreadContainer channel = jda.getChannelById(IThreadContainer.class, channelId);
            if (channel == null) {
                return missing(channelId);
            }
            return run(
                    channel.createThreadChannel(title, messageId)
                            .setAutoArchiveDuration(AutoArchiveDuration.TIME_24_HOURS),
                    LIMIT,
                    thread -> new Delivery.Done(thread.getId(), ""));
        });
    }

    @Override
    public CompletableFuture<Delivery> addMember(String threadId, String userId) {
        return in(threadId, channel -> {
            if (channel instanceof ThreadChannel thread && !thread.isArchived()) {
                return run(thread.addThreadMemberById(userId), LIMIT, nothing -> new Delivery.Done(userId, ""));
            }
            return failed(Delivery.Failure.CHANNEL_GONE, "no open thread " + threadId);
        });
    }

    /** Without its files where they are not allowed: a question must not be lost for its picture. */
    private ChatMessage allowed(GuildMessageChannel channel, Outgoing message) {
        boolean may = message.message().files().isEmpty()
                || channel.getGuild().getSelfMember().hasPermission(channel, Permission.MESSAGE_ATTACH_FILES);
        if (!may && !filesRefused.getAndSet(true)) {
            LOG.warn(
                    "I am missing \"Attach Files\" in channel {}: messages go out without their files",
                    channel.getId());
        }
        return may ? message.message() : message.message().withFiles(List.of());
    }

    private static Delivery done(Message message) {
        return new Delivery.Done(message.getId(), message.getContentRaw());
    }

    private CompletableFuture<Delivery> in(
            String channelId, Function<GuildMessageChannel, CompletableFuture<Delivery>> request) {
        return attempt(() -> {
            GuildMessageChannel channel = jda.getChannelById(GuildMessageChannel.class, channelId);
            return channel == null ? inUnknown(channelId, request) : request.apply(channel);
        });
    }

    /** A thread that was archived when this session began is not in JDA's cache, and JDA cannot fetch a channel by id: look through the lists. */
    private CompletableFuture<Delivery> inUnknown(
            String channelId, Function<GuildMessageChannel, CompletableFuture<Delivery>> request) {
        Guild guild = jda.getGuildById(settings.guild());
        IThreadContainer parent = jda.getChannelById(IThreadContainer.class, settings.channel());
        if (guild == null || parent == null || channelId.equals(settings.channel())) {
            return missing(channelId);
        }
        return find(guild.retrieveActiveThreads(), channelId)
                .thenCompose(found -> found.isPresent()
                        ? CompletableFuture.completedFuture(found)
                        : find(
                                parent.retrieveArchivedPublicThreadChannels()
                                        .limit(ARCHIVED_LOOKED_AT)
                                        .map(List::copyOf),
                                channelId))
                .thenCompose(found -> found.map(thread -> attempt(() -> request.apply(thread)))
                        .orElseGet(() -> failed(Delivery.Failure.CHANNEL_GONE, "no thread " + channelId)))
                .exceptionally(DiscordErrors::of);
    }

    private static CompletableFuture<Optional<ThreadChannel>> find(
            RestAction<? extends List<ThreadChannel>> list, String id) {
        return list.submit()
                .thenApply(threads -> threads.stream()
                        .filter(thread -> thread.getId().equals(id))
                        .findFirst());
    }

    private CompletableFuture<Delivery> missing(String channelId) {
        return away() || justCame()
                ? later()
                : failed(Delivery.Failure.CHANNEL_GONE, "no channel " + channelId + " in the server");
    }

    private static <T> CompletableFuture<Delivery> run(
            RestAction<T> action, Duration limit, Function<T, Delivery> done) {
        return action.timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .submit()
                .thenApply(done)
                .exceptionally(DiscordErrors::of);
    }

    private CompletableFuture<Delivery> attempt(Request request) {
        try {
            return request.send();
        } catch (RuntimeException e) {
            return away() ? later() : CompletableFuture.completedFuture(DiscordErrors.of(e));
        }
    }

    /**
     * JDA forgets all guilds while it makes a session anew, and a guild while Discord calls it unavailable (WebSocketClient.invalidate and GuildDeleteHandler of
     * JDA 6.5): what is not found then says nothing about the bot's place or rights. A server that the bot is not in looks the same; asking again costs no
     * request.
     */
    private boolean away() {
        return jda.getStatus() != JDA.Status.CONNECTED || jda.getGuildById(settings.guild()) == null;
    }

    /** Whether the server is another one than it was, made anew since, and so lately that a channel may still be missing. */
    private synchronized boolean justCame() {
        Guild guild = jda.getGuildById(settings.guild());
        if (guild == null) {
            return true;
        }
        boolean same = seen.filter(one -> one.guild() == guild).isPresent();
        Seen now = same ? seen.orElseThrow() : new Seen(guild, time.elapsed());
        seen = Optional.of(now);
        return time.elapsed().minus(now.since()).compareTo(SURELY) < 0;
    }

    private CompletableFuture<Delivery> later() {
        return failed(Delivery.Failure.LATER, "JDA does not know server " + settings.guild() + " at the moment");
    }

    private static CompletableFuture<Delivery> failed(Delivery.Failure why, String text) {
        return CompletableFuture.completedFuture(new Delivery.Failed(why, text));
    }

    private interface Request {
        CompletableFuture<Delivery> send();
    }
}
