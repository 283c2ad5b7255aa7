package dev.kawasemi.chat.discord;

import dev.kawasemi.chat.Phrase;

/** What the edge to Discord says by itself. */
enum DiscordPhrase implements Phrase {
    ELSEWHERE,
    BUSY,
    FAULT,
    UNKNOWN_COMMAND,
    MISSING,
    CHECK_MISSING,
    CHECK_NO_ROLE,
    CHECK_DEAF_ROLE,
    OUTAGE;

    @Override
    public String topic() {
        return "discord";
    }
}
