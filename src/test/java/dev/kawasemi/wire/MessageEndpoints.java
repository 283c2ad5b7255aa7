package dev.kawasemi.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Messages of channels and threads. */
final class MessageEndpoints {
    private static final String MESSAGES = "/channels/{channel_id}/messages";
    private static final String MESSAGE = MESSAGES + "/{message_id}";
    /** Messages older than this take few edits: 3 in 6 s per channel, else 30046. */
    private static final Duration OLD = Duration.ofHours(1);
    /** "The past few minutes", as Discord's reference says of {@code enforce_nonce}. */
    private static final Duration NONCE_REMEMBERED = Duration.ofMinutes(5);

    private final GuildState guild;
    private final Gateway gateway;
    private final Map<String, Window> oldEdits = new HashMap<>();

    MessageEndpoints(GuildState guild, Gateway gateway) {
        this.guild = guild;
        this.gateway = gateway;
    }

    void addTo(Router router) {
        router.add("GET", MESSAGES, this::list);
        router.add("POST", MESSAGES, this::create);
        router.add("GET", MESSAGE, call -> Reply.ok(message(call).json()));
        router.add("PATCH", MESSAGE, this::edit);
        router.add("DELETE", MESSAGE, this::delete);
    }

    /** Whether this route writes a message: all those of a channel share one limit. */
    static boolean writes(String route) {
        return route.equals("POST " + MESSAGES) || route.equals("PATCH " + MESSAGE);
    }

    private Reply list(Call call) throws DiscordError {
        String channel = channel(call).path("id").asText();
        List<JsonNode> newestFirst = new ArrayList<>(
                guild.messagesIn(channel).map(StoredMessage::json).toList());
        Collections.reverse(newestFirst);
        int limit = Integer.parseInt(call.query().getOrDefault("limit", "50"));
        return Reply.ok(Json.nodes(newestFirst.stream().limit(limit)));
    }

    private Reply create(Call call) throws DiscordError {
        ObjectNode channel = channel(call);
        MessageRules.checkNew(call.body(), call.files());
        String nonce = call.body().path("nonce").asText();
        if (call.body().path("enforce_nonce").asBoolean() && !nonce.isEmpty()) {
            var first = guild.messagesIn(call.in("channel_id"))
                    .filter(message -> message.now().nonce().equals(nonce) && isRecent(message))
                    .findFirst();
            if (first.isPresent()) {
                return Reply.ok(first.get().json());
            }
        }
        if (GuildState.isArchived(channel)) {
            if (channel.path("thread_metadata").path("locked").asBoolean()) {
                throw DiscordError.of(403, 50083, "Thread is archived");
            }
            wake(channel); // sending is what wakes a thread
        }
        StoredMessage message = new StoredMessage(guild, call.in("channel_id"), call.body(), call.files());
        guild.messages.put(message.id(), message);
        channel.put("last_message_id", message.id());
        return Reply.ok(message.json());
    }

    private void wake(ObjectNode thread) {
        ((ObjectNode) thread.path("thread_metadata")).put("archived", false);
        gateway.dispatch("THREAD_UPDATE", thread);
    }

    private boolean isRecent(StoredMessage message) {
        return guild.time.elapsed().minus(message.createdAt()).compareTo(NONCE_REMEMBERED) < 0;
    }

    private Reply edit(Call call) throws DiscordError {
        StoredMessage message = message(call);
        refuseIfArchived(channel(call));
        MessageRules.checkEdit(message.json(), call.body(), call.files());
        if (guild.time.elapsed().minus(message.createdAt()).compareTo(OLD) > 0) {
            Window window = oldEdits.computeIfAbsent(
                    call.in("channel_id"), id -> new Window(3, Duration.ofSeconds(6), guild.time));
            if (!window.take()) {
                return Reply.tooMany(window.resetAfterSeconds(), false, 30046);
            }
        }
        message.edit(call.body(), call.files());
        return Reply.ok(message.json());
    }

    private Reply delete(Call call) throws DiscordError {
        message(call).delete();
        return Reply.noContent();
    }

    private ObjectNode channel(Call call) throws DiscordError {
        return guild.channel(call.in("channel_id")).orElseThrow(DiscordError::unknownChannel);
    }

    private StoredMessage message(Call call) throws DiscordError {
        channel(call);
        return guild.message(call.in("channel_id"), call.in("message_id")).orElseThrow(DiscordError::unknownMessage);
    }

    static void refuseIfArchived(ObjectNode channel) throws DiscordError {
        if (GuildState.isArchived(channel)) {
            throw DiscordError.of(400, 50083, "Thread is archived");
        }
    }
}
