package dev.kawasemi.chat;

import java.util.List;
import java.util.Set;

/**
 * A message as it should look. Text is ready to send: whatever came from outside is already escaped.
 *
 * @param content at most 2000 characters (Discord's limit)
 * @param buttons one row, at most 5
 * @param pingRoles ids of the roles to notify, usually none; {@code pingUsers} likewise
 * @param silent no push
 */
public record ChatMessage(
        String content, List<Button> buttons, Set<String> pingRoles, Set<String> pingUsers, boolean silent) {
    public static final int MAX_CONTENT = 2000;

    public ChatMessage {
        buttons = List.copyOf(buttons);
        pingRoles = Set.copyOf(pingRoles);
        pingUsers = Set.copyOf(pingUsers);
        if (content.codePointCount(0, content.length()) > MAX_CONTENT) {
            throw new IllegalArgumentException("a message has at most " + MAX_CONTENT + " characters");
        }
    }

    /** The same without a push. */
    ChatMessage quiet() {
        return new ChatMessage(content, buttons, Set.of(), Set.of(), true);
    }

    public static ChatMessage silent(String content, Button... buttons) {
        return new ChatMessage(content, List.of(buttons), Set.of(), Set.of(), true);
    }
}
