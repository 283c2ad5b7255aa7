package dev.kawasemi.chat.discord;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kawasemi.chat.Button;
import dev.kawasemi.chat.ButtonId;
import dev.kawasemi.chat.ChatMessage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Messages as JSON for the outbox's file, but for their files: see {@link StoredFiles}. */
final class MessageCodec {
    private final ObjectMapper json = new ObjectMapper();

    String encode(ChatMessage message) {
        ObjectNode node = json.createObjectNode();
        node.put("content", message.content()).put("silent", message.silent());
        ArrayNode buttons = node.putArray("buttons");
        message.buttons().forEach(button -> put(buttons.addObject(), button));
        new TreeSet<>(message.pingRoles()).forEach(node.putArray("roles")::add);
        new TreeSet<>(message.pingUsers()).forEach(node.putArray("users")::add);
        return node.toString();
    }

    /** @throws IllegalArgumentException when the text was not made by {@link #encode} */
    ChatMessage decode(String text) {
        try {
            JsonNode node = json.readTree(text);
            List<Button> buttons = new ArrayList<>();
            node.path("buttons").forEach(button -> buttons.add(button(button)));
            return new ChatMessage(
                    node.path("content").asText(),
                    buttons,
                    texts(node.path("roles")),
                    texts(node.path("users")),
                    node.path("silent").asBoolean());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a stored message is not JSON", e);
        }
    }

    private static void put(ObjectNode node, Button button) {
        node.put("label", button.label());
        if (button instanceof Button.Action action) {
            node.put("id", action.id().encode()).put("style", action.style().name());
        }
    }

    private static Button button(JsonNode node) {
        String label = node.path("label").asText();
        if (!node.has("id")) {
            return new Button.ThreadLink(label);
        }
        String id = node.path("id").asText();
        ButtonId decoded = ButtonId.decode(id)
                .orElseThrow(() -> new IllegalArgumentException("a stored button is not one of ours: " + id));
        return new Button.Action(
                decoded, label, Button.Style.valueOf(node.path("style").asText()));
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new LinkedHashSet<>();
        array.forEach(node -> texts.add(node.asText()));
        return texts;
    }
}
