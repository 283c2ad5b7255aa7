package dev.kawasemi.faults;

import dev.kawasemi.bed.Eventually;
import dev.kawasemi.time.TimeSource;
import dev.kawasemi.wire.DiscordStandIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** {@code kawasemi run} as a process of its own, which can be killed with no chance to do anything about it. */
final class BotProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Path config;
    private final Path log;
    private final DiscordStandIn discord;
    private final Map<String, String> environment;
    private long sizeAtStart;
    private Optional<Process> process = Optional.empty();

    BotProcess(Path config, Path log, DiscordStandIn discord, Map<String, String> environment) {
        this.config = config;
        this.log = log;
        this.discord = discord;
        this.environment = environment;
    }

    /** Returns when it is logged in; how long that took. */
    Duration start() {
        TimeSource time = TimeSource.system();
        sizeAtStart = log.toFile().length();
        Duration begun = time.elapsed();
        int before = discord.trouble().identifies();
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-Dlogback.configurationFile="
                                + Path.of(System.getProperty("project.basedir", "."), "conf/logback.xml"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.kawasemi.Main",
                        "--config",
                        config.toString(),
                        "run")
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            process = Optional.of(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("Tried to start the bot", e);
        }
        Eventually.holds(
                START_LIMIT, "the bot logs in", () -> discord.trouble().identifies() > before, this::lastLines);
        return time.elapsed().minus(begun);
    }

    /** SIGKILL. Nothing that it started is told. */
    void kill9() {
        Process now = process.orElseThrow();
        now.destroyForcibly();
        awaitEnd(now, Duration.ofSeconds(10));
        process = Optional.empty();
    }

    /** Whether it has said since its newest start that its recovery is over. */
    boolean recovered() {
        try {
            return Files.readString(log).substring((int) sizeAtStart).contains("Recovery is over");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String lastLines() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
        } catch (IOException e) {
            return "no log: " + e.getMessage();
        }
    }

    @Override
    public void close() {
        process.ifPresent(running -> {
            running.destroy();
            if (!awaitEnd(running, Duration.ofSeconds(60))) {
                running.destroyForcibly();
            }
        });
    }

    private static boolean awaitEnd(Process process, Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
