package dev.kawasemi.bed;

import dev.kawasemi.container.ComposeApp;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.health.HealthSettings;
import dev.kawasemi.proxy.ProxySettings;
import dev.kawasemi.rollout.AppSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The bed's app as settings and as configuration text; the two say the same. Quick where a person's host would be patient. */
public final class BedSettings {
    private static final Duration GATE_DEADLINE = Duration.ofSeconds(30);
    /** Short: what is watched for is in tests of its own. */
    public static final AppSettings.Watch SHORT_WATCH =
            new AppSettings.Watch(Duration.ofSeconds(3), Duration.ofSeconds(1), 5);

    private static final Duration DRAIN_DEADLINE = Duration.ofMinutes(1);
    private static final List<List<String>> DEPTH =
            List.of(List.of("redis-cli", "llen", "celery"), List.of("redis-cli", "hlen", "unacked"));

    /** The tasks that a Celery worker has taken, as kombu's Redis transport keeps them. */
    private static final List<String> RUNNING = List.of(
            "redis-cli",
            "eval",
            "local r={} for _,v in ipairs(redis.call('hvals','unacked')) do local h=cjson.decode(v)[1].headers r[#r+1]=tostring(h.task)..' '..tostring(h.id) end return r",
            "0");

    private BedSettings() {}

    /** With the default deadline of the health gate. */
    public static AppSettings of(ExampleBed bed) {
        return of(bed, GATE_DEADLINE);
    }

    public static AppSettings of(ExampleBed bed, Duration gateDeadline) {
        return new AppSettings(
                compose(bed),
                new HealthSettings(
                        "/health/",
                        Optional.empty(),
                        200,
                        Duration.ofMillis(500),
                        Duration.ofSeconds(2),
                        2,
                        gateDeadline),
                bed.proxyKind()
                        .settings(
                                bed.proxyFile(),
                                bed.proxy().test(),
                                bed.proxy().reload(),
                                new ProxySettings.Verify(
                                        bed.publicUrl().resolve("/health/"),
                                        3,
                                        false,
                                        Duration.ofSeconds(2),
                                        Duration.ofSeconds(10))),
                AppSettings.Quiesce.STOP,
                SHORT_WATCH);
    }

    private static ComposeApp compose(ExampleBed bed) {
        return new ComposeApp(
                new AppName("shop"),
                bed.composeFile(),
                bed.project(),
                Optional.of("APP_TAG"),
                "web",
                8000,
                bed.port(Color.BLUE),
                bed.port(Color.GREEN),
                ComposeApp.Prepare.NONE,
                new ComposeApp.Stages(List.of("redis", "web"), List.of("worker"), List.of("beat")),
                Duration.ofSeconds(10),
                Optional.of(new ComposeApp.Queue("redis", DEPTH, RUNNING, DRAIN_DEADLINE)));
    }

    /** The {@code apps} block of a configuration file for this bed. */
    public static String hocon(ExampleBed bed, Duration gateDeadline) {
        return hocon(bed, gateDeadline, SHORT_WATCH, DRAIN_DEADLINE);
    }

    /**
     * The same with limits of its own, each in whole seconds.
     *
     * @param drainDeadline for working an old queue off
     */
    public static String hocon(ExampleBed bed, Duration gateDeadline, AppSettings.Watch watch, Duration drainDeadline) {
        return """
                kawasemi.apps.shop {
                  compose-file = %s
                  project = %s
                  version-variable = "APP_TAG"
                  web { service = "web", port = 8000 }
                  ports { blue = %d, green = %d }
                  prepare = "none"
                  stages { web = ["redis", "web"], workers = ["worker"], schedulers = ["beat"] }
                  stop-grace = 10s
                  health { path = "/health/", interval = 500ms, timeout = 2s, healthy-after = 2, deadline = %ds }
                  queue {
                    service = "redis"
                    depth-commands = [["redis-cli", "llen", "celery"], ["redis-cli", "hlen", "unacked"]]
                    running-command = ["redis-cli", "eval", "local r={} for _,v in ipairs(redis.call('hvals','unacked')) do local h=cjson.decode(v)[1].headers r[#r+1]=tostring(h.task)..' '..tostring(h.id) end return r", "0"]
                    drain-deadline = %ds
                  }
                  watch { duration = %ds, interval = %ds, failures = %d }
                  proxy {
                    kind = %s, file = %s, test = %s, reload = %s
                    public-url = %s, verify-times = 3
                  }
                }
                """.formatted(
                        quoted(bed.composeFile()),
                        quoted(bed.project()),
                        bed.port(Color.BLUE),
                        bed.port(Color.GREEN),
                        gateDeadline.toSeconds(),
                        drainDeadline.toSeconds(),
                        watch.duration().toSeconds(),
                        watch.interval().toSeconds(),
                        watch.failures(),
                        quoted(bed.proxyKind().kind()),
                        quoted(bed.proxyFile()),
                        list(bed.proxy().test()),
                        list(bed.proxy().reload()),
                        quoted(bed.publicUrl().resolve("/health/")));
    }

    private static String list(List<String> words) {
        return words.stream().map(BedSettings::quoted).toList().toString();
    }

    /** The bed's own names and folders hold neither quotes nor backslashes. */
    private static String quoted(Object value) {
        return "\"" + value + "\"";
    }
}
