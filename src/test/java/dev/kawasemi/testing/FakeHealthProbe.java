package dev.kawasemi.testing;

import dev.kawasemi.health.HealthProbe;
import dev.kawasemi.health.HealthSettings;
import dev.kawasemi.health.ProbeResult;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/** A web that answers what a test scripted; after the script what {@link #always} says, {@code HTTP 200} at first. */
public final class FakeHealthProbe implements HealthProbe {
    public static final ProbeResult OK = new ProbeResult(true, "HTTP 200", Duration.ofMillis(84));
    public static final ProbeResult UNAVAILABLE = new ProbeResult(false, "HTTP 503", Duration.ofMillis(20));
    public static final ProbeResult REFUSED = new ProbeResult(false, "connection refused", Duration.ofMillis(1));

    private final Deque<ProbeResult> script = new ArrayDeque<>();
    private final List<Integer> ports = new ArrayList<>();
    private Function<Integer, ProbeResult> answer = port -> OK;
    private boolean closed;

    /** The next answers, in order. */
    public synchronized FakeHealthProbe next(ProbeResult... results) {
        script.addAll(List.of(results));
        return this;
    }

    /** The answer after the script's end. */
    public synchronized FakeHealthProbe always(ProbeResult result) {
        answer = port -> result;
        return this;
    }

    /** The answer after the script's end, by port; runs on the caller's thread. */
    public synchronized FakeHealthProbe answering(Function<Integer, ProbeResult> byPort) {
        answer = byPort;
        return this;
    }

    /** The ports asked so far, in order. */
    public synchronized List<Integer> ports() {
        return List.copyOf(ports);
    }

    public synchronized boolean closed() {
        return closed;
    }

    @Override
    public ProbeResult probe(HealthSettings settings, int port) {
        Function<Integer, ProbeResult> now;
        synchronized (this) {
            ports.add(port);
            ProbeResult scripted = script.poll();
            now = scripted == null ? answer : ignored -> scripted;
        }
        return now.apply(port);
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
