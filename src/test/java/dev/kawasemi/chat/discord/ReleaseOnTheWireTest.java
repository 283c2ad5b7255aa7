package dev.kawasemi.chat.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.chat.ChatServices;
import dev.kawasemi.chat.ChatSettings;
import dev.kawasemi.chat.Presenters;
import dev.kawasemi.chat.Releases;
import dev.kawasemi.chat.Roles;
import dev.kawasemi.deployment.FourEyes;
import dev.kawasemi.testing.FakeDeployEngine;
import dev.kawasemi.testing.Stories;
import dev.kawasemi.time.TimeSource;
import dev.kawasemi.webhook.Webhook;
import dev.kawasemi.webhook.WebhookSecret;
import dev.kawasemi.webhook.WebhookSettings;
import dev.kawasemi.wire.Interaction;
import dev.kawasemi.wire.Message;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From GitHub's request to the question in the channel and, pressed, to a deploy: HTTP, JDA and Discord's protocol over real sockets. */
class ReleaseOnTheWireTest extends BotFixture {
    private static final String SECRET = "0123456789abcdef-planted";
    private static final String BODY = """
            {"action": "published",
             "release": {"id": 1, "tag_name": "v1.9.3", "name": "Shop v1.9.3", "draft": false, "prerelease": false,
               "body": "## What's Changed\\r\\n* Cart keeps its items by @mia in #12\\r\\n* @everyone look by @bob in #13\\r\\n"},
             "repository": {"id": 2, "name": "shop", "full_name": "me/shop"}, "sender": {"login": "mia", "id": 3}}
            """;

    private final FakeDeployEngine engine = new FakeDeployEngine(clock, Stories.SHOP);
    private Webhook webhook;
    private int port;

    @BeforeEach
    void open() {
        WebhookSettings.Hook hook = new WebhookSettings.Hook(
                Stories.SHOP,
                WebhookSettings.Sender.GITHUB,
                new WebhookSecret(SECRET),
                "me/shop",
                Set.of("release"),
                Pattern.compile(".*"));
        InetSocketAddress listen = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        webhook = dev.kawasemi.webhook.Webhooks.open(
                new WebhookSettings(listen, List.of(hook)), folder.resolve("webhook.db"), clock);
        openBot(settings(discord.token()), TimeSource.system());
        ChatSettings chat = new ChatSettings("pi4", ZoneOffset.UTC, Set.of(ops), true);
        Roles roles = new Roles(Set.of(ops), Set.of(ops), Set.of());
        bot.start(ChatServices.create(
                engine, new ChatServices.Rules(roles, FourEyes.OFF), chat, clock, webhook.announcements()));
        engine.addListener(Presenters.create(bot, chat, clock));
        Releases releases = new Releases(engine, webhook.announcements(), bot, chat, Set.of());
        port = webhook.listen(out -> releases.announce(out.app(), out.version(), out.changes(), clock.now()))
                .getPort();
        awaitOnline();
    }

    @AfterEach
    void close() {
        webhook.close();
    }

    private int send() throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/github/shop"))
                .header("Content-Type", "application/json")
                .header("X-GitHub-Event", "release")
                .header("X-GitHub-Delivery", "72d3162e-cc78-11e3-81ab-4c9367dc0958")
                .header(
                        "X-Hub-Signature-256",
                        "sha256=" + HexFormat.of().formatHex(mac.doFinal(BODY.getBytes(StandardCharsets.UTF_8))))
                .POST(HttpRequest.BodyPublishers.ofString(BODY))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private Message asked() {
        return discord.awaitMessage(message -> message.content().startsWith("pi4 shop v1.9.3 is out."), LIMIT);
    }

    @Test
    void aReleaseOfGitHubsBecomesAQuestionAndPressedADeploy() throws Exception {
        assertEquals(202, send());
        Message question = asked();
        assertEquals(List.of("Deploy", "Not now"), question.labels());
        assertTrue(question.content().contains("- Cart keeps its items by"), question.content());
        Interaction press = discord.user("Bob", ops).press(question, "Deploy");
        press.awaitAck(LIMIT);
        Message settled = discord.awaitMessage(message -> message.content().contains("v1.9.3: deployed by Bob"), LIMIT);
        assertEquals(question.id(), settled.id());
        assertEquals(List.of(), settled.labels());
        discord.awaitMessage(message -> message.content().contains("Starting GREEN"), LIMIT);
        assertEquals(1, engine.calls().size(), engine.calls().toString());
        assertTrue(
                engine.calls().get(0).startsWith("deploy shop v1.9.3 "),
                engine.calls().toString());
        assertEquals(409, send(), "the same again");
    }

    @Test
    void withoutTheRoleThePressDeploysNothing() throws Exception {
        assertEquals(202, send());
        Message question = asked();
        discord.user("Eve").press(question, "Deploy").awaitResponse(message -> true, LIMIT);
        assertEquals(List.of(), engine.calls());
        assertEquals(List.of("Deploy", "Not now"), asked().labels());
    }
}
