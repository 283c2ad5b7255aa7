package dev.kawasemi.container;

/** The Docker engine did not answer. The message says what was tried, what was seen and what to do. */
public final class EngineUnreachableException extends RuntimeException {
    public EngineUnreachableException(String message) {
        super(message);
    }
}
