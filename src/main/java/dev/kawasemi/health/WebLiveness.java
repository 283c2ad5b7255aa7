package dev.kawasemi.health;

import java.util.Optional;

/** What the gate must know of the web's container; asked at every probe, so it must be cheap. */
@FunctionalInterface
public interface WebLiveness {
    /** Why the web can no longer become healthy ({@code exited with code 3}, {@code restarted 2 times}); empty while it may. */
    Optional<String> whyDead();

    /** Whether the web is seen to listen on its port; false also where that cannot be seen. Asked more often than once a probe. */
    default boolean listens() {
        return false;
    }
}
