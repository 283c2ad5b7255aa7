package dev.kawasemi.wire;

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

    private final Map<String, Deque<Failure>> failures = new HashMap<>();
    private final Map<String, Limit> limits = new HashMap<>();
    private final Map<String, Window> windows = new LinkedHashMap<>();
    private Outage outage = Outage.NONE;

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

    void noLimits() {
        limits.clear();
        windows.clear();
    }

    /** The bucket of a route that has a limit. */
    Optional<Window> window(Call call) {
        return Optional.ofNullable(limits.get(call.method() + " " + call.route()))
                .map(limit -> windows.computeIfAbsent(call.bucket(), key -> new Window(limit.requests, limit.window)));
    }

    static Map<String, String> headers(Window window, String bucket) {
        return Map.of(
                "X-RateLimit-Limit", Integer.toString(window.limit),
                "X-RateLimit-Remaining", Integer.toString(window.remaining()),
                "X-RateLimit-Reset-After", Double.toString(window.resetAfterSeconds()),
                "X-RateLimit-Bucket", Integer.toHexString(bucket.hashCode()));
    }

    void outage(Outage now) {
        outage = now;
    }

    Outage outage() {
        return outage;
    }
}
