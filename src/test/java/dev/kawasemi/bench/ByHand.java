package dev.kawasemi.bench;

import dev.kawasemi.bed.BedCommand;
import dev.kawasemi.bed.Eventually;
import dev.kawasemi.bed.ExampleBed;
import dev.kawasemi.bed.Visit;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.time.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Deploys of the same app by plain Compose calls, as people write them into a script; nothing of Kawasemi is in it. */
final class ByHand {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    /** Between the switch and the removal of the old colour: a look at the site. */
    private static final Duration LOOK_AT_IT = Duration.ofSeconds(8);

    private static final Duration FIXED_WAIT = Duration.ofSeconds(15);
    private static final int CHECKS = 10;
    private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(1);

    private final ExampleBed bed;
    private final TimeSource time = TimeSource.system();

    ByHand(ExampleBed bed) {
        this.bed = bed;
    }

    /** Everything of the new colour at once, wait until it is healthy, switch; later the old one goes. */
    void plain(Color next, String version) throws InterruptedException {
        up(next, version);
        awaitHealthy(next);
        route(next);
        time.sleep(LOOK_AT_IT);
        down(next.other());
    }

    /** The article's: workers stop, a fixed wait, a check, switch, workers start; later the old colour goes. */
    void article(Color next, String version) throws InterruptedException {
        compose(next.other(), "", "stop", "worker", "beat");
        up(next, version, "web");
        time.sleep(FIXED_WAIT);
        for (int check = 1; !headIsOk(next); check++) {
            if (check == CHECKS) {
                throw new AssertionError("the new web did not answer " + CHECKS + " checks");
            }
            time.sleep(BETWEEN_CHECKS);
        }
        route(next);
        up(next, version, "worker", "beat");
        time.sleep(LOOK_AT_IT);
        down(next.other());
    }

    /** From nothing to the first answer of a new web that has the core to itself: nobody can be faster. */
    Duration limit(Color color, String version) {
        Duration began = time.elapsed();
        up(color, version, "web");
        Eventually.holds(LIMIT, "the web's first answer", () -> healthy(color), () -> "nothing");
        return time.elapsed().minus(began);
    }

    void up(Color color, String version, String... services) {
        List<String> words = new ArrayList<>(List.of("up", "-d"));
        words.addAll(List.of(services));
        compose(color, version, words.toArray(String[]::new));
    }

    void awaitHealthy(Color color) {
        Eventually.holds(LIMIT, color + " is healthy", () -> healthy(color), () -> bed.services(color));
    }

    void down(Color color) {
        compose(color, "", "down", "--timeout", "10");
    }

    private void compose(Color color, String version, String... words) {
        List<String> argv = new ArrayList<>(List.of("env", "COLOR=" + color.id(), "WEB_PORT=" + bed.port(color)));
        if (!version.isEmpty()) {
            argv.add("APP_TAG=" + version);
        }
        argv.addAll(List.of(
                "docker",
                "compose",
                "-p",
                bed.project(color),
                "-f",
                bed.composeFile().toString()));
        argv.addAll(List.of(words));
        var unused = BedCommand.run(LIMIT, argv);
    }

    private boolean healthy(Color color) {
        return Visit.to(bed.ownUrl(color).resolve("/health/")).ok();
    }

    private boolean headIsOk(Color color) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    bed.ownUrl(color).resolve("/health/").toURL().openConnection();
            connection.setRequestMethod("HEAD");
            connection.setConnectTimeout(5000);
            connection.setReadTimeout(5000);
            int status = connection.getResponseCode();
            connection.disconnect();
            return status == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Rewrites the included file and reloads nginx. */
    void route(Color color) {
        String name = "kawasemi_" + BenchScene.APP;
        try {
            Files.writeString(
                    bed.proxyFile(),
                    "upstream " + name + " { server 127.0.0.1:" + bed.port(color) + "; }\n" + "map $upstream_addr $"
                            + name + "_color { default " + color.id() + "; }\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var unused = BedCommand.run(Duration.ofSeconds(20), bed.proxy().reload());
    }
}
