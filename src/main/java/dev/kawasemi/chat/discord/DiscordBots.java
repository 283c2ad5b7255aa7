package dev.kawasemi.chat.discord;

import dev.kawasemi.time.TimeSource;
import java.nio.file.Path;

/** Makes the {@link DiscordBot}. */
public final class DiscordBots {
    private DiscordBots() {}

    /**
     * Opens the outbox. What is shown from now on is kept; nothing is sent before {@link DiscordBot#start}, so that the engine can be made in between: it needs
     * the board, and the bot needs the engine.
     *
     * @param file the outbox's SQLite file, made when it is not there
     * @throws RuntimeException when the file cannot be opened; the message says what to do
     */
    public static DiscordBot open(DiscordSettings settings, Path file, TimeSource time) {
        return new DiscordBot(settings, OutboxStore.open(file, time), time);
    }
}
