package dev.kawasemi;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** Something that answers on a port of 127.0.0.1 as it is told. */
final class PlayedWeb implements AutoCloseable {
    private final HttpServer server;
    private volatile int status = 200;
    private volatile List<String> headers = List.of();

    PlayedWeb() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/", exchange -> {
            for (int i = 0; i + 1 < headers.size(); i += 2) {
                exchange.getResponseHeaders().set(headers.get(i), headers.get(i + 1));
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** From now on, with these headers: names and values by turns. */
    void answer(int code, String... namesAndValues) {
        headers = List.of(namesAndValues);
        status = code;
    }

    /** Nobody listens there any more. */
    @Override
    public void close() {
        server.stop(0);
    }
}
