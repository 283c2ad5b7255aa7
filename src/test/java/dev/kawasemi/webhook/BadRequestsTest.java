package dev.kawasemi.webhook;

import static dev.kawasemi.webhook.WebhookFixture.GITHUB;
import static dev.kawasemi.webhook.WebhookFixture.OTHER;
import static dev.kawasemi.webhook.WebhookFixture.SECRET;
import static dev.kawasemi.webhook.WebhookFixture.SIGNED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.kawasemi.testing.Shows;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each bad request is refused with its own status and has no effect. */
class BadRequestsTest {
    private static final String GOOD = WebhookFixture.release("v1.9.3");
    private static final String PLAIN = "{\"version\": \"v1.9.3\"}";

    @TempDir
    private Path folder;

    private record Bad(String name, int status, Ask ask) {}

    @FunctionalInterface
    private interface Ask {
        HttpResponse<String> of(WebhookFixture webhook) throws Exception;
    }

    @Test
    void everyBadRequestIsRefusedWithoutEffect() throws Exception {
        List<Bad> all = new ArrayList<>();
        all.addAll(signatures());
        all.addAll(addresses());
        all.addAll(bodies());
        all.addAll(versions());
        all.addAll(events());
        all.addAll(times());
        int accepted;
        List<String> wrong = new ArrayList<>();
        try (WebhookFixture webhook = new WebhookFixture(folder)) {
            for (Bad bad : all) {
                HttpResponse<String> answer = bad.ask().of(webhook);
                if (answer.statusCode() != bad.status()) {
                    wrong.add(bad.name() + ": " + answer.statusCode() + " " + answer.body());
                }
                assertFalse(answer.body().contains("planted"), "the secret is in an answer");
                // Else the sender would be turned away for its many bad ones.
                webhook.time.advance(Duration.ofMinutes(1));
            }
            accepted = webhook.announced.size();
            assertEquals(
                    202,
                    webhook.post(GITHUB, GOOD, WebhookFixture.github("release", GOOD, SECRET))
                            .statusCode(),
                    "a good one still passes");
        }
        Shows.write("bad-webhooks", all.size());
        Shows.write("bad-webhooks-accepted", accepted);
        assertEquals(List.of(), wrong);
        assertEquals(0, accepted);
    }

    private static Bad github(String name, int status, String body, Consumer<Map<String, String>> change) {
        return new Bad(name, status, webhook -> {
            Map<String, String> headers = WebhookFixture.github("release", body, SECRET);
            change.accept(headers);
            return webhook.post(GITHUB, body, headers);
        });
    }

    private static List<Bad> signatures() {
        String right = SECRET.sign(GOOD.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return List.of(
                github("no signature", 401, GOOD, headers -> headers.remove("X-Hub-Signature-256")),
                github("an empty one", 401, GOOD, headers -> headers.put("X-Hub-Signature-256", "")),
                github("the old sha1 one", 401, GOOD, headers -> headers.put("X-Hub-Signature-256", "sha1=" + right)),
                github("without its name", 401, GOOD, headers -> headers.put("X-Hub-Signature-256", right)),
                github(
                        "cut short",
                        401,
                        GOOD,
                        headers -> headers.put("X-Hub-Signature-256", "sha256=" + right.substring(1))),
                github("too long", 401, GOOD, headers -> headers.put("X-Hub-Signature-256", "sha256=" + right + "0")),
                github(
                        "in capitals",
                        401,
                        GOOD,
                        headers -> headers.put(
                                "X-Hub-Signature-256", "sha256=" + right.toUpperCase(java.util.Locale.ROOT))),
                new Bad(
                        "by another secret",
                        401,
                        webhook -> webhook.post(GITHUB, GOOD, WebhookFixture.github("release", GOOD, OTHER))),
                new Bad(
                        "of another body",
                        401,
                        webhook -> webhook.post(GITHUB, GOOD + " ", WebhookFixture.github("release", GOOD, SECRET))),
                new Bad(
                        "of GitHub's at the other door",
                        401,
                        webhook -> webhook.post(SIGNED, GOOD, WebhookFixture.github("release", GOOD, SECRET))),
                new Bad(
                        "of the other door at GitHub's",
                        401,
                        webhook -> webhook.post(GITHUB, PLAIN, webhook.signed(PLAIN, Duration.ZERO))));
    }

    private static List<Bad> addresses() {
        Map<String, String> good = WebhookFixture.github("release", GOOD, SECRET);
        return List.of(
                new Bad("nobody's path", 404, webhook -> webhook.post("/", GOOD, good)),
                new Bad("another app", 404, webhook -> webhook.post("/github/blog", GOOD, good)),
                new Bad("beyond the path", 404, webhook -> webhook.post(GITHUB + "/x", GOOD, good)),
                new Bad("up and down", 404, webhook -> webhook.post("/x/.." + GITHUB, GOOD, good)),
                new Bad("GET", 405, webhook -> webhook.send("GET", GITHUB, "", good)),
                new Bad("PUT", 405, webhook -> webhook.send("PUT", GITHUB, GOOD, good)),
                new Bad("DELETE", 405, webhook -> webhook.send("DELETE", GITHUB, GOOD, good)),
                github(
                        "a form",
                        415,
                        GOOD,
                        headers -> headers.put("Content-Type", "application/x-www-form-urlencoded")),
                github("no type", 415, GOOD, headers -> headers.remove("Content-Type")),
                github("text", 415, GOOD, headers -> headers.put("Content-Type", "text/plain; a=application/json")));
    }

    private static List<Bad> bodies() {
        return List.of(
                github("empty", 400, "", headers -> {}),
                github("no JSON", 400, "release v1.9.3", headers -> {}),
                github("cut off", 400, GOOD.substring(0, GOOD.length() / 2), headers -> {}),
                github("two of them", 400, GOOD + GOOD, headers -> {}),
                github("a list", 400, "[" + GOOD + "]", headers -> {}),
                github("null", 400, "null", headers -> {}),
                github("nested ten thousand times", 400, "[".repeat(10_000) + "]".repeat(10_000), headers -> {}),
                github("objects in objects", 400, "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000), headers -> {}),
                github("a number of ten thousand digits", 400, "{\"a\": " + "9".repeat(10_000) + "}", headers -> {}),
                github("a name of half a million", 400, "{\"" + "a".repeat(500_000) + "\": 1}", headers -> {}),
                github("a text of 600,000", 400, "{\"a\": \"" + "b".repeat(600_000) + "\"}", headers -> {}),
                github("a name twice", 400, "{\"action\": \"published\", " + GOOD.substring(1), headers -> {}),
                github("over a megabyte", 413, "{\"a\": \"" + " ".repeat(1_100_000) + "\"}", headers -> {}));
    }

    private static List<Bad> versions() {
        return List.of(
                github("a shell's", 422, WebhookFixture.release("; rm -rf /"), headers -> {}),
                github("everyone", 422, WebhookFixture.release("@everyone"), headers -> {}),
                github("an empty version", 422, WebhookFixture.release(""), headers -> {}),
                github("129 characters", 422, WebhookFixture.release("v" + "1".repeat(128)), headers -> {}),
                github("an image's whole name", 422, WebhookFixture.release("evil.test/shop:v1"), headers -> {}),
                github("one of another kind", 202, WebhookFixture.release("nightly"), headers -> {}),
                signed("a number for a version", 422, "{\"version\": 2}"),
                signed("no version", 422, "{}"));
    }

    private static Bad signed(String name, int status, String body) {
        return new Bad(name, status, webhook -> webhook.post(SIGNED, body, webhook.signed(body, Duration.ZERO)));
    }

    private static List<Bad> events() {
        String elsewhere = GOOD.replace("me/shop", "you/shop");
        String draft = GOOD.replace("\"draft\": false", "\"draft\": true");
        String edited = GOOD.replace("published", "edited");
        String failed =
                "{\"action\": \"completed\", \"workflow_run\": {\"conclusion\": \"failure\", \"head_branch\": \"v2\"},"
                        + " \"repository\": {\"full_name\": \"me/shop\"}}";
        return List.of(
                github("another repository", 403, elsewhere, headers -> {}),
                github("no repository", 403, "{\"action\": \"published\"}", headers -> {}),
                github("a draft", 202, draft, headers -> {}),
                github("an edit", 202, edited, headers -> {}),
                github(
                        "an event not listened to",
                        202,
                        GOOD,
                        headers -> headers.put("X-GitHub-Event", "registry_package")),
                github("an unknown event", 202, GOOD, headers -> headers.put("X-GitHub-Event", "star")),
                github("no event", 202, GOOD, headers -> headers.remove("X-GitHub-Event")),
                github("a failed run", 202, failed, headers -> headers.put("X-GitHub-Event", "workflow_run")),
                github("a ping", 200, GOOD, headers -> headers.put("X-GitHub-Event", "ping")));
    }

    private static List<Bad> times() {
        return List.of(
                new Bad(
                        "an hour old",
                        401,
                        webhook -> webhook.post(SIGNED, PLAIN, webhook.signed(PLAIN, Duration.ofHours(1)))),
                new Bad(
                        "an hour ahead",
                        401,
                        webhook -> webhook.post(SIGNED, PLAIN, webhook.signed(PLAIN, Duration.ofHours(-1)))),
                new Bad("no time", 401, webhook -> {
                    Map<String, String> headers = webhook.signed(PLAIN, Duration.ZERO);
                    headers.remove("X-Kawasemi-Timestamp");
                    return webhook.post(SIGNED, PLAIN, headers);
                }),
                new Bad("another time than the signed one", 401, webhook -> {
                    Map<String, String> headers = webhook.signed(PLAIN, Duration.ofHours(1));
                    headers.put(
                            "X-Kawasemi-Timestamp",
                            Long.toString(webhook.time.now().getEpochSecond()));
                    return webhook.post(SIGNED, PLAIN, headers);
                }),
                new Bad(
                        "a time that is none",
                        401,
                        webhook -> webhook.post(SIGNED, PLAIN, WebhookFixture.signed(PLAIN, "yesterday"))),
                new Bad(
                        "a time beyond all time",
                        401,
                        webhook -> webhook.post(SIGNED, PLAIN, WebhookFixture.signed(PLAIN, "9".repeat(30)))));
    }
}
