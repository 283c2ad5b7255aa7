package dev.kawasemi.journal;

/** The journal could not be written or read. The message names the file and what to do. */
public final class JournalException extends RuntimeException {
    public JournalException(String message, Throwable cause) {
        super(message, cause);
    }
}
