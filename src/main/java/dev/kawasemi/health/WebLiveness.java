package dev.kawasemi.health;

import java.util.Optional;

/** What the gate must know of the web's container; asked at every probe, so it must be cheap. */
@FunctionalInterface
public interface WebLiveness {
    /** Why the web can no longer become healthy ({@code exited with code 3}, {@code restarted 2 times}); empty while it may. */
    Optional<String> whyDead();
}
