package dev.kawasemi.cli;

/** Text of others (log lines, names, what programs said) for a terminal: an escape sequence in it must not reach the terminal. */
final class Printable {
    private static final int LONGEST = 2000;

    private Printable() {}

    /** One line without control characters, cut where it is beyond reading. */
    static String line(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().limit(LONGEST).forEach(c -> line.appendCodePoint(unsafe(c) ? '\uFFFD' : c));
        return text.codePointCount(0, text.length()) > LONGEST ? line + " …" : line.toString();
    }

    /** Control characters, and those that turn the direction of writing (Unicode's Cc, Cf but for joiners in words, Zl, Zp). */
    private static boolean unsafe(int c) {
        boolean joiner = c == 0x200C || c == 0x200D;
        return switch (Character.getType(c)) {
            case Character.CONTROL -> c != '\t';
            case Character.FORMAT -> !joiner;
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE -> true;
            default -> false;
        };
    }
}
