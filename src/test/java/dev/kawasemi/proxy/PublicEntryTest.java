package dev.kawasemi.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.Color;
import dev.kawasemi.process.Cancellation;
import dev.kawasemi.proxy.ProxySwitcher.VerifyVerdict;
import dev.kawasemi.testing.FakeTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Verify over real sockets. */
class PublicEntryTest {
    private final MockWebServer web = new MockWebServer();
    private final FakeTime time = new FakeTime();

    @BeforeEach
    void start() throws IOException {
        web.start(InetAddress.getLoopbackAddress(), 0);
    }

    @AfterEach
    void stop() {
        web.close();
    }

    private PublicEntry entry(boolean statusOnly, Duration timeout) {
        URI url = URI.create("http://127.0.0.1:" + web.getPort() + "/health/");
        return new PublicEntry(new ProxySettings.Verify(url, 3, statusOnly, timeout, Duration.ofSeconds(1)), time);
    }

    private PublicEntry entry() {
        return entry(false, Duration.ofSeconds(2));
    }

    private void answers(int status, String... colors) {
        for (String color : colors) {
            MockResponse.Builder response = new MockResponse.Builder().code(status);
            web.enqueue((color.isEmpty() ? response : response.addHeader("X-Kawasemi-Color", color)).build());
        }
    }

    @Test
    void threeAnswersInARowEachOnAConnectionOfItsOwn() throws InterruptedException {
        answers(200, "green", "green", "green");
        VerifyVerdict verdict = entry().verify(Color.GREEN, Cancellation.none());
        assertEquals(new VerifyVerdict(true, 3, "green answered 3 times in a row, 3 requests"), verdict);
        for (int connection : List.of(0, 1, 2)) {
            assertEquals(connection, web.takeRequest().getConnectionIndex());
        }
    }

    @Test
    void anAnswerOfTheOldColourStartsTheCountAnew() throws InterruptedException {
        answers(200, "green", "green", "blue", "green", "green", "green");
        VerifyVerdict verdict = entry().verify(Color.GREEN, Cancellation.none());
        assertTrue(verdict.ok());
        assertEquals(6, verdict.requests());
    }

    @Test
    void rightColourWithAWrongStatusIsNoSuccess() throws InterruptedException {
        answers(503, tenTimes("green"));
        VerifyVerdict verdict = entry().verify(Color.GREEN, Cancellation.none());
        assertFalse(verdict.ok());
        assertEquals(10, verdict.requests());
        assertTrue(verdict.text().endsWith("within 1 s, 10 requests; last: HTTP 503 from green"), verdict.text());
    }

    @Test
    void redirectIsNotFollowed() throws InterruptedException {
        answers(302, tenTimes("green"));
        VerifyVerdict verdict = entry().verify(Color.GREEN, Cancellation.none());
        assertFalse(verdict.ok());
        assertTrue(verdict.text().contains("HTTP 302 from green"), verdict.text());
    }

    @Test
    void missingHeaderIsNamedWithWhatToDo() throws InterruptedException {
        answers(200, tenTimes(""));
        VerifyVerdict verdict = entry().verify(Color.GREEN, Cancellation.none());
        assertFalse(verdict.ok());
        assertTrue(
                verdict.text().contains("HTTP 200 without X-Kawasemi-Color (is what `kawasemi init` printed"),
                verdict.text());
    }

    @Test
    void statusOnlyTakesAnyAnswerThatIsFine() throws InterruptedException {
        answers(200, "", "blue", "");
        assertTrue(entry(true, Duration.ofSeconds(2))
                .verify(Color.GREEN, Cancellation.none())
                .ok());
    }

    @Test
    void nobodyThereIsAnAnswerToo() throws InterruptedException {
        web.close();
        VerifyVerdict verdict = entry().verify(Color.GREEN, Cancellation.none());
        assertFalse(verdict.ok());
        assertTrue(verdict.text().contains("last: no answer ("), verdict.text());
        ProxySwitcher.Glance seen = entry().glance(Cancellation.none());
        assertFalse(seen.success());
        assertEquals(Optional.empty(), seen.color());
        assertTrue(seen.words().startsWith("no answer ("), seen.words());
    }

    @Test
    void aGlanceOnAnInterruptedThreadIsNoAnswerAndTheInterruptStays() {
        Thread.currentThread().interrupt();
        ProxySwitcher.Glance seen = entry().glance(Cancellation.none());
        assertTrue(Thread.interrupted());
        assertFalse(seen.success());
    }

    @Test
    void aGlanceIsOneRequestAndTellsStatusColourAndTime() {
        answers(503, "green");
        ProxySwitcher.Glance seen = entry().glance(Cancellation.none());
        assertFalse(seen.success());
        assertEquals(Optional.of(Color.GREEN), seen.color());
        assertEquals("HTTP 503 from green", seen.words());
        assertEquals(1, web.getRequestCount());
    }

    @Test
    void cancellingEndsARequestThatHangs() throws Exception {
        web.enqueue(new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build());
        Cancellation cancellation = new Cancellation();
        CompletableFuture<VerifyVerdict> verdict = CompletableFuture.supplyAsync(() -> {
            try {
                return entry(false, Duration.ofMinutes(5)).verify(Color.GREEN, cancellation);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        web.takeRequest();
        cancellation.request();
        VerifyVerdict ended = verdict.get(10, TimeUnit.SECONDS);
        assertFalse(ended.ok());
        assertEquals("cancelled (requests sent: 1)", ended.text());
    }

    private static String[] tenTimes(String text) {
        return Collections.nCopies(10, text).toArray(String[]::new);
    }

    @Test
    void anAnswerWithoutOurHeaderIsAnothersUnlessAProxyGivesItByItself() {
        answers(200, "green", "");
        assertEquals(Optional.empty(), entry().answerOfAnother());
        assertTrue(entry().answerOfAnother().orElseThrow().startsWith("HTTP 200 without X-Kawasemi-Color"));
        answers(404, "", "green");
        assertTrue(entry().answerOfAnother().orElseThrow().startsWith("HTTP 404 without X-Kawasemi-Color"));
        assertEquals(Optional.empty(), entry().answerOfAnother());
        answers(503, "");
        assertEquals(Optional.empty(), entry().answerOfAnother());
        answers(200, "");
        assertEquals(Optional.empty(), entry(true, Duration.ofSeconds(2)).answerOfAnother());
        web.close();
        assertEquals(Optional.empty(), entry().answerOfAnother());
    }
}
