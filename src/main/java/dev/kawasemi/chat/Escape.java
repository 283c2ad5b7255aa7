package dev.kawasemi.chat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Makes text from outside (names, versions, reasons, log lines, what programs said) safe to show: one line, no markdown, no mention, no link, no invisible
 * or direction-changing characters. Everything that was not written in this package goes through here.
 */
final class Escape {
    /** Discord takes a backslash before any of these for "as it is". */
    private static final String MARKDOWN = "\\*_~`|<>#[]";

    private static final Pattern MENTION = Pattern.compile("(?<=<)@|@(?=everyone|here)", Pattern.CASE_INSENSITIVE);
    private static final String OTHER_AT = "\uFF20";
    private static final int LONGEST_LOG_LINE = 200;

    private Escape() {}

    /** At most {@code max} code points of the text, then escaped (so up to twice as long). */
    static String text(String raw, int max) {
        String safe = noMention(cut(clean(raw).strip(), max));
        StringBuilder out = new StringBuilder();
        safe.codePoints().forEach(c -> {
            if (MARKDOWN.indexOf(c) >= 0) {
                out.append('\\');
            }
            out.appendCodePoint(c);
        });
        return out.toString().replace("://", ":\\//");
    }

    /** The same in quotation marks, short: for repeating what somebody typed. */
    static String quoted(String raw) {
        return "\"" + text(raw, 40) + "\"";
    }

    /** For inside a code block, where backslashes do not escape. */
    static String code(String raw, int max) {
        return noMention(cut(clean(raw), max)).replace('`', '\'');
    }

    /** The last of these lines that fit, as one code block of at most {@code max} code points. */
    static String fenced(List<String> lines, int max) {
        Deque<String> kept = new ArrayDeque<>();
        int left = max - length("```\n```");
        for (int i = lines.size() - 1; i >= 0; i--) {
            String line = code(lines.get(i), LONGEST_LOG_LINE) + "\n";
            left -= length(line);
            if (left < 0) {
                break;
            }
            kept.addFirst(line);
        }
        return "```\n" + String.join("", kept) + "```";
    }

    /** At most {@code max} code points, the last being an ellipsis where something was left out. */
    static String cut(String text, int max) {
        if (length(text) <= max) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, max - 1)) + "…";
    }

    /** What a message may hold: a last resort, the parts were cut before. */
    static String fit(String content) {
        return cut(content, ChatMessage.MAX_CONTENT);
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** Control characters and line ends become spaces; invisible ones (bidi, zero width, tags) and halves of surrogate pairs go. */
    private static String clean(String raw) {
        StringBuilder out = new StringBuilder();
        raw.codePoints().forEach(c -> {
            switch (Character.getType(c)) {
                case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> out.append(' ');
                case Character.FORMAT, Character.SURROGATE -> {}
                default -> out.appendCodePoint(c);
            }
        });
        return out.toString();
    }

    private static String noMention(String text) {
        return MENTION.matcher(text).replaceAll(OTHER_AT);
    }
}
