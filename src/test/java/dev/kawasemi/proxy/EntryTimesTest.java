package dev.kawasemi.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.Color;
import dev.kawasemi.process.Cancellation;
import dev.kawasemi.proxy.ProxySwitcher.Glance;
import dev.kawasemi.proxy.ProxySwitcher.VerifyVerdict;
import dev.kawasemi.testing.FakeTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long and how often the public entry is asked; an answer takes as long as a test says. */
class EntryTimesTest {
    private final MockWebServer web = new MockWebServer();
    private final FakeTime time = new FakeTime();
    private volatile Duration answerTakes = Duration.ZERO;
    private volatile int status = 200;

    @BeforeEach
    void start() throws IOException {
        web.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                time.advance(answerTakes);
                return new MockResponse.Builder()
                        .code(status)
                        .addHeader("X-Kawasemi-Color", "green")
                        .build();
            }
        });
        web.start(InetAddress.getLoopbackAddress(), 0);
    }

    @AfterEach
    void stop() {
        web.close();
    }

    private PublicEntry entry(int times, boolean statusOnly) {
        URI url = URI.create("http://127.0.0.1:" + web.getPort() + "/health/");
        return new PublicEntry(
                new ProxySettings.Verify(url, times, statusOnly, Duration.ofSeconds(5), Duration.ofSeconds(2)), time);
    }

    @Test
    void aGlanceTellsHowLongTheAnswerTook() {
        answerTakes = Duration.ofMillis(70);
        Glance seen = entry(1, false).glance(Cancellation.none());
        assertEquals(new Glance(true, Optional.of(Color.GREEN), Duration.ofMillis(70), "HTTP 200 from green"), seen);
    }

    @Test
    void anEntryThatSendsNoColourIsToldByItsStatusAlone() {
        status = 503;
        Glance seen = entry(1, true).glance(Cancellation.none());
        assertFalse(seen.success());
        assertEquals("HTTP 503", seen.words());
    }

    @Test
    void oneAnswerIsWaitedForThoughItTakesLongerThanAllMayTake() throws InterruptedException {
        answerTakes = Duration.ofMinutes(1);
        VerifyVerdict verdict = entry(1, false).verify(Color.GREEN, Cancellation.none());
        assertEquals(new VerifyVerdict(true, 1, "green answered 1 times in a row, 1 requests"), verdict);
        VerifyVerdict wrong = entry(1, false).verify(Color.BLUE, Cancellation.none());
        assertFalse(wrong.ok());
        assertEquals(1, wrong.requests());
    }

    @Test
    void theLimitIsReachedAtItsVeryEnd() throws InterruptedException {
        answerTakes = Duration.ofMillis(900);
        VerifyVerdict wrong = entry(2, false).verify(Color.BLUE, Cancellation.none());
        assertEquals(2, wrong.requests(), "1 s for each with the pause: 2 s are over after two");
        assertTrue(wrong.text().startsWith("blue did not answer 2 times in a row at http://127.0.0.1:"), wrong.text());
        assertTrue(wrong.text().endsWith("/health/ within 2 s, 2 requests; last: HTTP 200 from green"), wrong.text());
    }

    @Test
    void betweenTwoRequestsThereIsAPause() throws InterruptedException {
        Duration before = time.elapsed();
        entry(3, false).verify(Color.GREEN, Cancellation.none());
        assertEquals(Duration.ofMillis(200), time.elapsed().minus(before));
    }

    @Test
    void whoIsCancelledBeforeAsksNobody() throws InterruptedException {
        Cancellation cancellation = new Cancellation();
        cancellation.request();
        assertEquals(
                new VerifyVerdict(false, 0, "cancelled (requests sent: 0)"),
                entry(1, false).verify(Color.GREEN, cancellation));
        assertEquals(0, web.getRequestCount());
    }

    @Test
    void asksAsAVisitorWithANameAndOnAConnectionOfItsOwn() throws InterruptedException {
        entry(1, false).glance(Cancellation.none());
        RecordedRequest request = web.takeRequest();
        assertEquals("/health/", request.getUrl().encodedPath());
        assertEquals("close", request.getHeaders().get("Connection"));
        assertEquals("kawasemi", request.getHeaders().get("User-Agent"));
    }
}
