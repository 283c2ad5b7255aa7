package dev.kawasemi.wire;

import dev.kawasemi.time.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a test wants to go wrong: failures by route, rate limits by route, an outage. */
final class Scripted {
    /** How Discord is away. */
    enum Outage {
        NONE,
        /** REST answers 503, the gateway stays. */
        UNAVAILABLE,
        /** Every connection is cut, to REST and gateway. */
        UNREACHABLE
    }

    private static final String MESSAGES = "messages";

    private final Map<String, Deque<Failure>> failures = new HashMap<>();
    private final Map<String, Limit> limits = new HashMap<>();
    private final Map<String, Window> windows = new LinkedHashMap<>();
    private final TimeSource time;
    private Outage outage = Outage.NONE;

    Scripted(TimeSource time) {
        this.time = time;
    }

    /**
     * One failure.
     *
     * @param afterwards the request is carried out first, and only its answer is replaced
     * @param cut the connection is cut instead of an answer
     */
    record Failure(Reply reply, boolean afterwards, boolean cut) {}

    private record Limit(int requests, Duration window) {}

    void failNext(String route, Failure failure) {
        failures.computeIfAbsent(route, key -> new ArrayDeque<>()).add(failure);
    }

    Optional<Failure> nextFailure(String route) {
        return Optional.ofNullable(failures.get(route)).map(Deque::poll);
    }

    void limit(String route, int requests, Duration window) {
        limits.put(route, new Limit(requests, window));
    }

    /** Creates and edits of messages together, for each channel: what is commonly seen of Discord (discord-api-docs#20) is 5 in 5 s. */
    void limitMessages(int requests, Duration window) {
        limits.put(MESSAGES, new Limit(requests, window));
    }

    void noLimits() {
        limits.clear();
        windows.clear();
    }

    /** The bucket of a request that has a limit. */
    Optional<Bucket> bucket(Call call) {
        boolean message = limits.containsKey(MESSAGES) && MessageEndpoints.writes(call.method() + " " + call.route());
        String rule = message ? MESSAGES : call.method() + " " + call.route();
        String name = message ? MESSAGES + " " + call.in("channel_id") : call.bucket();
        return Optional.ofNullable(limits.get(rule))
                .map(limit -> new Bucket(
                        Integer.toHexString(rule.hashCode()),
                        windows.computeIfAbsent(name, key -> new Window(limit.requests, limit.window, time))));
    }

    /** What a request counts in. {@code hash} is the same for all channels, as Discord's is. */
    record Bucket(String hash, Window window) {
        Map<String, String> headers() {
            return Map.of(
                    "X-RateLimit-Limit", Integer.toString(window.limit),
                    "X-RateLimit-Remaining", Integer.toString(window.remaining()),
                    "X-RateLimit-Reset-After", Double.toString(window.resetAfterSeconds()),
                    "X-RateLimit-Bucket", hash);
        }
    }

    void outage(Outage now) {
        outage = now;
    }

    Outage outage() {
        return outage;
    }
}
