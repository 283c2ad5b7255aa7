package dev.kawasemi.chat.discord;

import dev.kawasemi.wire.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What Discord's client would make of a text: its markup without its words. Two texts with the same layout look the same but for words. */
record Layout(String markup) {
    private static final String SIGNS = "*_~`|<>#[]";
    private static final String FENCE = "```";
    private static final Pattern ADDRESS =
            Pattern.compile("^[a-z]{2,8}://.*", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    private static final Pattern MENTION =
            Pattern.compile("^@(everyone|here).*", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    /** Outside of code blocks: every sign that is not escaped, line ends, addresses and mentions; of a code block only that there is one. */
    static Layout of(String content) {
        StringBuilder markup = new StringBuilder();
        boolean code = false;
        for (int i = 0; i < content.length(); i++) {
            String rest = content.substring(i);
            char c = content.charAt(i);
            if (rest.startsWith(FENCE)) {
                code = !code;
                markup.append(FENCE);
                i += FENCE.length() - 1;
            } else if (!code && c == '\\' && rest.length() > 1 && !Character.isLetterOrDigit(rest.charAt(1))) {
                i++;
            } else if (!code
                    && (SIGNS.indexOf(c) >= 0
                            || c == '\n'
                            || MENTION.matcher(rest).matches())) {
                markup.append(c);
            } else if (!code && startsWord(content, i) && ADDRESS.matcher(rest).matches()) {
                markup.append("://");
            }
        }
        return new Layout(code ? markup + " (a code block is left open)" : markup.toString());
    }

    /** What is wrong with a message whatever it says; empty when all is well. */
    static List<String> faults(Message message, String mustNotPing) {
        List<String> faults = new ArrayList<>();
        String content = message.content();
        if (content.codePointCount(0, content.length()) > 2000) {
            faults.add("over 2000 characters");
        }
        content.codePoints()
                .filter(c -> c != '\n' && hidden(c))
                .findFirst()
                .ifPresent(c -> faults.add("holds U+" + Integer.toHexString(c)));
        if (message.pings().contains("everyone") || message.pings().contains(mustNotPing)) {
            faults.add("pings " + message.pings());
        }
        if (message.labels().stream()
                .anyMatch(label -> label.length() > 80 || label.codePoints().anyMatch(Layout::hidden))) {
            faults.add("labels " + message.labels());
        }
        return faults;
    }

    static boolean hidden(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    private static boolean startsWord(String content, int at) {
        return at == 0 || !Character.isLetter(content.charAt(at - 1));
    }
}
