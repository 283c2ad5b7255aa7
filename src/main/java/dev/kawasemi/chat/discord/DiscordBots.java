package dev.kawasemi.chat.discord;

import dev.kawasemi.time.TimeSource;
import java.nio.file.Path;
import java.util.Set;

/** Makes the {@link DiscordBot}. */
public final class DiscordBots {
    private DiscordBots() {}

    /**
     * Opens the outbox. What is shown from now on is kept; nothing is sent before {@link DiscordBot#start}, so that the engine can be made in between: it needs
     * the board, and the bot needs the engine.
     *
     * @param file the outbox's SQLite file, made when it is not there
     * @param asked ids of the roles that questions notify: it is said when they cannot be
     * @throws OutboxException when the file cannot be opened; the message says what to do
     */
    public static DiscordBot open(DiscordSettings settings, Path file, TimeSource time, Set<String> asked) {
        return new DiscordBot(settings, OutboxStore.open(file, time), time, asked);
    }

    /** One that asks no role. */
    public static DiscordBot open(DiscordSettings settings, Path file, TimeSource time) {
        return open(settings, file, time, Set.of());
    }
}
