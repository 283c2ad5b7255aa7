package dev.kawasemi.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A button as it stands under a message.
 *
 * @param customId empty for a link
 * @param style 1 primary, 2 secondary, 3 success, 4 danger, 5 link (Discord's reference, "Button Styles")
 * @param url empty but for a link
 */
public record MessageButton(String customId, String label, int style, String url, boolean disabled) {
    private static final int BUTTON = 2;

    /** All buttons in these components, in order. */
    static List<MessageButton> in(JsonNode components) {
        List<MessageButton> buttons = new ArrayList<>();
        for (JsonNode component : components) {
            if (component.path("type").asInt() == BUTTON) {
                buttons.add(new MessageButton(
                        component.path("custom_id").asText(),
                        component.path("label").asText(),
                        component.path("style").asInt(),
                        component.path("url").asText(),
                        component.path("disabled").asBoolean()));
            }
            buttons.addAll(in(component.path("components")));
            if (component.has("accessory")) {
                buttons.addAll(in(Json.array().add(component.path("accessory"))));
            }
        }
        return buttons;
    }
}
