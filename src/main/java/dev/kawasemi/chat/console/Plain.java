package dev.kawasemi.chat.console;

import java.util.ArrayList;
import java.util.List;

/** Discord's markdown as plain lines: no fences, no backslashes before signs, mentions as words. */
final class Plain {
    private static final String FENCE = "```";

    private Plain() {}

    static List<String> lines(String content) {
        List<String> lines = new ArrayList<>();
        boolean code = false;
        for (String line : content.split("\n", -1)) {
            if (line.equals(FENCE)) {
                code = !code;
            } else if (code && line.endsWith(FENCE)) {
                lines.add(line.substring(0, line.length() - FENCE.length()));
                code = false;
            } else {
                lines.add(code ? line : plain(line));
            }
        }
        return lines;
    }

    private static String plain(String line) {
        return line.replaceAll("(?<!\\\\)<@&[0-9]+>", "@approvers")
                .replaceAll("(?<!\\\\)<@[0-9]+>", "@asker")
                .replaceAll("\\\\([^0-9A-Za-z\\s])", "$1");
    }
}
