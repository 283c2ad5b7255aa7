package dev.kawasemi.chat.discord;

/** The bot's token: printed nowhere, because {@link #toString()} hides it. */
public final class BotToken {
    private final String value;

    /** @throws IllegalArgumentException when it is empty or holds anything but visible ASCII (an HTTP header could not carry it) */
    public BotToken(String value) {
        if (value.isEmpty() || !value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("the bot token is empty or holds spaces or line ends:"
                    + " copy it again from the application's Bot page, without quotation marks");
        }
        this.value = value;
    }

    String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "***";
    }
}
