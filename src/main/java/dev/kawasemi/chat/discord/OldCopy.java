package dev.kawasemi.chat.discord;

/** A message that a newer copy has taken the place of; its buttons are to be taken away. */
record OldCopy(String channelId, String messageId) {}
