package dev.kawasemi.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kawasemi.rollout.DeployEngine;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Answers {@code GET /metrics} until it is closed. Has no login: to be kept on loopback. */
public final class Metrics implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService thread;

    private Metrics(HttpServer server, ExecutorService thread) {
        this.server = server;
        this.thread = thread;
    }

    /**
     * Begins to listen.
     *
     * @param outbox messages that wait to be sent; empty where there is no chat
     * @throws IllegalStateException when the address is taken or not this host's; the message says what to do
     */
    public static Metrics open(InetSocketAddress listen, DeployEngine engine, Supplier<OptionalInt> outbox) {
        try {
            HttpServer server = HttpServer.create(listen, 0);
            ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
                Thread made = new Thread(task, "kawasemi-metrics");
                made.setDaemon(true);
                return made;
            });
            server.setExecutor(thread);
            server.createContext("/", exchange -> answer(exchange, engine, outbox));
            server.start();
            return new Metrics(server, thread);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "Tried to listen for Prometheus on " + listen + ", but saw: " + e.getMessage()
                            + ". Choose another metrics.listen, or null for none",
                    e);
        }
    }

    /** Where it really listens. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    @Override
    public void close() {
        thread.shutdownNow();
        server.stop(0);
    }

    private static void answer(HttpExchange exchange, DeployEngine engine, Supplier<OptionalInt> outbox)
            throws IOException {
        boolean there = exchange.getRequestURI().getPath().equals("/metrics");
        boolean read = exchange.getRequestMethod().equals("GET");
        int status = there && read ? 200 : there ? 405 : 404;
        String text = status == 200 ? Exposition.of(engine.apps(), engine.history(), outbox.get()) : "GET /metrics\n";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
