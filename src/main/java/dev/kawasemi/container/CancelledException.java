package dev.kawasemi.container;

/** The act was ended because someone cancelled. */
public final class CancelledException extends RuntimeException {
    public CancelledException(String message) {
        super(message);
    }
}
