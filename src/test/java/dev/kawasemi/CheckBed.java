package dev.kawasemi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kawasemi.cli.CheckReport;
import dev.kawasemi.cli.Cli;
import dev.kawasemi.cli.Host;
import dev.kawasemi.config.ConfigLoader;
import dev.kawasemi.config.ConfigProblems;
import dev.kawasemi.config.Settings;
import dev.kawasemi.container.ContainerEngines;
import dev.kawasemi.deployment.Finding;
import dev.kawasemi.health.HealthGates;
import dev.kawasemi.health.HealthProbe;
import dev.kawasemi.health.HealthProbes;
import dev.kawasemi.host.HostSampler;
import dev.kawasemi.journal.Journal;
import dev.kawasemi.proxy.ProxySwitchers;
import dev.kawasemi.rollout.AppSettings;
import dev.kawasemi.rollout.Parts;
import dev.kawasemi.rollout.Pulse;
import dev.kawasemi.testing.FakeHostSampler;
import dev.kawasemi.time.TimeSource;
import dev.kawasemi.wire.DiscordStandIn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * A good host on which faults are planted: the real check behind the real command line, on a real configuration, journal, state folder, proxy file, web and
 * public entry, and Discord's stand-in. Docker and nginx are played ({@link PlayedHost}).
 */
final class CheckBed implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    final Path folder;
    final PlayedHost host;
    final PlayedWeb web = new PlayedWeb();
    final PlayedWeb entry = new PlayedWeb();
    final DiscordStandIn discord = DiscordStandIn.start();
    final String ops = discord.role("ops");
    final TreeSet<Integer> takenPorts = new TreeSet<>();
    final SkewedTime time = new SkewedTime();
    final FakeHostSampler sampler = new FakeHostSampler(time);
    private String config;

    CheckBed(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(state());
        Files.createDirectories(proxyFile().getParent());
        Files.writeString(composeFile(), "services: {}\n");
        host = new PlayedHost(composeFile(), web.port());
        web.answer(200);
        entry.answer(200, "X-Kawasemi-Color", "blue");
        config = """
                kawasemi {
                  state-dir = "%s"
                  discord {
                    token = "%s", guild = "%s", channel = "%s", api-url = "%s"
                    roles { deploy = ["%s"], approve = ["%s"] }
                  }
                  apps {
                    shop {
                      compose-file = "docker-compose.yml", project = "shop"
                      web { service = "web", port = 8000 }
                      ports { blue = %d, green = 1 }
                      stages { web = ["web"], workers = ["worker"], schedulers = ["beat"] }
                      health { path = "/health/", host = "shop.example" }
                      proxy { file = "proxy/shop.conf", reload = ["/bin/true"], public-url = "http://127.0.0.1:%d/" }
                    }
                  }
                }
                """.formatted(
                        state(),
                        discord.token(),
                        discord.guildId(),
                        discord.channelId(),
                        discord.apiUrl(),
                        ops,
                        ops,
                        web.port(),
                        entry.port());
        replace("\"proxy/shop.conf\"", "\"" + proxyFile() + "\"");
        takenPorts.add(web.port());
        blueServes();
    }

    Path state() {
        return folder.resolve("state");
    }

    Path composeFile() {
        return folder.resolve("docker-compose.yml");
    }

    Path proxyFile() {
        return folder.resolve("proxy/shop.conf");
    }

    Path configFile() {
        return folder.resolve("application.conf");
    }

    /** In the configuration. */
    void replace(String from, String to) {
        if (!config.contains(from)) {
            throw new IllegalArgumentException("the configuration has no " + from);
        }
        config = config.replace(from, to);
    }

    /** BLUE runs and the proxy leads to it. */
    void blueServes() throws IOException {
        Files.writeString(proxyFile(), host.proxyText("blue"));
        host.runs("shop-blue", "web", "worker", "beat");
        host.printsConfiguration(Files.readString(proxyFile()) + PlayedHost.SITE);
    }

    /** As after {@code init}, before the first deploy. */
    void nothingServesYet() throws IOException {
        Files.writeString(proxyFile(), host.proxyText("none"));
        host.nothingRuns();
        takenPorts.clear();
        web.close();
        entry.answer(502);
        host.printsConfiguration(Files.readString(proxyFile()) + PlayedHost.SITE);
    }

    /** What one call came to. */
    record Checked(int code, String out, String err) {
        JsonNode json() {
            try {
                return JSON.readTree(out);
            } catch (IOException e) {
                throw new UncheckedIOException(out, e);
            }
        }

        /** {@code text -> fix} of all problems. */
        List<String> problems() {
            List<String> all = new ArrayList<>();
            json().path("problems")
                    .forEach(one -> all.add(
                            one.path("text").asText() + " -> " + one.path("fix").asText()));
            return all;
        }
    }

    Checked check(String... options) throws IOException {
        Files.writeString(configFile(), config);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        List<String> words = new ArrayList<>(List.of("--config", configFile().toString(), "check"));
        words.addAll(List.of(options));
        int code = new Cli(new Looking(), stream(out), stream(err)).run(words.toArray(String[]::new));
        return new Checked(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    /** As the program does it, with the parts of this bed. */
    private final class Looking implements Host.Factory {
        @Override
        public Host open(Path file) {
            throw new IllegalStateException("a check opens no host");
        }

        @Override
        public CheckReport check(Path file) throws Host.NotStarted {
            try {
                Settings settings = ConfigLoader.load(file);
                List<Finding> ofJournal = new ArrayList<>();
                try (HealthProbe probe = HealthProbes.http();
                        Journal journal = HostCheck.journal(settings.rollout().stateDir(), time, ofJournal)) {
                    return new HostCheck(settings, parts(settings, probe, journal), false).look(ofJournal, List.of());
                }
            } catch (ConfigProblems e) {
                throw new Host.NotStarted(e.problems());
            }
        }
    }

    private Parts parts(Settings settings, HealthProbe probe, Journal journal) {
        AppSettings shop = settings.rollout().apps().get(0);
        ProxySwitchers.App seen = new ProxySwitchers.App(
                shop.name(), shop.compose().bluePort(), shop.compose().greenPort());
        return new Parts(
                ContainerEngines.docker(host.runner, time, settings.rollout().stateDir()),
                name -> ProxySwitchers.of(seen, shop.proxy(), host.runner, time),
                HealthGates.polling(probe, time),
                probe,
                () -> (HostSampler) sampler,
                journal,
                time,
                Pulse.everySecond(),
                port -> !takenPorts.contains(port),
                Runnable::run);
    }

    /** The wall clock of a host without one of its own. */
    static final class SkewedTime implements TimeSource {
        private final TimeSource real = TimeSource.system();
        Duration ahead = Duration.ZERO;

        @Override
        public Instant now() {
            return real.now().plus(ahead);
        }

        @Override
        public Duration elapsed() {
            return real.elapsed();
        }

        @Override
        public String origin() {
            return real.origin();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            real.sleep(duration);
        }
    }

    @Override
    public void close() throws IOException {
        web.close();
        entry.close();
        discord.close();
    }
}
