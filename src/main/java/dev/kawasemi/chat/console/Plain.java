package dev.kawasemi.chat.console;

import dev.kawasemi.chat.ChatFile;
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

    /** A file's line: it is named and described; a terminal shows no pictures. */
    static String file(ChatFile file) {
        String alt = file.alt().isEmpty() ? "" : ", " + file.alt().replaceAll("\\p{Cntrl}", " ");
        return "file: " + file.name() + ", " + file.size() + " bytes" + alt;
    }

    private static String plain(String line) {
        return line.replaceAll("(?<!\\\\)<@&[0-9]+>", "@approvers")
                .replaceAll("(?<!\\\\)<@[0-9]+>", "@asker")
                .replaceAll("\\\\([^0-9A-Za-z\\s])", "$1");
    }
}
