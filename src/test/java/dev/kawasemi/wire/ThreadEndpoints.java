package dev.kawasemi.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Channels and the threads that hang on messages. */
final class ThreadEndpoints {
    private static final List<String> CHANNEL_FIELDS = List.of("name", "topic", "rate_limit_per_user");
    private static final List<String> METADATA_FIELDS = List.of("archived", "locked", "auto_archive_duration");

    private final GuildState guild;
    private final Gateway gateway;

    ThreadEndpoints(GuildState guild, Gateway gateway) {
        this.guild = guild;
        this.gateway = gateway;
    }

    void addTo(Router router) {
        router.add("GET", "/channels/{channel_id}", call -> Reply.ok(channel(call)));
        router.add("PATCH", "/channels/{channel_id}", this::edit);
        router.add("POST", "/channels/{channel_id}/messages/{message_id}/threads", this::open);
        router.add("PUT", "/channels/{channel_id}/thread-members/@me", this::join);
        router.add("DELETE", "/channels/{channel_id}/thread-members/@me", this::leave);
        router.add("PUT", "/channels/{channel_id}/thread-members/{user_id}", this::join);
        router.add("DELETE", "/channels/{channel_id}/thread-members/{user_id}", this::leave);
        router.add("GET", "/channels/{channel_id}/thread-members", call -> {
            channel(call);
            return Reply.ok(Json.nodes(
                    members(call).stream().map(user -> Payloads.threadMember(guild, call.in("channel_id"), user))));
        });
        router.add("GET", "/guilds/{guild_id}/threads/active", call -> threads("", false));
        router.add(
                "GET", "/channels/{channel_id}/threads/archived/public", call -> threads(call.in("channel_id"), true));
    }

    private Reply open(Call call) throws DiscordError {
        ObjectNode parent = channel(call);
        String id = call.in("message_id");
        if (GuildState.isThread(parent)) {
            throw DiscordError.of(400, 50024, "Cannot execute action on this channel type");
        }
        if (guild.message(call.in("channel_id"), id).isEmpty()) {
            throw DiscordError.unknownMessage();
        }
        if (guild.channels.containsKey(id)) {
            throw DiscordError.of(400, 160004, "A thread has already been created for this message");
        }
        ObjectNode thread = Payloads.thread(guild, parent.path("id").asText(), id, call.body());
        guild.channels.put(id, thread);
        guild.threadMembers.put(id, new ArrayList<>(List.of(guild.applicationId)));
        ObjectNode event = thread.deepCopy().put("newly_created", true);
        gateway.dispatch("THREAD_CREATE", event);
        return Reply.created(thread);
    }

    private Reply edit(Call call) throws DiscordError {
        ObjectNode channel = channel(call);
        JsonNode body = call.body();
        boolean wakes = body.has("archived") && !body.path("archived").asBoolean();
        if (GuildState.isArchived(channel) && !wakes) {
            throw DiscordError.of(400, 50083, "Thread is archived");
        }
        copy(CHANNEL_FIELDS, body, channel);
        if (GuildState.isThread(channel)) {
            copy(METADATA_FIELDS, body, (ObjectNode) channel.path("thread_metadata"));
        }
        gateway.dispatch(GuildState.isThread(channel) ? "THREAD_UPDATE" : "CHANNEL_UPDATE", channel);
        return Reply.ok(channel);
    }

    private static void copy(List<String> fields, JsonNode from, ObjectNode to) {
        fields.stream().filter(from::has).forEach(field -> to.set(field, from.path(field)));
    }

    private Reply join(Call call) throws DiscordError {
        MessageEndpoints.refuseIfArchived(channel(call));
        if (!members(call).contains(user(call))) {
            members(call).add(user(call));
        }
        return Reply.noContent();
    }

    private Reply leave(Call call) throws DiscordError {
        MessageEndpoints.refuseIfArchived(channel(call));
        members(call).remove(user(call));
        return Reply.noContent();
    }

    private String user(Call call) {
        return call.path().getOrDefault("user_id", guild.applicationId);
    }

    private List<String> members(Call call) {
        return guild.threadMembers.computeIfAbsent(call.in("channel_id"), id -> new ArrayList<>());
    }

    private Reply threads(String parent, boolean archived) {
        List<ObjectNode> threads = guild.threads(archived)
                .filter(thread ->
                        parent.isEmpty() || thread.path("parent_id").asText().equals(parent))
                .toList();
        ObjectNode answer = Json.object();
        answer.set("threads", Json.nodes(threads.stream()));
        answer.set("members", Json.nodes(threads.stream().map(thread -> thread.path("member"))));
        return Reply.ok(answer.put("has_more", false));
    }

    private ObjectNode channel(Call call) throws DiscordError {
        return guild.channel(call.in("channel_id")).orElseThrow(DiscordError::unknownChannel);
    }
}
