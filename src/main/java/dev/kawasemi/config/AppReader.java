package dev.kawasemi.config;

import dev.kawasemi.container.ComposeApp;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.health.HealthSettings;
import dev.kawasemi.rollout.AppSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads one app's block over the defaults. */
final class AppReader {
    // Compose's own rule for project names, less one for the colour that is added (compose-spec, "name").
    private static final Pattern PROJECT = Pattern.compile("[a-z0-9][a-z0-9_-]{0,55}");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Duration TICK = Duration.ofMillis(1);

    private final AppName name;
    private final KeyReader keys;
    private final Path folder;

    AppReader(AppName name, KeyReader keys, Path folder) {
        this.name = name;
        this.keys = keys;
        this.folder = folder;
    }

    AppName name() {
        return name;
    }

    KeyReader keys() {
        return keys;
    }

    AppSettings read() {
        return new AppSettings(
                compose(), health(), new ProxyReader(keys.at("proxy")).read(), quiesce(), watch(), keepReleases());
    }

    private ComposeApp compose() {
        KeyReader web = keys.at("web");
        KeyReader ports = keys.at("ports");
        int blue = ports.number("blue", 1, 65535, "a port");
        int green = ports.number("green", 1, 65535, "a port");
        if (blue == green && blue != 1) {
            ports.problem("green", String.valueOf(green), "another port than blue's");
        }
        return new ComposeApp(
                name,
                folder.resolve(keys.text("compose-file", "the path of a compose file")),
                keys.text(
                        "project",
                        "a Compose project name: a-z, 0-9, _ and -",
                        text -> PROJECT.matcher(text).matches()),
                versionVariable(),
                web.text("service", "a service of the compose file"),
                web.number("port", 1, 65535, "the port inside the container"),
                blue,
                green,
                keys.choice("prepare", List.of(ComposeApp.Prepare.values()), AppReader::word),
                stages(web),
                keys.duration("stop-grace", Duration.ofSeconds(1)),
                queue());
    }

    private Optional<String> versionVariable() {
        return keys.optionalText("version-variable", "the name of a variable, or null")
                .filter(variable -> {
                    boolean valid = VARIABLE.matcher(variable).matches();
                    if (!valid) {
                        keys.problem(
                                "version-variable", keys.shown("version-variable"), "the name of a variable, or null");
                    }
                    return valid;
                });
    }

    private ComposeApp.Stages stages(KeyReader web) {
        KeyReader stages = keys.at("stages");
        String expected = "a list of services";
        List<String> first = stages.texts("web", expected);
        List<String> workers = stages.texts("workers", expected);
        List<String> schedulers = stages.texts("schedulers", expected);
        String service = web.text("service", "a service of the compose file");
        if (!service.isEmpty() && !first.contains(service)) {
            stages.problem("web", stages.shown("web"), "a list with web.service, \"" + service + "\"");
        }
        long all = Stream.of(first, workers, schedulers).mapToLong(List::size).sum();
        long distinct = Stream.of(first, workers, schedulers)
                .flatMap(List::stream)
                .distinct()
                .count();
        if (all != distinct) {
            keys.problem("stages", keys.shown("stages"), "each service in one stage only");
        }
        return new ComposeApp.Stages(first, workers, schedulers);
    }

    private Optional<ComposeApp.Queue> queue() {
        KeyReader queue = keys.at("queue");
        Duration drain = queue.duration("drain-deadline", TICK);
        boolean wanted = queue.has("service");
        if (!queue.has("depth-commands") && !wanted) {
            return Optional.empty();
        }
        return Optional.of(new ComposeApp.Queue(
                queue.text("service", "the broker's service"),
                queue.commands("depth-commands"),
                queue.texts("running-command", "a command: a list of texts"),
                drain));
    }

    private HealthSettings health() {
        KeyReader health = keys.at("health");
        return new HealthSettings(
                health.text("path", "a path that begins with /", text -> text.startsWith("/")),
                health.optionalText("host", "a host name, or null"),
                health.number("expect", 100, 599, "an HTTP status"),
                health.duration("interval", Duration.ofMillis(10)),
                health.duration("timeout", Duration.ofMillis(10)),
                health.number("healthy-after", 1, 1000, "successes in a row"),
                health.duration("deadline", Duration.ofSeconds(1)));
    }

    private AppSettings.Quiesce quiesce() {
        return keys.choice("quiesce", List.of(AppSettings.Quiesce.values()), AppReader::word);
    }

    private AppSettings.Watch watch() {
        KeyReader watch = keys.at("watch");
        return new AppSettings.Watch(
                watch.duration("duration", Duration.ZERO),
                watch.duration("interval", Duration.ofMillis(10)),
                watch.number("failures", 1, 1000, "failures in a row"));
    }

    private OptionalInt keepReleases() {
        return keys.has("keep-releases")
                ? OptionalInt.of(keys.number("keep-releases", 1, 100, "a number of releases, or null for all"))
                : OptionalInt.empty();
    }

    private static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
