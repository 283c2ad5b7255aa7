package dev.kawasemi.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.time.TimeSource;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Four visitors who ask without a pause until they are sent home; every answer must be whole, of one colour, and say which. */
final class Visitors {
    private final Nginx nginx;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicBoolean home = new AtomicBoolean();
    private final ConcurrentLinkedQueue<String> failed = new ConcurrentLinkedQueue<>();
    private final Set<String> colors = ConcurrentHashMap.newKeySet();

    private Visitors(Nginx nginx) {
        this.nginx = nginx;
    }

    static Visitors of(Nginx nginx) {
        Visitors visitors = new Visitors(nginx);
        for (int visitor = 0; visitor < 4; visitor++) {
            visitors.threads.execute(visitors::visit);
        }
        return visitors;
    }

    /** Until they have sent this many more requests. */
    void awaitMore(int requests) throws InterruptedException {
        int goal = sent.get() + requests;
        for (int tries = 0; sent.get() < goal; tries++) {
            assertTrue(tries < 6000, "the visitors stand still at " + sent);
            TimeSource.system().sleep(Duration.ofMillis(10));
        }
    }

    /** Sends them home; fails when a request did. The number of requests. */
    int sawNoFailure(String... colorsSeen) throws InterruptedException {
        home.set(true);
        threads.shutdown();
        assertTrue(threads.awaitTermination(30, TimeUnit.SECONDS), "a visitor hangs");
        assertEquals(List.of(), List.copyOf(failed));
        assertEquals(Set.of(colorsSeen), Set.copyOf(colors));
        return sent.get();
    }

    private void visit() {
        while (!home.get()) {
            try {
                look(nginx.get());
            } catch (IOException e) {
                failed.add(e.toString());
            }
            sent.incrementAndGet();
        }
    }

    private void look(String answer) {
        String color = answer.endsWith("blue") ? "blue" : "green";
        boolean good = answer.startsWith("HTTP/1.1 200")
                && answer.contains("X-Kawasemi-Color: " + color + "\r\n")
                && answer.endsWith(color);
        if (!good) {
            failed.add(answer);
        }
        colors.add(color);
    }
}
