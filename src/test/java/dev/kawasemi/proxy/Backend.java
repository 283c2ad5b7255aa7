package dev.kawasemi.proxy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A small web on a port of its own: answers 200 with a word as its body, and with our header where one is given. */
final class Backend implements AutoCloseable {
    private static final byte[] BEGUN = "begun".getBytes(StandardCharsets.UTF_8);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final CountDownLatch heldBegun = new CountDownLatch(1);
    private final CountDownLatch heldReleased = new CountDownLatch(1);

    private Backend(Supplier<String> body, Supplier<Optional<String>> color, boolean needsColor) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            byte[] bytes = body.get().getBytes(StandardCharsets.UTF_8);
            Optional<String> now = color.get();
            now.ifPresent(id -> exchange.getResponseHeaders().set(PublicEntry.COLOR_HEADER, id));
            exchange.sendResponseHeaders(needsColor && now.isEmpty() ? 502 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.createContext("/held", exchange -> {
            byte[] rest = ("-" + body.get()).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, BEGUN.length + (long) rest.length);
            exchange.getResponseBody().write(BEGUN);
            exchange.getResponseBody().flush();
            heldBegun.countDown();
            heldUntilReleased();
            exchange.getResponseBody().write(rest);
            exchange.close();
        });
        server.start();
    }

    private void heldUntilReleased() throws IOException {
        try {
            if (!heldReleased.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("nobody released it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Whether someone has got the first half of {@code /held} and waits for the other. */
    boolean holds() throws InterruptedException {
        return heldBegun.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    /** The other half of {@code /held} goes out. */
    void release() {
        heldReleased.countDown();
    }

    /** A colour's web: it knows nothing of headers. */
    static Backend web(String body) throws IOException {
        return new Backend(() -> body, Optional::empty, false);
    }

    /** A public entry that says which colour it leads to; 502 where to none. */
    static Backend entry(Supplier<Optional<String>> color) throws IOException {
        return new Backend(() -> "entry", color, true);
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
