package dev.kawasemi.chat.discord;

import java.time.Instant;

/**
 * Where a message stands on Discord.
 *
 * @param since when it was sent, wall clock
 */
record Standing(String channelId, String messageId, Instant since) {}
