package dev.kawasemi.chat.discord;

/** The outbox's file could not be opened, read or written. The message says what was tried, what was seen and what to do. */
public final class OutboxException extends RuntimeException {
    OutboxException(String message, Throwable cause) {
        super(message, cause);
    }
}
