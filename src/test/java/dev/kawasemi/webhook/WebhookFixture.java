package dev.kawasemi.webhook;

import dev.kawasemi.deployment.AppName;
import dev.kawasemi.testing.FakeTime;
import dev.kawasemi.webhook.WebhookSettings.Hook;
import dev.kawasemi.webhook.WebhookSettings.Sender;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** A webhook that listens, with what it announced, and a sender that signs as GitHub and as everyone else does. */
final class WebhookFixture implements AutoCloseable {
    static final WebhookSecret SECRET = new WebhookSecret("0123456789abcdef-planted");
    static final WebhookSecret OTHER = new WebhookSecret("fedcba9876543210-planted");
    static final String GITHUB = "/github/shop";
    static final String SIGNED = "/release/shop";

    final FakeTime time = new FakeTime();
    final List<NewRelease> announced = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Path seen;
    private Webhook webhook;
    private int port;

    WebhookFixture(Path folder) {
        this.seen = folder.resolve("webhook.db");
        this.webhook = open(announced::add);
    }

    /** As after a restart of the bot. */
    void restart(ReleaseListener listener) {
        webhook.close();
        webhook = open(listener);
    }

    private Webhook open(ReleaseListener listener) {
        AppName shop = new AppName("shop");
        Pattern versions = Pattern.compile("v[0-9.]+");
        Hook github = new Hook(shop, Sender.GITHUB, SECRET, "me/shop", Set.of("release", "workflow_run"), versions);
        Hook signed = new Hook(shop, Sender.SIGNED, SECRET, "", Set.of(), versions);
        InetSocketAddress listen = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        Webhook opened = Webhooks.open(new WebhookSettings(listen, List.of(github, signed)), seen, time);
        port = opened.listen(listener).getPort();
        return opened;
    }

    /** A real-shaped payload of a published release, shortened to what a reader could take for it. */
    static String release(String version) {
        return """
                {"action": "published",
                 "release": {"url": "https://api.github.test/repos/me/shop/releases/1", "id": 1, "tag_name": "%s",
                   "target_commitish": "main", "name": "Shop %s", "draft": false, "prerelease": false,
                   "body": "## What's Changed\\r\\n* Cart keeps its items by @mia in #12\\r\\n* Faster search by @bob in #13\\r\\n\\r\\n**Full Changelog**: v1...v2"},
                 "repository": {"id": 2, "name": "shop", "full_name": "me/shop", "private": true},
                 "sender": {"login": "mia", "id": 3}}
                """.formatted(version, version);
    }

    static Map<String, String> github(String event, String body, WebhookSecret secret) {
        Map<String, String> headers = json();
        headers.put("X-GitHub-Event", event);
        headers.put("X-GitHub-Delivery", "72d3162e-cc78-11e3-81ab-4c9367dc0958");
        headers.put("X-Hub-Signature-256", "sha256=" + secret.sign(body.getBytes(StandardCharsets.UTF_8)));
        return headers;
    }

    Map<String, String> signed(String body, Duration ago) {
        return signed(body, Long.toString(time.now().minus(ago).getEpochSecond()));
    }

    static Map<String, String> signed(String body, String timestamp) {
        Map<String, String> headers = json();
        headers.put("X-Kawasemi-Timestamp", timestamp);
        String all = timestamp + "." + body;
        headers.put("X-Kawasemi-Signature", "sha256=" + SECRET.sign(all.getBytes(StandardCharsets.UTF_8)));
        return headers;
    }

    private static Map<String, String> json() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        return headers;
    }

    HttpResponse<String> post(String path, String body, Map<String, String> headers) throws Exception {
        return send("POST", path, body, headers);
    }

    HttpResponse<String> send(String method, String path, String body, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(10))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        webhook.close();
    }
}
