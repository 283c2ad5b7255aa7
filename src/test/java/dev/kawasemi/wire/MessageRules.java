package dev.kawasemi.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What Discord refuses in a message though its OpenAPI description lets it through. Limits from its reference, "Message" and "Components". */
final class MessageRules {
    static final int COMPONENTS_V2 = 1 << 15;

    private static final int MAX_CONTENT = 2000;
    private static final int MAX_LABEL = 80;
    private static final int MAX_CUSTOM_ID = 100;
    private static final int MAX_ROWS = 5;
    private static final int MAX_IN_ROW = 5;
    private static final int MAX_NONCE = 25;
    private static final int ACTION_ROW = 1;
    private static final int LAST_LEGACY_TYPE = 8;

    private MessageRules() {}

    static void check(JsonNode message, List<Attachment> files, boolean isNew) throws DiscordError {
        String content = message.path("content").asText();
        JsonNode components = message.path("components");
        boolean v2 = (message.path("flags").asInt() & COMPONENTS_V2) != 0;
        refuseIf(content.codePointCount(0, content.length()) > MAX_CONTENT, "content is over 2000 characters");
        refuseIf(message.path("nonce").asText().length() > MAX_NONCE, "nonce is over 25 characters");
        refuseIf(v2 && !content.isEmpty(), "content cannot be used with the components V2 flag");
        refuseIf(v2 && !message.path("embeds").isEmpty(), "embeds cannot be used with the components V2 flag");
        for (JsonNode top : components) {
            refuseIf(
                    !v2 && top.path("type").asInt() != ACTION_ROW,
                    "a component of type " + top.path("type") + " needs the components V2 flag");
        }
        refuseIf(!v2 && components.size() > MAX_ROWS, "more than 5 action rows");
        checkComponents(components, v2, new HashSet<>());
        boolean empty = content.isEmpty()
                && components.isEmpty()
                && files.isEmpty()
                && message.path("embeds").isEmpty();
        if (isNew && empty) {
            throw DiscordError.invalid("cannot send an empty message (50006)");
        }
    }

    /** The V2 flag cannot be taken off again. */
    static void checkEdit(JsonNode before, JsonNode edit) throws DiscordError {
        boolean wasV2 = (before.path("flags").asInt() & COMPONENTS_V2) != 0;
        refuseIf(
                wasV2 && !edit.path("content").asText().isEmpty(),
                "content cannot be given to a message with the components V2 flag");
    }

    private static void checkComponents(JsonNode components, boolean v2, Set<String> customIds) throws DiscordError {
        for (JsonNode component : components) {
            int type = component.path("type").asInt();
            refuseIf(!v2 && type > LAST_LEGACY_TYPE, "a component of type " + type + " needs the components V2 flag");
            String label = component.path("label").asText();
            refuseIf(label.codePointCount(0, label.length()) > MAX_LABEL, "label is over 80 characters: " + label);
            String customId = component.path("custom_id").asText();
            refuseIf(customId.length() > MAX_CUSTOM_ID, "custom_id is over 100 characters: " + customId);
            refuseIf(!customId.isEmpty() && !customIds.add(customId), "custom_id twice: " + customId);
            JsonNode inner = component.path("components");
            refuseIf(type == ACTION_ROW && inner.size() > MAX_IN_ROW, "more than 5 components in an action row");
            refuseIf(type == ACTION_ROW && inner.isEmpty(), "an action row without components");
            checkComponents(inner, v2, customIds);
            if (component.has("accessory")) {
                checkComponents(Json.array().add(component.path("accessory")), v2, customIds);
            }
        }
    }

    private static void refuseIf(boolean wrong, String what) throws DiscordError {
        if (wrong) {
            throw DiscordError.invalid(what);
        }
    }
}
