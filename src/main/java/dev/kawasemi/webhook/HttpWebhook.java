package dev.kawasemi.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kawasemi.chat.Announcements;
import dev.kawasemi.time.TimeSource;
import dev.kawasemi.webhook.WebhookSettings.Hook;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The JDK's own small server: each request is read within limits, shown to the {@link Gate} and always answered. */
final class HttpWebhook implements Webhook {
    private static final Logger LOG = LoggerFactory.getLogger(HttpWebhook.class);
    /** GitHub caps payloads at 25 MB; those of a release have some 20 KB. */
    private static final int LARGEST = 1024 * 1024;

    private static final int THREADS = 2;
    private static final int CLOSE_SECONDS = 1;

    static {
        // Read once for the whole JVM (module jdk.httpserver, "System properties"): who sends slowly is cut off, and so
        // many at once are let in.
        setDefault("sun.net.httpserver.maxReqTime", "20");
        setDefault("sun.net.httpserver.maxRspTime", "20");
        setDefault("sun.net.httpserver.idleInterval", "30");
        setDefault("jdk.httpserver.maxConnections", "32");
        setDefault("sun.net.httpserver.maxReqHeaders", "60");
    }

    private final WebhookSettings settings;
    private final WebhookStore store;
    private final TimeSource time;
    private final SqliteAnnouncements announcements;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "kawasemi-webhook");
        thread.setDaemon(true);
        return thread;
    });
    private Optional<HttpServer> server = Optional.empty();

    HttpWebhook(WebhookSettings settings, WebhookStore store, TimeSource time) {
        this.settings = settings;
        this.store = store;
        this.time = time;
        this.announcements = new SqliteAnnouncements(store);
    }

    @Override
    public Announcements announcements() {
        return announcements;
    }

    @Override
    public synchronized InetSocketAddress listen(ReleaseListener listener) {
        Gate gate = new Gate(settings.hooks(), new SqliteSeen(store, time), time, listener);
        try {
            HttpServer started = HttpServer.create(settings.listen(), 0);
            started.setExecutor(threads);
            started.createContext("/", exchange -> handle(gate, exchange));
            started.start();
            server = Optional.of(started);
            return started.getAddress();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "Tried to listen for webhooks on " + settings.listen() + ", but saw: " + e.getMessage()
                            + ". Choose another webhook.listen, or null for none",
                    e);
        }
    }

    private static void setDefault(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    @Override
    public synchronized void close() {
        threads.shutdown();
        try {
            // Before the server: its own stop would wait the whole time, even with nothing under way.
            if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
        server.ifPresent(started -> started.stop(0));
        store.close();
    }

    private static void handle(Gate gate, HttpExchange exchange) throws IOException {
        String from = exchange.getRemoteAddress().getAddress().getHostAddress();
        String path = exchange.getRequestURI().getPath();
        try {
            Hook hook = gate.admit(from, exchange.getRequestMethod(), path, header(exchange, "Content-Type"));
            Inbound request = new Inbound(name -> header(exchange, name), body(exchange));
            NewRelease release = gate.pass(hook, request);
            answer(exchange, 202, release.app() + " " + release.version() + ": told in the chat");
        } catch (Refused e) {
            gate.refused(from, path, e);
            answer(exchange, e.status(), String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("A webhook request failed", e);
            answer(exchange, 500, "it could not be noted; send it again later");
        }
    }

    private static byte[] body(HttpExchange exchange) throws IOException, Refused {
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST + 1);
        if (body.length > LARGEST) {
            throw new Refused(413, "the body has more than " + LARGEST + " bytes");
        }
        return body;
    }

    private static Optional<String> header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    /** Never left unanswered: an exchange that is closed without an answer goes on counting among the connections. */
    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        if (status == 405) {
            exchange.getResponseHeaders().set("Allow", "POST");
        }
        if (status == 429) {
            exchange.getResponseHeaders().set("Retry-After", "60");
        }
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
