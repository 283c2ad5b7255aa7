package dev.kawasemi.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/** What a client makes of a registered command and what was typed into it. */
final class SlashInput {
    private static final int INTEGER = 4;
    private static final int BOOLEAN = 5;

    private SlashInput() {}

    static ObjectNode data(JsonNode command, Map<String, String> typed) {
        ObjectNode data = Json.object();
        data.set("id", command.path("id"));
        data.set("name", command.path("name"));
        data.set("type", command.path("type"));
        ArrayNode options = data.putArray("options");
        for (String name : typed.keySet()) {
            option(command, name);
        }
        for (JsonNode option : command.path("options")) {
            String name = option.path("name").asText();
            if (typed.containsKey(name)) {
                add(options, option, typed.getOrDefault(name, ""));
            }
        }
        return data;
    }

    private static void add(ArrayNode options, JsonNode option, String value) {
        int type = option.path("type").asInt();
        ObjectNode sent = options.addObject()
                .put("type", type)
                .put("name", option.path("name").asText());
        switch (type) {
            case INTEGER -> sent.put("value", Long.parseLong(value));
            case BOOLEAN -> sent.put("value", Boolean.parseBoolean(value));
            default -> sent.put("value", value);
        }
    }

    static void checkComplete(JsonNode command, Set<String> given) {
        for (JsonNode option : command.path("options")) {
            String name = option.path("name").asText();
            if (option.path("required").asBoolean() && !given.contains(name)) {
                throw new AssertionError("/" + command.path("name").asText() + " wants " + name);
            }
        }
    }

    /** Marks the option in which the cursor stands; nothing typed there yet is an empty value. */
    static void focus(JsonNode command, ObjectNode data, String focused) {
        if (!option(command, focused).path("autocomplete").asBoolean()) {
            throw new AssertionError("option " + focused + " has no autocomplete");
        }
        for (JsonNode sent : data.path("options")) {
            if (sent.path("name").asText().equals(focused)) {
                ((ObjectNode) sent).put("focused", true);
                return;
            }
        }
        ObjectNode empty = data.withArray("options").addObject();
        empty.set("type", option(command, focused).path("type"));
        empty.put("name", focused).put("value", "").put("focused", true);
    }

    private static JsonNode option(JsonNode command, String name) {
        return Json.elements(command.path("options"))
                .filter(option -> option.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("/" + command.path("name").asText() + " has no option " + name));
    }
}
