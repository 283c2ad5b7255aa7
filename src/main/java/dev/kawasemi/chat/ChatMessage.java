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
 * @param files at most {@link #MAX_FILES}; a message that stands keeps its files when it is changed to one without any
 */
public record ChatMessage(
        String content,
        List<Button> buttons,
        Set<String> pingRoles,
        Set<String> pingUsers,
        boolean silent,
        List<ChatFile> files) {
    public static final int MAX_CONTENT = 2000;
    public static final int MAX_FILES = 4;

    public ChatMessage {
        buttons = List.copyOf(buttons);
        pingRoles = Set.copyOf(pingRoles);
        pingUsers = Set.copyOf(pingUsers);
        files = List.copyOf(files);
        if (content.codePointCount(0, content.length()) > MAX_CONTENT) {
            throw new IllegalArgumentException("a message has at most " + MAX_CONTENT + " characters");
        }
        if (files.size() > MAX_FILES) {
            throw new IllegalArgumentException("a message has at most " + MAX_FILES + " files");
        }
    }

    /** Without files. */
    public ChatMessage(
            String content, List<Button> buttons, Set<String> pingRoles, Set<String> pingUsers, boolean silent) {
        this(content, buttons, pingRoles, pingUsers, silent, List.of());
    }

    /** The same with these files in place of its own. */
    public ChatMessage withFiles(List<ChatFile> others) {
        return new ChatMessage(content, buttons, pingRoles, pingUsers, silent, others);
    }

    /** The same without a push. */
    ChatMessage quiet() {
        return new ChatMessage(content, buttons, Set.of(), Set.of(), true, files);
    }

    public static ChatMessage silent(String content, Button... buttons) {
        return new ChatMessage(content, List.of(buttons), Set.of(), Set.of(), true);
    }
}
