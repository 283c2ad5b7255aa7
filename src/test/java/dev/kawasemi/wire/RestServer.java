package dev.kawasemi.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.kawasemi.time.TimeSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** Discord's REST side: checks who asks, records, validates, and hands to the endpoints. */
final class RestServer implements AutoCloseable {
    static final String ROOT = "/api/v10";

    private static final TimeSource REAL = TimeSource.system();

    final Scripted scripted;
    final List<RecordedRequest> requests = new ArrayList<>();
    final List<String> problems = new ArrayList<>();
    final StringBuilder written = new StringBuilder();

    private final GuildState guild;
    private final String token;
    private final Router router;
    private final DiscordSpec spec;
    private final String scheme;
    private final HttpServer server;
    private final ExecutorService workers;
    private int checked;

    /** @param tls without it requests are plain */
    RestServer(GuildState guild, String token, Router router, DiscordSpec spec, Optional<SSLContext> tls)
            throws IOException {
        this.guild = guild;
        this.scripted = new Scripted(guild.time);
        this.token = token;
        this.router = router;
        this.spec = spec;
        this.scheme = tls.isPresent() ? "https" : "http";
        this.server = server(tls);
        this.workers = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "wire-rest");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(workers);
        server.createContext("/", this::handle);
        server.start();
    }

    private static HttpServer server(Optional<SSLContext> tls) throws IOException {
        InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        if (tls.isEmpty()) {
            return HttpServer.create(here, 50);
        }
        HttpsServer server = HttpsServer.create(here, 50);
        server.setHttpsConfigurator(new HttpsConfigurator(tls.get()));
        return server;
    }

    String url() {
        return scheme + "://127.0.0.1:" + server.getAddress().getPort() + ROOT + "/";
    }

    boolean knows(String route) {
        return router.knows(route);
    }

    List<String> routes() {
        return router.names();
    }

    int checked() {
        return checked;
    }

    private void handle(HttpExchange exchange) throws IOException {
        Duration arrived = REAL.elapsed();
        byte[] bytes = exchange.getRequestBody().readAllBytes();
        Optional<Reply> reply = guild.locked(() -> answer(exchange, bytes, arrived));
        if (reply.isEmpty()) {
            // Closing the exchange would cut the connection too, but the JDK's server goes on counting it
            // (jdk.httpserver.maxConnections).
            throw new IOException("the connection is cut, as the test wants it");
        }
        try (exchange) {
            write(exchange, reply.get());
        }
    }

    private static void write(HttpExchange exchange, Reply reply) throws IOException {
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        if (reply.body().isMissingNode()) {
            exchange.sendResponseHeaders(reply.status(), -1);
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        byte[] body = reply.body().toString().getBytes(UTF_8);
        exchange.sendResponseHeaders(reply.status(), body.length);
        exchange.getResponseBody().write(body);
    }

    private Optional<Reply> answer(HttpExchange exchange, byte[] bytes, Duration arrived) {
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getPath();
        String inside = path.startsWith(ROOT) ? path.substring(ROOT.length()) : path;
        note(exchange, bytes);
        Optional<Router.Match> match = router.find(method, inside);
        String route = match.map(found -> found.route().name()).orElse("");
        JsonNode body = MissingNode.getInstance();
        Optional<Reply> reply;
        try {
            Multipart parts = Multipart.read(header(exchange, "Content-Type"), bytes);
            body = parts.json();
            Call call = new Call(
                    method,
                    match.map(found -> found.route().template()).orElse(inside),
                    match.map(Router.Match::path).orElse(Map.of()),
                    query(exchange),
                    body,
                    parts.files(),
                    arrived);
            reply = match.isEmpty()
                    ? Optional.of(unknown(call))
                    : decide(call, match.get().route(), header(exchange, "Authorization"));
        } catch (JsonProcessingException e) {
            problems.add(method + " " + inside + ": the body is not JSON: " + e.getOriginalMessage());
            reply = Optional.of(Reply.error(400, 50109, "The request body contains invalid JSON."));
        }
        int status = reply.map(Reply::status).orElse(0);
        requests.add(new RecordedRequest(method, inside, route, body, guild.time.now(), arrived, status));
        return reply;
    }

    private void note(HttpExchange exchange, byte[] bytes) {
        written.append(exchange.getRequestURI()).append('\n');
        written.append(header(exchange, "X-Audit-Log-Reason")).append('\n');
        written.append(new String(bytes, UTF_8)).append('\n');
    }

    private Reply unknown(Call call) {
        problems.add(call.method() + " " + call.route() + ": no such route here; there are " + router.names());
        return Reply.error(404, 0, "404: Not Found");
    }

    /** Empty: no answer, cut the connection. */
    private Optional<Reply> decide(Call call, Router.Route route, String authorization) {
        if (scripted.outage() == Scripted.Outage.UNREACHABLE) {
            return Optional.empty();
        }
        if (scripted.outage() == Scripted.Outage.UNAVAILABLE) {
            return Optional.of(Reply.error(503, 0, "Service Unavailable"));
        }
        boolean tokenInPath =
                call.path().containsKey("interaction_token") || call.path().containsKey("webhook_token");
        if (!tokenInPath && !authorization.equals("Bot " + token)) {
            return Optional.of(Reply.error(401, 0, "401: Unauthorized"));
        }
        Optional<Scripted.Bucket> bucket = scripted.bucket(call);
        if (bucket.isPresent() && !bucket.get().window().take()) {
            double wait = bucket.get().window().resetAfterSeconds();
            return Optional.of(withLimit(Reply.tooMany(wait, false, 0), bucket));
        }
        Optional<Scripted.Failure> failure = scripted.nextFailure(route.name());
        if (failure.isPresent() && !failure.get().afterwards()) {
            return failure.filter(one -> !one.cut()).map(Scripted.Failure::reply);
        }
        Reply reply = withLimit(carryOut(call, route), bucket);
        return failure.isPresent()
                ? failure.filter(one -> !one.cut()).map(Scripted.Failure::reply)
                : Optional.of(reply);
    }

    private static Reply withLimit(Reply reply, Optional<Scripted.Bucket> bucket) {
        if (bucket.isEmpty()) {
            return reply;
        }
        Map<String, String> headers = new HashMap<>(reply.headers());
        headers.putAll(bucket.get().headers());
        return new Reply(reply.status(), reply.body(), headers);
    }

    private Reply carryOut(Call call, Router.Route route) {
        List<String> misfits = spec.check(call);
        checked += spec.available() ? 1 : 0;
        if (!misfits.isEmpty()) {
            misfits.forEach(misfit -> problems.add(route.name() + ": " + misfit));
            return Reply.error(400, 50035, "Invalid Form Body: " + misfits);
        }
        try {
            Reply reply = route.endpoint().answer(call);
            spec.checkReply(call, reply).forEach(misfit -> problems.add(route.name() + ": our own answer: " + misfit));
            return reply;
        } catch (DiscordError e) {
            if (e.mistake) {
                problems.add(route.name() + ": " + e.getMessage());
            }
            return Reply.error(e.status, e.code, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            problems.add(route.name() + ": the stand-in itself failed: " + e);
            return Reply.error(500, 0, "Internal Server Error");
        }
    }

    private static String header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> values = new LinkedHashMap<>();
        String raw = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        for (String pair : raw.isEmpty() ? new String[0] : raw.split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            values.put(name, equals < 0 ? "" : URLDecoder.decode(pair.substring(equals + 1), UTF_8));
        }
        return values;
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
