package dev.kawasemi.chat.discord;

/** The outbox's file could not be read or written. */
final class OutboxException extends RuntimeException {
    OutboxException(String message, Throwable cause) {
        super(message, cause);
    }
}
