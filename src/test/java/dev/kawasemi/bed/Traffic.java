package dev.kawasemi.bed;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Visitors: 50 requests a second, each on its own connection, whatever the answers do (an open loop, so that a stall is seen). To 127.0.0.1 only,
 * and bounded: after {@value #MOST} requests no more are sent.
 */
public final class Traffic implements AutoCloseable {
    /** 20 minutes of it. */
    public static final int MOST = 60_000;

    private static final Duration INTERVAL = Duration.ofMillis(20);
    private static final int AT_ONCE = 32;
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(15);

    private final URI url;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(daemon("traffic-clock"));
    private final ThreadPoolExecutor visitors =
            (ThreadPoolExecutor) Executors.newFixedThreadPool(AT_ONCE, daemon("traffic"));
    private final List<Visit> visits = new ArrayList<>();
    private final AtomicInteger sent = new AtomicInteger();
    private final ScheduledFuture<?> sending;

    private Traffic(URI url) {
        this.url = url;
        this.sending = clock.scheduleAtFixedRate(this::send, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    static Traffic start(URI url) {
        if (!url.getHost().equals("127.0.0.1")) {
            throw new IllegalArgumentException("traffic goes to 127.0.0.1 only, not " + url);
        }
        return new Traffic(url);
    }

    private void send() {
        if (sent.getAndIncrement() < MOST) {
            visitors.execute(() -> add(Visit.to(url)));
        }
    }

    private synchronized void add(Visit visit) {
        visits.add(visit);
    }

    /** All that were answered or failed so far, in the order in which they ended. */
    public synchronized List<Visit> visits() {
        return List.copyOf(visits);
    }

    public List<Visit> failures() {
        return visits().stream().filter(visit -> !visit.ok()).toList();
    }

    /** The versions that answered, each once, in the order in which they first did. */
    public Set<String> versions() {
        Set<String> versions = new LinkedHashSet<>();
        visits().stream().filter(Visit::ok).map(Visit::version).forEach(versions::add);
        return versions;
    }

    /** Returns when at least so many have ended. */
    public void awaitVisits(int count) {
        Duration limit = INTERVAL.multipliedBy(count).multipliedBy(3).plusSeconds(10);
        Eventually.holds(limit, count + " requests", () -> visits().size() >= count, () -> visits().size());
    }

    /** Sends no more and waits for the last answers; what was recorded stays readable. */
    @Override
    public void close() {
        sending.cancel(false);
        clock.shutdownNow();
        visitors.shutdown();
        Eventually.holds(LAST_ANSWERS, "the last answers", visitors::isTerminated, visitors::getActiveCount);
    }

    private static ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
