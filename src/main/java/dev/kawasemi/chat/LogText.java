package dev.kawasemi.chat;

import dev.kawasemi.rollout.AppLogs;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a colour's containers wrote: the last lines to read at once, all of them as a file. */
final class LogText {
    private static final int SHOWN = 20;
    /** In characters: at three bytes each (UTF-8) still below what a message takes. */
    private static final int FILE_LIMIT = 256 * 1024;

    private LogText() {}

    static ChatMessage of(AppLogs logs, Wording wording) {
        List<String> lines = logs.lines();
        if (lines.isEmpty()) {
            return ChatMessage.silent(wording.say(DeskPhrase.LOGS_NONE, logs.app(), logs.color()));
        }
        int shown = Math.min(SHOWN, lines.size());
        boolean all = shown == lines.size();
        String head = wording.say(
                        all ? DeskPhrase.LOGS_ALL : DeskPhrase.LOGS_LAST, logs.app(), logs.color(), shown, lines.size())
                + "\n";
        String text = head
                + Escape.fenced(
                        lines.subList(lines.size() - shown, lines.size()),
                        ChatMessage.MAX_CONTENT - head.length() - 10);
        ChatMessage message = ChatMessage.silent(text);
        return all ? message : message.withFiles(List.of(file(logs)));
    }

    private static ChatFile file(AppLogs logs) {
        return new ChatFile(
                logs.app() + "-" + logs.color().id() + ".log",
                "",
                tail(logs.lines()).getBytes(StandardCharsets.UTF_8));
    }

    /** The newest lines that fit, the last one in any case. */
    private static String tail(List<String> lines) {
        int first = lines.size() - 1;
        int left = FILE_LIMIT - lines.get(first).length();
        while (first > 0 && left > lines.get(first - 1).length()) {
            first--;
            left -= lines.get(first).length() + 1;
        }
        return Escape.cut(String.join("\n", lines.subList(first, lines.size())), FILE_LIMIT) + "\n";
    }
}
