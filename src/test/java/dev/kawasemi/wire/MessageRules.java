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
    private static final int MAX_FILES = 10;
    /** For a server without boosts. */
    private static final int MAX_FILE_BYTES = 10 << 20;

    private static final int MAX_DESCRIPTION = 1024;
    private static final int ACTION_ROW = 1;
    private static final int LAST_LEGACY_TYPE = 8;

    private MessageRules() {}

    static void checkNew(JsonNode message, List<Attachment> files) throws DiscordError {
        check(message, hasV2(message));
        checkFiles(message, files);
        boolean empty = message.path("content").asText("").isEmpty()
                && message.path("components").isEmpty()
                && message.path("embeds").isEmpty()
                && files.isEmpty();
        refuseIf(empty, "cannot send an empty message (50006)");
    }

    /** The V2 flag cannot be taken off again, and what stands there counts with what comes. */
    static void checkEdit(JsonNode before, JsonNode edit, List<Attachment> files) throws DiscordError {
        checkFiles(edit, files);
        check(edit, hasV2(before) || hasV2(edit));
        boolean contentStays =
                !edit.has("content") && !before.path("content").asText("").isEmpty();
        refuseIf(hasV2(edit) && contentStays, "content has to be taken away (null) when the components V2 flag is set");
    }

    private static void checkFiles(JsonNode message, List<Attachment> files) throws DiscordError {
        refuseIf(files.size() > MAX_FILES || message.path("attachments").size() > MAX_FILES, "more than 10 files");
        for (Attachment file : files) {
            refuseIf(file.name().isEmpty(), "a file without a name");
            refuseIf(file.size() > MAX_FILE_BYTES, file.name() + " is over 10 MiB (40005)");
            refuseIf(file.size() == 0, file.name() + " is empty (50006)");
        }
        for (JsonNode attachment : message.path("attachments")) {
            String description = attachment.path("description").asText("");
            refuseIf(
                    description.codePointCount(0, description.length()) > MAX_DESCRIPTION,
                    "a file's description is over 1024 characters");
        }
    }

    private static boolean hasV2(JsonNode message) {
        return (message.path("flags").asInt() & COMPONENTS_V2) != 0;
    }

    private static void check(JsonNode message, boolean v2) throws DiscordError {
        String content = message.path("content").asText("");
        JsonNode components = message.path("components");
        refuseIf(content.codePointCount(0, content.length()) > MAX_CONTENT, "content is over 2000 characters");
        refuseIf(message.path("nonce").asText("").length() > MAX_NONCE, "nonce is over 25 characters");
        refuseIf(v2 && !content.isEmpty(), "content cannot be used with the components V2 flag");
        refuseIf(v2 && !message.path("embeds").isEmpty(), "embeds cannot be used with the components V2 flag");
        for (JsonNode top : components) {
            int type = top.path("type").asInt();
            refuseIf(!v2 && type != ACTION_ROW, "a component of type " + type + " needs the components V2 flag");
        }
        refuseIf(!v2 && components.size() > MAX_ROWS, "more than 5 action rows");
        checkComponents(components, v2, new HashSet<>());
    }

    private static void checkComponents(JsonNode components, boolean v2, Set<String> customIds) throws DiscordError {
        for (JsonNode component : components) {
            int type = component.path("type").asInt();
            refuseIf(!v2 && type > LAST_LEGACY_TYPE, "a component of type " + type + " needs the components V2 flag");
            String label = component.path("label").asText("");
            refuseIf(label.codePointCount(0, label.length()) > MAX_LABEL, "label is over 80 characters: " + label);
            String customId = component.path("custom_id").asText("");
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
