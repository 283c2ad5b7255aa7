package dev.kawasemi.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The probe over real sockets. */
class HttpProbeTest {
    private static final HealthSettings SETTINGS = new HealthSettings(
            "/health/?full=1",
            Optional.of("shop.example"),
            200,
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            2,
            Duration.ofMinutes(3));

    private final MockWebServer web = new MockWebServer();
    private final HealthProbe probe = HealthProbes.http();

    @BeforeEach
    void start() throws IOException {
        web.start(InetAddress.getLoopbackAddress(), 0);
    }

    @AfterEach
    void stop() {
        probe.close();
        web.close();
    }

    private static MockResponse status(int code) {
        return new MockResponse.Builder().code(code).build();
    }

    private ProbeResult ask(HealthSettings settings) throws InterruptedException {
        return probe.probe(settings, web.getPort());
    }

    private static HealthSettings within(Duration timeout) {
        return new HealthSettings("/", Optional.empty(), 200, Duration.ofSeconds(1), timeout, 2, Duration.ofMinutes(3));
    }

    @Test
    void expectedStatusIsASuccessAndThePathAndHostAreSent() throws InterruptedException {
        web.enqueue(status(200));
        ProbeResult result = ask(SETTINGS);
        assertTrue(result.ok());
        assertEquals("HTTP 200", result.text());
        RecordedRequest request = web.takeRequest();
        assertEquals("/health/?full=1", request.getTarget());
        assertEquals("shop.example", request.getHeaders().get("Host"));
    }

    @Test
    void withoutAHostTheAddressIsSent() throws InterruptedException {
        web.enqueue(status(200));
        ask(within(Duration.ofSeconds(2)));
        assertEquals(
                "127.0.0.1:" + web.getPort(), web.takeRequest().getHeaders().get("Host"));
    }

    @Test
    void eachProbeHasAConnectionOfItsOwn() throws InterruptedException {
        web.enqueue(status(200));
        web.enqueue(status(200));
        ask(SETTINGS);
        ask(SETTINGS);
        assertEquals(0, web.takeRequest().getConnectionIndex());
        assertEquals(1, web.takeRequest().getConnectionIndex());
    }

    @Test
    void otherStatusIsNamed() throws InterruptedException {
        web.enqueue(status(503));
        web.enqueue(status(204));
        assertEquals("HTTP 503", ask(SETTINGS).text());
        ProbeResult noContent = ask(SETTINGS);
        assertFalse(noContent.ok());
        assertEquals("HTTP 204 (expected 200)", noContent.text());
        assertEquals(204, noContent.status());
    }

    @Test
    void redirectIsNotFollowed() throws InterruptedException {
        web.enqueue(new MockResponse.Builder()
                .code(301)
                .addHeader("Location", "/elsewhere")
                .build());
        ProbeResult result = ask(SETTINGS);
        assertFalse(result.ok());
        assertEquals("HTTP 301 (redirects are not followed)", result.text());
        assertEquals(1, web.getRequestCount());
    }

    @Test
    void nobodyListeningIsConnectionRefused() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        ProbeResult result = probe.probe(SETTINGS, free);
        assertFalse(result.ok());
        assertEquals("connection refused", result.text());
    }

    @Test
    void silenceEndsAtTheTimeout() throws InterruptedException {
        web.enqueue(new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build());
        ProbeResult result = ask(within(Duration.ofMillis(300)));
        assertFalse(result.ok());
        assertEquals("no answer in 0.3 s", result.text());
        assertTrue(result.took().compareTo(Duration.ofSeconds(3)) < 0, result.toString());
    }

    @Test
    void connectionClosedAtOnceAsByDockersUserlandProxyIsSaidSo() throws Exception {
        try (ServerSocket closing = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> closed = CompletableFuture.runAsync(() -> {
                try (Socket socket = closing.accept()) {
                    socket.getInputStream().read(new byte[4096]);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertEquals(
                    "connection closed without an answer",
                    probe.probe(SETTINGS, closing.getLocalPort()).text());
            closed.join();
        }
    }

    @Test
    void anInterruptIsNotTakenForASilentWeb() {
        web.enqueue(new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build());
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> ask(within(Duration.ofMillis(300))));
    }
}
