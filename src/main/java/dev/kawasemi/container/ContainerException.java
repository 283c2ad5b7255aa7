package dev.kawasemi.container;

/** An act on containers failed. The message says what was tried and what was seen, without secrets. */
public final class ContainerException extends RuntimeException {
    public ContainerException(String message) {
        super(message);
    }
}
