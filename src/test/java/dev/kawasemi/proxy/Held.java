package dev.kawasemi.proxy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.bed.RealProxy;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** A request under way: a web has sent the first half of its answer and holds the other back. */
final class Held implements AutoCloseable {
    private final Backend web;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Future<String> answer;

    private Held(RealProxy proxy, Backend web) {
        this.web = web;
        this.answer = thread.submit(() -> proxy.get("/held"));
    }

    /** @param web the one that the proxy leads to */
    static Held of(RealProxy proxy, Backend web) throws InterruptedException {
        Held held = new Held(proxy, web);
        assertTrue(web.holds(), "the request did not arrive");
        return held;
    }

    /** All that was received, once the web has sent the other half. */
    String answer() throws Exception {
        web.release();
        return answer.get(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        web.release();
        thread.shutdownNow();
    }
}
