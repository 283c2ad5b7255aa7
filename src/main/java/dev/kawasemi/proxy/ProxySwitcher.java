package dev.kawasemi.proxy;

import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Finding;
import dev.kawasemi.process.Cancellation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Moves an app's traffic between its colours. Every act may be done again. */
public interface ProxySwitcher {
    /** Everything that would keep a switch from working now (program missing, test failing, file missing or not ours); empty when fine. */
    List<Finding> check();

    /**
     * Whether visitors are led through our state at all, by the proxy's own configuration and one request to the public entry. More than a deploy needs to
     * begin: for a person who wants to know what would go wrong later. Changes nothing.
     *
     * @param serving the colour that is active and whose web is known to answer on its own port; empty: none is
     */
    List<Finding> checkSite(Optional<Color> serving);

    /** What would spare visitors something at a switch on this host, for people; nothing of it keeps a switch from working. Empty when all is well. */
    default List<String> advice() {
        return List.of();
    }

    /**
     * Where the traffic goes as the proxy's own state says; empty: to no colour yet.
     *
     * @throws ProxyException when that cannot be told
     */
    Optional<Target> active();

    /**
     * Writes, tests, reloads. When this throws, what was active before is back in place, or the exception says it is not.
     *
     * @throws ProxyException when the switch failed
     */
    void switchTo(Target target);

    /**
     * Back to a state that {@link #active} told before, {@code empty} being "no colour yet".
     *
     * @throws ProxyException when it failed
     */
    void restore(Optional<Target> previous);

    /** Asks the public entry until the colour has answered the configured number of times in a row, each on a new connection, or the limit passed. */
    VerifyVerdict verify(Color color, Cancellation cancellation) throws InterruptedException;

    /** Asks the public entry once, as a visitor would, on a connection of its own. Never throws for what it answers. */
    Glance glance(Cancellation cancellation);

    /**
     * For a repair: as {@link #switchTo}, but also where the proxy's state is missing, unreadable or another program's. What was there is kept beside it,
     * and the answer says where; empty when nothing had to be kept.
     *
     * @throws ProxyException when it failed
     */
    Optional<String> force(Target target);

    /** Writes the first file (no colour yet) unless there is one, and returns the lines that the user has to paste, with what to do. */
    List<String> init();

    /** A colour and the port on 127.0.0.1 where its web answers. */
    record Target(Color color, int port) {}

    /**
     * What the public entry answered.
     *
     * @param text for people: numbers and what was seen last
     */
    record VerifyVerdict(boolean ok, int requests, String text) {}

    /**
     * One answer of the public entry.
     *
     * @param success whether it was of 2xx
     * @param color by its header; empty without one (a {@code verify = status-only} proxy need not send it)
     * @param words for people: {@code HTTP 503 from green}
     */
    record Glance(boolean success, Optional<Color> color, Duration took, String words) {}
}
