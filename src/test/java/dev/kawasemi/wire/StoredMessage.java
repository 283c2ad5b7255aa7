package dev.kawasemi.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A message with all that it ever was. */
final class StoredMessage {
    private static final Pattern MENTION = Pattern.compile("<@(&?)!?([0-9]+)>|@(everyone|here)");
    private static final List<String> KEPT = List.of("content", "embeds", "components");
    /** Cannot be changed after creation: ephemeral, components V2. */
    private static final int STICKY = 1 << 6 | 1 << 15;

    private final GuildState guild;
    private final Duration createdAt;
    private final List<Message> frames = new ArrayList<>();
    private final List<Attachment> attachments = new ArrayList<>();
    private final ObjectNode json;
    private Set<String> pings = Set.of();
    private boolean deleted;

    StoredMessage(GuildState guild, String channelId, JsonNode request, List<Attachment> files) {
        this.guild = guild;
        this.createdAt = guild.time.elapsed();
        this.json = Json.object().put("id", guild.ids.next()).put("channel_id", channelId);
        json.set("author", Payloads.botUser(guild));
        json.put("application_id", guild.applicationId).put("type", 0).put("content", "");
        json.put("timestamp", guild.time.now().toString()).putNull("edited_timestamp");
        json.put("tts", false)
                .put("mention_everyone", false)
                .put("pinned", false)
                .put("flags", 0);
        for (String list : List.of("mentions", "mention_roles", "attachments", "embeds", "components")) {
            json.putArray(list);
        }
        if (request.hasNonNull("nonce")) {
            json.set("nonce", request.path("nonce"));
        }
        this.pings = pings(request);
        pings.stream().filter(guild.roles::containsKey).forEach(json.withArray("mention_roles")::add);
        json.put("mention_everyone", pings.contains("everyone"));
        apply(request, files);
    }

    /** Changes what the request names; keeps the rest. */
    void edit(JsonNode request, List<Attachment> files) {
        json.put("edited_timestamp", guild.time.now().toString());
        apply(request, files);
    }

    private void apply(JsonNode request, List<Attachment> files) {
        for (String field : KEPT) {
            if (request.hasNonNull(field)) {
                json.set(field, request.path(field).deepCopy());
            } else if (request.has(field)) {
                json.set(field, field.equals("content") ? Json.object().textNode("") : Json.array());
            }
        }
        if (request.hasNonNull("flags")) {
            int kept = json.path("flags").asInt() & STICKY;
            json.put("flags", kept | request.path("flags").asInt());
        }
        if (request.has("attachments") || !files.isEmpty()) {
            keepAttachments(request.path("attachments"));
            files.forEach(this::attach);
        }
        number(json.path("components"), 1);
        frames.add(new Message(
                id(),
                channelId(),
                json.path("content").asText(),
                MessageButton.in(json.path("components")),
                attachments,
                pings,
                json.path("nonce").asText(),
                json.deepCopy()));
    }

    /** Discord gives every component without an id the next number. */
    private static int number(JsonNode components, int next) {
        int id = next;
        for (JsonNode component : components) {
            if (!component.has("id")) {
                ((ObjectNode) component).put("id", id);
            }
            id = number(component.path("components"), id + 1);
        }
        return id;
    }

    /** An edit that names attachments drops the others (Discord's reference, "Edit Message"). */
    private void keepAttachments(JsonNode named) {
        ArrayNode kept = Json.array();
        List<Attachment> keptFiles = new ArrayList<>();
        for (int i = 0; i < attachments.size(); i++) {
            JsonNode old = json.path("attachments").path(i);
            if (Json.elements(named)
                    .anyMatch(
                            one -> one.path("id").asText().equals(old.path("id").asText()))) {
                kept.add(old);
                keptFiles.add(attachments.get(i));
            }
        }
        attachments.clear();
        attachments.addAll(keptFiles);
        json.set("attachments", kept);
    }

    private void attach(Attachment file) {
        attachments.add(file);
        String id = guild.ids.next();
        ObjectNode attachment = json.withArray("attachments").addObject();
        attachment.put("id", id).put("filename", file.name()).put("size", file.size());
        attachment.put("url", "http://127.0.0.1/attachments/" + id + "/" + file.name());
        attachment.put("proxy_url", attachment.path("url").asText());
        if (!file.description().isEmpty()) {
            attachment.put("description", file.description());
        }
    }

    /** Who is notified: what the text names, as far as {@code allowed_mentions} lets it; without that field everything is allowed. */
    private static Set<String> pings(JsonNode request) {
        JsonNode allowed = request.path("allowed_mentions");
        Set<String> pings = new HashSet<>();
        Matcher mention = MENTION.matcher(request.path("content").asText());
        while (mention.find()) {
            boolean everyone = mention.group(3) != null;
            String kind = everyone ? "everyone" : mention.group(1).isEmpty() ? "users" : "roles";
            String name = everyone ? "everyone" : mention.group(2);
            if (allowed.isMissingNode() || has(allowed.path("parse"), kind) || has(allowed.path(kind), name)) {
                pings.add(name);
            }
        }
        return pings;
    }

    private static boolean has(JsonNode array, String text) {
        return Json.elements(array).anyMatch(one -> one.asText().equals(text));
    }

    /** Makes it what it was before its first answer: an empty "thinking…". */
    void clearFlag(int flag) {
        json.put("flags", json.path("flags").asInt() & ~flag);
    }

    void addFlag(int flag) {
        json.put("flags", json.path("flags").asInt() | flag);
        frames.set(frames.size() - 1, now().withJson(json.deepCopy()));
    }

    void delete() {
        deleted = true;
    }

    boolean deleted() {
        return deleted;
    }

    boolean ephemeral() {
        return now().ephemeral();
    }

    String id() {
        return json.path("id").asText();
    }

    String channelId() {
        return json.path("channel_id").asText();
    }

    Duration createdAt() {
        return createdAt;
    }

    Message now() {
        return frames.get(frames.size() - 1);
    }

    /** The first is as it was created. */
    List<Message> frames() {
        return List.copyOf(frames);
    }

    ObjectNode json() {
        return json.deepCopy();
    }
}
