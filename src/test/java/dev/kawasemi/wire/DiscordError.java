package dev.kawasemi.wire;

/** An answer that Discord gives instead of doing what was asked. */
final class DiscordError extends Exception {
    final int status;
    final int code;
    /** Whether the bot's code is at fault, so that the test should fail. */
    final boolean mistake;

    private DiscordError(int status, int code, String message, boolean mistake) {
        super(message);
        this.status = status;
        this.code = code;
        this.mistake = mistake;
    }

    /** Something that can happen to a good bot: a message deleted, a token too old. */
    static DiscordError of(int status, int code, String message) {
        return new DiscordError(status, code, message, false);
    }

    /** A body that no good bot sends: 50035 with what is wrong. */
    static DiscordError invalid(String message) {
        return new DiscordError(400, 50035, "Invalid Form Body: " + message, true);
    }

    static DiscordError unknownChannel() {
        return of(404, 10003, "Unknown Channel");
    }

    static DiscordError unknownMessage() {
        return of(404, 10008, "Unknown Message");
    }
}
