package dev.kawasemi.webhook;

import dev.kawasemi.time.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** At most so many in a window, for each name by itself; the {@value #NAMES} names last heard of. */
final class Rate {
    private static final int NAMES = 256;

    private final int most;
    private final Duration window;
    private final TimeSource time;
    private final Map<String, Deque<Duration>> heard = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Duration>> eldest) {
            return size() > NAMES;
        }
    };

    Rate(int most, Duration window, TimeSource time) {
        this.most = most;
        this.window = window;
        this.time = time;
    }

    /** Whether this name has used its share up. */
    synchronized boolean exceeded(String name) {
        return recent(name).size() >= most;
    }

    synchronized void count(String name) {
        recent(name).add(time.elapsed());
    }

    private Deque<Duration> recent(String name) {
        Deque<Duration> times = heard.computeIfAbsent(name, key -> new ArrayDeque<>());
        Duration since = time.elapsed().minus(window);
        while (!times.isEmpty() && times.peek().compareTo(since) <= 0) {
            times.remove();
        }
        return times;
    }
}
