package dev.kawasemi.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Discord's gateway, version 10: sessions that outlive their connection, so that a resume gets what it missed. */
final class Gateway implements AutoCloseable {
    static final int DISPATCH = 0;
    static final int HEARTBEAT = 1;
    static final int IDENTIFY = 2;
    static final int RESUME = 6;
    static final int INVALID_SESSION = 9;
    static final int HELLO = 10;
    static final int HEARTBEAT_ACK = 11;
    /** As Discord sends it. */
    static final int HEARTBEAT_MILLIS = 41_250;

    static final int AUTHENTICATION_FAILED = 4004;

    private final GuildState guild;
    private final String token;
    private final String scheme;
    private final ServerSocket server;
    private final Map<String, Session> sessions = new LinkedHashMap<>();
    private final Set<WebSocketConnection> connections = new LinkedHashSet<>();
    private final StringBuilder received = new StringBuilder();
    private boolean refusing;
    private int identifies;
    private int resumes;
    private int heartbeats;

    /** @param tls without it the line is plain */
    Gateway(GuildState guild, String token, Optional<SSLContext> tls) throws IOException {
        this.guild = guild;
        this.token = token;
        this.scheme = tls.isPresent() ? "wss" : "ws";
        InetAddress here = InetAddress.getLoopbackAddress();
        this.server = tls.isPresent()
                ? tls.get().getServerSocketFactory().createServerSocket(0, 50, here)
                : new ServerSocket(0, 50, here);
        start("wire-gateway", this::acceptAll);
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    String url() {
        return scheme + "://127.0.0.1:" + server.getLocalPort();
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket socket = server.accept();
                start("wire-gateway-connection", () -> serve(socket));
            }
        } catch (IOException e) {
            // Closed: that is how this thread ends.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            if (guild.locked(() -> refusing)) {
                return;
            }
            WebSocketConnection connection = WebSocketConnection.accept(socket);
            guild.locked(() -> connections.add(connection));
            try {
                converse(connection);
            } finally {
                guild.locked(() -> gone(connection));
            }
        } catch (IOException e) {
            // A line that breaks is an ordinary thing here: the session waits for its resume.
        }
    }

    private void converse(WebSocketConnection connection) throws IOException {
        ObjectNode hello = Json.object().put("heartbeat_interval", HEARTBEAT_MILLIS);
        connection.send(payload(HELLO, hello).toString());
        while (true) {
            WebSocketConnection.Received next = connection.receive();
            if (next.text().isEmpty()) {
                int code = next.closeCode();
                if (code == 1000 || code == 1001) { // these two end the session
                    guild.locked(() -> sessions.values().removeIf(session -> session.connection == connection));
                }
                return;
            }
            JsonNode message = Json.parse(next.text().orElseThrow());
            guild.locked(() -> take(connection, message));
        }
    }

    private void take(WebSocketConnection connection, JsonNode message) {
        JsonNode data = message.path("d");
        switch (message.path("op").asInt(-1)) {
            case HEARTBEAT -> {
                heartbeats++;
                send(connection, payload(HEARTBEAT_ACK, Json.object()));
            }
            case IDENTIFY -> identify(connection, data);
            case RESUME -> resume(connection, data);
            default -> received.append(message).append('\n');
        }
    }

    private void identify(WebSocketConnection connection, JsonNode data) {
        identifies++;
        if (!authenticated(connection, data)) {
            return;
        }
        Session session = new Session("session-" + guild.ids.next(), connection);
        sessions.put(session.id, session);
        ObjectNode ready = Json.object().put("v", 10).put("session_id", session.id);
        ready.put("resume_gateway_url", url());
        ready.set("user", Payloads.botUser(guild).put("verified", true).put("mfa_enabled", false));
        ready.putObject("application").put("id", guild.applicationId).put("flags", 0);
        ready.putArray("private_channels");
        ready.putArray("shard").add(0).add(1);
        ready.putArray("guilds").addObject().put("id", guild.guildId).put("unavailable", true);
        session.dispatch("READY", ready);
        session.dispatch("GUILD_CREATE", Payloads.guild(guild));
    }

    private boolean authenticated(WebSocketConnection connection, JsonNode data) {
        boolean good = data.path("token").asText().equals(token);
        if (!good) {
            closeWith(connection, AUTHENTICATION_FAILED, "Authentication failed.");
        }
        return good;
    }

    private void resume(WebSocketConnection connection, JsonNode data) {
        resumes++;
        if (!authenticated(connection, data)) {
            return;
        }
        Session session = sessions.get(data.path("session_id").asText());
        if (session == null) {
            send(connection, Json.object().put("op", INVALID_SESSION).put("d", false));
            return;
        }
        session.connection = connection;
        int from = Math.max(0, Math.min(data.path("seq").asInt(), session.replayFrom));
        session.replayFrom = Integer.MAX_VALUE;
        session.history
                .subList(Math.min(from, session.history.size()), session.history.size())
                .forEach(missed -> send(connection, missed));
        session.dispatch("RESUMED", Json.object());
    }

    /** To every session; one without a connection gets it when it resumes. Returns how many sessions there are. */
    int dispatch(String type, ObjectNode data) {
        sessions.values().forEach(session -> session.dispatch(type, data));
        return sessions.size();
    }

    /** Cuts every line without a word; the next resume gets at least the last {@code again} dispatches, seen or not. */
    void drop(int again) {
        if (again > 0) {
            sessions.values().forEach(session -> session.replayFrom = session.history.size() - again);
        }
        connections.forEach(Gateway::cut);
    }

    /** Tells every client to begin anew. */
    void invalidate() {
        sessions.clear();
        connections.forEach(connection ->
                send(connection, Json.object().put("op", INVALID_SESSION).put("d", false)));
    }

    void closeAll(int code, String reason) {
        connections.forEach(connection -> closeWith(connection, code, reason));
    }

    void refuse(boolean on) {
        refusing = on;
        if (on) {
            drop(0);
        }
    }

    int identifies() {
        return identifies;
    }

    int resumes() {
        return resumes;
    }

    int heartbeats() {
        return heartbeats;
    }

    /** Sessions that have a connection now. */
    long connected() {
        return sessions.values().stream()
                .filter(session -> session.connection != null)
                .count();
    }

    String received() {
        return received.toString();
    }

    private void gone(WebSocketConnection connection) {
        connections.remove(connection);
        for (Session session : sessions.values()) {
            if (session.connection == connection) {
                session.connection = null;
            }
        }
    }

    private static ObjectNode payload(int opcode, ObjectNode data) {
        ObjectNode payload = Json.object().put("op", opcode);
        payload.set("d", data);
        return payload;
    }

    private static void send(WebSocketConnection connection, ObjectNode payload) {
        try {
            connection.send(payload.toString());
        } catch (IOException e) {
            cut(connection); // its reader sees the end and forgets it
        }
    }

    private static void closeWith(WebSocketConnection connection, int code, String reason) {
        try {
            connection.close(code, reason);
        } catch (IOException e) {
            cut(connection);
        }
    }

    private static void cut(WebSocketConnection connection) {
        try {
            connection.close();
        } catch (IOException e) {
            // Already gone.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        guild.locked(() -> drop(0));
    }

    private static final class Session {
        final String id;
        final List<ObjectNode> history = new ArrayList<>();
        int replayFrom = Integer.MAX_VALUE;

        @Nullable
        WebSocketConnection connection;

        Session(String id, WebSocketConnection connection) {
            this.id = id;
            this.connection = connection;
        }

        void dispatch(String type, ObjectNode data) {
            ObjectNode payload = payload(DISPATCH, data.deepCopy());
            payload.put("t", type).put("s", history.size() + 1);
            history.add(payload);
            if (connection != null) {
                send(connection, payload);
            }
        }
    }
}
