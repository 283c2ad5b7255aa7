package dev.kawasemi.faults;

import dev.kawasemi.bed.Eventually;
import dev.kawasemi.time.TimeSource;
import dev.kawasemi.wire.DiscordStandIn;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** {@code kawasemi run} as a process of its own, which can be killed with no chance to do anything about it. */
final class BotProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Path config;
    private final Path log;
    private final DiscordStandIn discord;
    private final Map<String, String> environment;
    private final Path stateDir;
    private long sizeAtStart;
    private int loginsAtStart;
    private Optional<Process> process = Optional.empty();

    BotProcess(Path config, Path stateDir, DiscordStandIn discord, Map<String, String> environment) {
        this.config = config;
        this.stateDir = stateDir;
        this.log = config.resolveSibling("bot.log");
        this.discord = discord;
        this.environment = environment;
    }

    /** Returns when it is up, which does not wait for Discord; how long that took. */
    Duration start() {
        TimeSource time = TimeSource.system();
        Duration begun = time.elapsed();
        sizeAtStart = log.toFile().length();
        loginsAtStart = discord.trouble().identifies();
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-cp",
                        classPath(),
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
        Eventually.holds(START_LIMIT, "the bot is up", () -> saidSince("Kawasemi serves"), this::lastLines);
        return time.elapsed().minus(begun);
    }

    /** Ours without the tests, whose logging is another one. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.replace("/", "").endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** SIGKILL. Nothing that it started is told. */
    void kill9() {
        Process now = process.orElseThrow();
        now.destroyForcibly();
        awaitEnd(now, Duration.ofSeconds(10));
        process = Optional.empty();
        forgetLogins();
    }

    /** Whether its recovery is over since its newest start. */
    boolean recovered() {
        return saidSince("Recovery is over");
    }

    /** Whether it is logged in since its newest start. */
    boolean loggedIn() {
        return discord.trouble().identifies() > loginsAtStart;
    }

    private boolean saidSince(String words) {
        try {
            return Files.readString(log).substring((int) sizeAtStart).contains(words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** After several log-ins the bot makes a pause before the next, of up to 90 s. Its kills here stand for some on different days. */
    private void forgetLogins() {
        Path chat = stateDir.resolve("chat.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + chat);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("delete from fact where name = 'logins'");
        } catch (SQLException e) {
            throw new IllegalStateException("Tried to write " + chat, e);
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
