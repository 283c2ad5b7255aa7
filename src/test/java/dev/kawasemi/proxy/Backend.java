package dev.kawasemi.proxy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** A small web on a port of its own: answers 200 with a word as its body, and with our header where one is given. */
final class Backend implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);

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
        server.start();
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
