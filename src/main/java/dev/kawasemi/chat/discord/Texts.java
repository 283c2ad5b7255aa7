package dev.kawasemi.chat.discord;

/** Cuts texts to Discord's limits. */
final class Texts {
    /** JDA counts UTF-16 units here. */
    static final int CONTENT = 2000;

    private static final String FENCE = "```";

    private Texts() {}

    /** Never in the middle of a surrogate pair. */
    static String cut(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        int end = max - 1;
        if (Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + "…";
    }

    /** A message's content; an open code block is closed. */
    static String content(String text) {
        if (text.length() <= CONTENT) {
            return text;
        }
        String cut = cut(text, CONTENT - FENCE.length() - 1);
        boolean open = (cut.length() - cut.replace(FENCE, "").length()) / FENCE.length() % 2 == 1;
        return open ? cut + "\n" + FENCE : cut;
    }
}
