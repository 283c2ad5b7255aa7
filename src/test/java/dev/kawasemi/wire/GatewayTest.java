package dev.kawasemi.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The gateway's protocol, spoken by Java's own WebSocket client. */
class GatewayTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private DiscordStandIn discord;

    @BeforeEach
    void start() throws Exception {
        discord = DiscordStandIn.start();
    }

    @AfterEach
    void stop() throws Exception {
        discord.close();
    }

    @Test
    void letsTheRightTokenInAndAcknowledgesHeartbeats() throws Exception {
        Client client = connect("");
        assertEquals(41250, client.next().path("d").path("heartbeat_interval").asInt());
        client.identify(discord.token());
        JsonNode ready = client.next();
        assertEquals("READY", ready.path("t").asText());
        assertEquals(1, ready.path("s").asInt());
        assertEquals(
                discord.gatewayUrl(), ready.path("d").path("resume_gateway_url").asText());
        assertEquals(discord.guildId(), client.next().path("d").path("id").asText());
        client.send("{\"op\":1,\"d\":2}");
        assertEquals(11, client.next().path("op").asInt());
        assertEquals(1, discord.trouble().heartbeats());
    }

    @Test
    void closesOnAWrongTokenWith4004() throws Exception {
        Client client = connect("");
        client.next();
        client.identify("wrong");
        assertEquals(4004, client.closed.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS));
    }

    @Test
    void readsFragmentsAndAnswersPings() throws Exception {
        Client client = connect("");
        client.next();
        client.socket.sendText("{\"op\":", false).join();
        client.socket.sendPing(ByteBuffer.wrap("?".getBytes(UTF_8))).join();
        client.socket.sendText("1,", false).join();
        client.socket.sendText("\"d\":null}", true).join();
        assertEquals("?", client.ponged.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS));
        assertEquals(11, client.next().path("op").asInt());
    }

    @Test
    void compressesAllMessagesAsOneStream() throws Exception {
        Client client = connect("&compress=zlib-stream");
        assertEquals(10, client.next().path("op").asInt());
        client.identify(discord.token());
        assertEquals("READY", client.next().path("t").asText());
        assertEquals("GUILD_CREATE", client.next().path("t").asText());
    }

    @Test
    void aResumeGetsWhatItMissedInOrder() throws Exception {
        Client client = connect("");
        client.next();
        client.identify(discord.token());
        String session = client.next().path("d").path("session_id").asText();
        client.next();
        discord.trouble().dropConnection();
        discord.trouble().awaitConnected(0, LIMIT);
        String ops = discord.role("ops");
        discord.channel("second");
        Client again = connect("");
        again.next();
        again.resume(discord.token(), session, 2);
        JsonNode missed = again.next();
        assertEquals(ops, missed.path("d").path("role").path("id").asText());
        assertEquals(3, missed.path("s").asInt());
        assertEquals("CHANNEL_CREATE", again.next().path("t").asText());
        assertEquals("RESUMED", again.next().path("t").asText());
        discord.trouble().awaitConnected(1, LIMIT);
    }

    @Test
    void anUnknownSessionHasToBeginAnew() throws Exception {
        Client client = connect("");
        client.next();
        client.resume(discord.token(), "nonsense", 5);
        JsonNode invalid = client.next();
        assertEquals(9, invalid.path("op").asInt());
        assertTrue(invalid.path("d").isBoolean());
        client.identify(discord.token());
        assertEquals("READY", client.next().path("t").asText());
        discord.trouble().invalidateSession();
        client.next();
        assertEquals(9, client.next().path("op").asInt());
    }

    private Client connect(String more) throws Exception {
        Client client = new Client();
        client.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(discord.gatewayUrl() + "/?encoding=json&v=10" + more), client)
                .get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        return client;
    }

    @SuppressWarnings("NullAway.Init") // the socket exists once it is connected
    private static final class Client implements WebSocket.Listener {
        final BlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
        final CompletableFuture<Integer> closed = new CompletableFuture<>();
        final CompletableFuture<String> ponged = new CompletableFuture<>();
        private final StringBuilder text = new StringBuilder();
        private final Inflater inflater = new Inflater();
        WebSocket socket;

        JsonNode next() throws InterruptedException {
            JsonNode message = received.poll(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            if (message == null) {
                throw new AssertionError("nothing came in " + LIMIT);
            }
            return message;
        }

        void send(String json) {
            socket.sendText(json, true).join();
        }

        void identify(String token) {
            var payload = Json.object().put("op", 2);
            payload.putObject("d").put("token", token).put("intents", 1);
            send(payload.toString());
        }

        void resume(String token, String session, int seq) {
            var payload = Json.object().put("op", 6);
            payload.putObject("d")
                    .put("token", token)
                    .put("session_id", session)
                    .put("seq", seq);
            send(payload.toString());
        }

        private void take(String json) {
            try {
                received.add(Json.parse(json));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                take(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return CompletableFuture.completedStage(data);
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
            byte[] plain = new byte[1 << 16];
            inflater.setInput(data);
            try {
                text.append(new String(plain, 0, inflater.inflate(plain), UTF_8));
            } catch (DataFormatException e) {
                throw new IllegalStateException(e);
            }
            return onText(from, "", last);
        }

        @Override
        public CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
            ponged.complete(UTF_8.decode(message).toString());
            from.request(1);
            return CompletableFuture.completedStage(message);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed.complete(code);
            return CompletableFuture.completedStage(code);
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closed.complete(1006);
        }
    }
}
