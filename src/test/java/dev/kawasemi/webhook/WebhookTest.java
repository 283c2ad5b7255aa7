package dev.kawasemi.webhook;

import static dev.kawasemi.webhook.WebhookFixture.GITHUB;
import static dev.kawasemi.webhook.WebhookFixture.SECRET;
import static dev.kawasemi.webhook.WebhookFixture.SIGNED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Version;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookTest {
    private static final String GOOD = WebhookFixture.release("v1.9.3");

    @TempDir
    private Path folder;

    private WebhookFixture webhook;

    @BeforeEach
    void open() {
        webhook = new WebhookFixture(folder);
    }

    @AfterEach
    void close() {
        webhook.close();
    }

    private int release(String body) throws Exception {
        return webhook.post(GITHUB, body, WebhookFixture.github("release", body, SECRET))
                .statusCode();
    }

    @Test
    void publishedReleaseIsAnnouncedWithTheTitlesOfItsChanges() throws Exception {
        assertEquals(202, release(GOOD));
        assertEquals(
                List.of(new NewRelease(
                        new AppName("shop"),
                        new Version("v1.9.3"),
                        List.of("Cart keeps its items by @mia in #12", "Faster search by @bob in #13"))),
                webhook.announced);
    }

    @Test
    void sameDeliveryIsAnnouncedOnceAlsoAfterARestart() throws Exception {
        assertEquals(202, release(GOOD));
        Map<String, String> again = WebhookFixture.github("release", GOOD, SECRET);
        again.put("X-GitHub-Delivery", "00000000-0000-0000-0000-000000000000");
        assertEquals(409, webhook.post(GITHUB, GOOD, again).statusCode());
        webhook.restart(webhook.announced::add);
        assertEquals(409, release(GOOD));
        assertEquals(1, webhook.announced.size());
    }

    @Test
    void whatCouldNotBeNotedMayBeSentAgain() throws Exception {
        webhook.restart(release -> {
            throw new IllegalStateException("the disk is full");
        });
        assertEquals(500, release(GOOD));
        webhook.restart(webhook.announced::add);
        assertEquals(202, release(GOOD));
        assertEquals(1, webhook.announced.size());
    }

    @Test
    void successfulRunOfATagIsAnnouncedWithItsCommit() throws Exception {
        String body =
                "{\"action\": \"completed\", \"workflow_run\": {\"conclusion\": \"success\", \"head_branch\": \"v2.0\","
                        + " \"head_commit\": {\"message\": \"Cart keeps its items\\n\\nAnd more\"}},"
                        + " \"repository\": {\"full_name\": \"Me/Shop\"}}";
        Map<String, String> headers = WebhookFixture.github("workflow_run", body, SECRET);
        assertEquals(202, webhook.post(GITHUB, body, headers).statusCode());
        assertEquals(List.of("Cart keeps its items"), webhook.announced.get(0).changes());
    }

    @Test
    void signedPostOfAnyOtherSenderIsAnnounced() throws Exception {
        String body = "{\"version\": \"v3\", \"changes\": [\"One\", 2, \"  Three \\nmore\"]}";
        assertEquals(
                202,
                webhook.post(SIGNED, body, webhook.signed(body, Duration.ofMinutes(4)))
                        .statusCode());
        assertEquals(List.of("One", "Three"), webhook.announced.get(0).changes());
    }

    @Test
    void moreThanTenReleasesInAMinuteAreHeldBack() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertEquals(202, release(WebhookFixture.release("v1." + i)));
        }
        assertEquals(429, release(WebhookFixture.release("v1.10")));
        webhook.time.advance(Duration.ofMinutes(1));
        assertEquals(202, release(WebhookFixture.release("v1.10")));
    }

    @Test
    void senderOfManyBadRequestsIsTurnedAwayForAMinute() throws Exception {
        for (int i = 0; i < 60; i++) {
            assertEquals(404, webhook.post("/guess/" + i, "", Map.of()).statusCode());
        }
        var answer = webhook.post("/guess", "", Map.of());
        assertEquals(429, answer.statusCode());
        assertEquals("60", answer.headers().firstValue("Retry-After").orElse(""));
        webhook.time.advance(Duration.ofMinutes(1));
        assertEquals(202, release(GOOD));
    }

    @Test
    void longTitlesAndManyAreCut() throws Exception {
        String many = "* " + "x".repeat(500) + "\\n" + "* y\\n".repeat(60);
        assertEquals(
                202,
                release(GOOD.replaceFirst("\"body\": \".*\"", "\"body\": \"" + many.replace("\\", "\\\\") + "\"")));
        List<String> changes = webhook.announced.get(0).changes();
        assertEquals(20, changes.size());
        assertEquals(200, changes.get(0).length());
    }

    @Test
    void takenAddressIsSaidWithWhatToDo() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress there = new InetSocketAddress(InetAddress.getLoopbackAddress(), taken.getLocalPort());
            WebhookSettings settings = new WebhookSettings(there, List.of());
            try (Webhook other = Webhooks.open(settings, folder.resolve("other.db"), webhook.time)) {
                IllegalStateException e = assertThrows(IllegalStateException.class, () -> other.listen(release -> {}));
                assertTrue(String.valueOf(e.getMessage()).contains("webhook.listen"), e.getMessage());
            }
        }
    }

    @Test
    void shortSecretIsRefusedAndNoSecretIsPrinted() {
        assertThrows(IllegalArgumentException.class, () -> new WebhookSecret("short"));
        assertFalse(new WebhookSecret("0123456789abcdef").toString().contains("0123"));
    }
}
