package dev.kawasemi.chat.discord;

import dev.kawasemi.chat.ChatMessage;
import dev.kawasemi.chat.Slot;
import java.util.Optional;

/**
 * A post as stored.
 *
 * @param done Discord shows {@code wanted}, or nothing more is to be done for it
 * @param copy how many copies were sent before the one that stands or is to be sent now
 */
record PostRow(Slot slot, ChatMessage wanted, boolean done, int copy, Optional<Standing> standing) {}
