package dev.kawasemi.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/**
 * A message as it stood at one moment; it does not change when the message is edited.
 *
 * @param pings what was notified when it was created: role and user ids, and {@code everyone}; edits notify nobody
 * @param nonce empty when none was sent
 * @param json the whole message as Discord would show it
 */
public record Message(
        String id,
        String channelId,
        String content,
        List<MessageButton> buttons,
        List<Attachment> attachments,
        Set<String> pings,
        String nonce,
        JsonNode json) {
    private static final int EPHEMERAL = 1 << 6;
    private static final int LOADING = 1 << 7;
    private static final int SUPPRESS_NOTIFICATIONS = 1 << 12;

    public Message {
        buttons = List.copyOf(buttons);
        attachments = List.copyOf(attachments);
        pings = Set.copyOf(pings);
    }

    Message withJson(JsonNode changed) {
        return new Message(id, channelId, content, buttons, attachments, pings, nonce, changed);
    }

    public int flags() {
        return json.path("flags").asInt();
    }

    /** Only the one who asked sees it. */
    public boolean ephemeral() {
        return (flags() & EPHEMERAL) != 0;
    }

    /** "Thinking…": acknowledged, not yet answered. */
    public boolean loading() {
        return (flags() & LOADING) != 0;
    }

    /** No push is made. */
    public boolean silent() {
        return (flags() & SUPPRESS_NOTIFICATIONS) != 0;
    }

    public List<String> labels() {
        return buttons.stream().map(MessageButton::label).toList();
    }

    /** The button with this custom id or this label. */
    public MessageButton button(String customIdOrLabel) {
        return buttons.stream()
                .filter(button -> button.customId().equals(customIdOrLabel)
                        || button.label().equals(customIdOrLabel))
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        "no button '" + customIdOrLabel + "' under \"" + content + "\", but " + labels()));
    }
}
