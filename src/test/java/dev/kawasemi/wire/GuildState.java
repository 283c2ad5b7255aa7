package dev.kawasemi.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kawasemi.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Everything that the stand-in remembers, under one lock. Everything but {@link #await} and {@link #locked} wants that lock held. */
final class GuildState {
    /** The seven permissions of the bot's invitation: see the README's Discord chapter. */
    static final long INVITED = 309237763072L;

    final TimeSource time;
    final Snowflakes ids;
    final String guildId;
    final String applicationId;
    final String botRoleId;
    final String channelId;
    final Map<String, ObjectNode> roles = new LinkedHashMap<>();
    final Map<String, ObjectNode> channels = new LinkedHashMap<>();
    final Map<String, List<String>> threadMembers = new LinkedHashMap<>();
    final Map<String, StoredMessage> messages = new LinkedHashMap<>();
    final Map<String, Interaction> interactions = new LinkedHashMap<>();
    final List<ObjectNode> commands = new ArrayList<>();
    long appPermissions = INVITED;
    Optional<String> interactionsUrl = Optional.empty();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    GuildState(TimeSource time) {
        this.time = time;
        this.ids = new Snowflakes(time);
        this.guildId = ids.next();
        this.applicationId = ids.next();
        this.botRoleId = ids.next();
        this.channelId = ids.next();
        roles.put(guildId, Payloads.role(guildId, "@everyone", 0, false));
        roles.put(botRoleId, Payloads.role(botRoleId, "Kawasemi", INVITED, false));
        channels.put(channelId, Payloads.textChannel(this, channelId, "deploys"));
    }

    <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            T result = action.get();
            changed.signalAll();
            return result;
        } finally {
            lock.unlock();
        }
    }

    void locked(Runnable action) {
        locked(() -> {
            action.run();
            return true;
        });
    }

    /** Waits, in real time, until there is something to return. */
    <T> T await(Supplier<Optional<T>> look, Duration limit, Supplier<String> missing) {
        lock.lock();
        try {
            long left = limit.toNanos();
            Optional<T> seen = look.get();
            while (seen.isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
                seen = look.get();
            }
            return seen.orElseThrow(() -> new AssertionError("after " + limit.toMillis() + " ms " + missing.get()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting: " + missing.get(), e);
        } finally {
            lock.unlock();
        }
    }

    Optional<ObjectNode> channel(String id) {
        return Optional.ofNullable(channels.get(id));
    }

    Optional<StoredMessage> message(String channel, String id) {
        return Optional.ofNullable(messages.get(id))
                .filter(message -> message.channelId().equals(channel) && !message.deleted());
    }

    Stream<StoredMessage> messagesIn(String channel) {
        return messages.values().stream()
                .filter(message -> message.channelId().equals(channel) && !message.deleted() && !message.ephemeral());
    }

    static boolean isThread(ObjectNode channel) {
        return channel.path("type").asInt() == Payloads.PUBLIC_THREAD;
    }

    static boolean isArchived(ObjectNode channel) {
        return channel.path("thread_metadata").path("archived").asBoolean();
    }

    Stream<ObjectNode> threads(boolean archived) {
        return channels.values().stream().filter(channel -> isThread(channel) && isArchived(channel) == archived);
    }
}
