package dev.kawasemi.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.bed.RealProxy;
import dev.kawasemi.time.TimeSource;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
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
    private final RealProxy proxy;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger kept = new AtomicInteger();
    private final AtomicBoolean home = new AtomicBoolean();
    private final ConcurrentLinkedQueue<String> failed = new ConcurrentLinkedQueue<>();
    private final Set<String> colors = ConcurrentHashMap.newKeySet();

    private Visitors(RealProxy proxy) {
        this.proxy = proxy;
    }

    /** Each request on a connection of its own. */
    static Visitors of(RealProxy proxy) {
        Visitors visitors = new Visitors(proxy);
        for (int visitor = 0; visitor < 4; visitor++) {
            visitors.threads.execute(visitors::visit);
        }
        return visitors;
    }

    /** Two of them keep their connections. */
    static Visitors ofBothManners(RealProxy proxy) {
        Visitors visitors = new Visitors(proxy);
        for (int pair = 0; pair < 2; pair++) {
            visitors.threads.execute(visitors::visit);
            visitors.threads.execute(visitors::stay);
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
        Seen seen = sendHome();
        assertEquals(List.of(), seen.failures());
        assertEquals(Set.of(colorsSeen), seen.colors());
        return seen.requests();
    }

    Seen sendHome() throws InterruptedException {
        home.set(true);
        threads.shutdown();
        assertTrue(threads.awaitTermination(30, TimeUnit.SECONDS), "a visitor hangs");
        return new Seen(sent.get(), kept.get(), List.copyOf(failed), Set.copyOf(colors));
    }

    private void visit() {
        while (!home.get()) {
            ask(proxy::get);
        }
    }

    private void stay() {
        try (KeptConnection connection = new KeptConnection(proxy.port(), kept)) {
            while (!home.get()) {
                ask(connection::get);
            }
        } catch (IOException e) {
            failed.add("closing: " + e);
        }
    }

    private void ask(Request request) {
        try {
            look(request.send());
        } catch (IOException e) {
            failed.add(e.toString());
        }
        sent.incrementAndGet();
    }

    private void look(String answer) {
        String color = answer.endsWith("blue") ? "blue" : "green";
        boolean good = answer.startsWith("HTTP/1.1 200")
                && answer.toLowerCase(Locale.ROOT).contains("x-kawasemi-color: " + color + "\r\n")
                && answer.endsWith(color);
        if (!good) {
            failed.add(answer);
        }
        colors.add(color);
    }

    private interface Request {
        String send() throws IOException;
    }

    /**
     * What they saw.
     *
     * @param kept the connections that were opened by those who keep them
     * @param failures what was wrong, one each
     */
    record Seen(int requests, int kept, List<String> failures, Set<String> colors) {}
}
