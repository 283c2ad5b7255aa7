package dev.kawasemi.rollout;

/** A drain that nobody waited for has given its turn to a person's request; recovery takes it up again when the host is free. */
final class Yielding extends RuntimeException {
    Yielding() {
        super("interrupted by a request; it is taken up again after that");
    }
}
