package dev.kawasemi.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.AppName;
import dev.kawasemi.testing.FakeDeployEngine;
import dev.kawasemi.testing.FakeTime;
import dev.kawasemi.testing.Stories;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MetricsTest {
    /** One sample's line of the format: name, labels, value. */
    private static final Pattern LINE = Pattern.compile(
            "[a-z_]+(\\{[a-z]+=\"[a-z0-9_-]+\"(,[a-z]+=\"[a-z0-9_-]+\")*\\})? -?[0-9]+(\\.[0-9]+)?(E[0-9]+)?");

    private static final AppName BLOG = new AppName("blog");

    private static String asked() {
        return Exposition.of(
                List.of(Stories.SHOP, BLOG),
                List.of(
                        Stories.upgrade(43)
                                .switched()
                                .asked(Stories.evidence(7))
                                .deployment(),
                        Stories.upgrade().neverHealthy("HTTP 503").deployment(),
                        Stories.firstDeploy().deployment()),
                OptionalInt.of(3));
    }

    @Test
    void tellsOutcomesStatesGapsAndQueues() {
        List<String> lines = asked().lines().toList();
        for (String expected : List.of(
                "kawasemi_deployments_total{app=\"shop\",outcome=\"aborted\"} 1",
                "kawasemi_deployments_total{app=\"shop\",outcome=\"completed\"} 0",
                "kawasemi_deployments_total{app=\"blog\",outcome=\"rolled_back\"} 0",
                "kawasemi_deployment_phase{app=\"shop\",phase=\"awaiting_approval\"} 1",
                "kawasemi_serving_color{app=\"shop\",color=\"green\"} 1",
                "kawasemi_last_step_seconds{app=\"shop\",step=\"prepare\"} 41.0",
                "kawasemi_last_workers_gap_seconds{app=\"shop\"} 9.0",
                "kawasemi_last_schedulers_gap_seconds{app=\"shop\"} 9.5",
                "kawasemi_old_queue_tasks{app=\"shop\"} 7",
                "kawasemi_outbox_messages 3")) {
            assertTrue(lines.contains(expected), () -> expected + " is not in:\n" + asked());
        }
    }

    @Test
    void everyLineIsOfTheFormatAndEachNameHasOneHeadBeforeIt() {
        Set<String> heads = new HashSet<>();
        String name = "";
        for (String line : asked().lines().toList()) {
            if (line.startsWith("# HELP ")) {
                name = line.split(" ", -1)[2];
                assertTrue(heads.add(name), name);
            } else if (!line.startsWith("# TYPE " + name + " ")) {
                assertTrue(LINE.matcher(line).matches() && line.startsWith(name), line);
            }
        }
    }

    @Test
    void whatIsNotMeasuredHasNoLine() {
        String text = Exposition.of(
                List.of(Stories.SHOP),
                List.of(Stories.upgrade()
                        .switched()
                        .asked(Stories.notMeasured())
                        .deployment()),
                OptionalInt.empty());
        assertFalse(text.contains("kawasemi_last_workers_gap_seconds{"), text);
        assertFalse(text.contains("kawasemi_old_queue_tasks{"), text);
        assertFalse(text.contains("outbox"), text);
    }

    @Test
    void isReadByHttpOnOnePathAndOnlyRead() throws Exception {
        FakeDeployEngine engine = new FakeDeployEngine(new FakeTime(), Stories.SHOP);
        engine.put(Stories.upgrade().switched().deployment());
        InetSocketAddress listen = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (Metrics metrics = Metrics.open(listen, engine, OptionalInt::empty)) {
            assertTrue(ask(metrics, "GET", "/metrics").body().contains("kawasemi_deployment_phase{app=\"shop\""));
            assertEquals(404, ask(metrics, "GET", "/").statusCode());
            assertEquals(405, ask(metrics, "POST", "/metrics").statusCode());
            IllegalStateException taken = assertThrows(
                    IllegalStateException.class, () -> Metrics.open(metrics.address(), engine, OptionalInt::empty));
            assertTrue(String.valueOf(taken.getMessage()).contains("metrics.listen"), taken.getMessage());
        }
    }

    private static HttpResponse<String> ask(Metrics metrics, String method, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + metrics.address().getPort() + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
