package dev.kawasemi.faults;

import dev.kawasemi.time.TimeSource;
import dev.kawasemi.wire.DiscordStandIn;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** {@code kawasemi run} as a process of its own, which can be killed with no chance to do anything about it. */
public final class BotProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private static final Duration LOOK = Duration.ofMillis(2);

    private final List<String> command;
    private final Path log;
    private final DiscordStandIn discord;
    private final Map<String, String> environment;
    private final Path stateDir;
    private long sizeAtStart;
    private int loginsAtStart;
    private Optional<Process> process = Optional.empty();

    /** By plain java, from the classes that are under test. */
    BotProcess(Path config, Path stateDir, DiscordStandIn discord, Map<String, String> environment) {
        this(plainJava(), config, stateDir, discord, environment);
    }

    /** @param program what starts Kawasemi; the options and the verb follow */
    public BotProcess(
            List<String> program, Path config, Path stateDir, DiscordStandIn discord, Map<String, String> environment) {
        List<String> words = new ArrayList<>(program);
        words.addAll(List.of("--config", config.toString(), "run"));
        this.command = List.copyOf(words);
        this.stateDir = stateDir;
        this.log = config.resolveSibling("bot.log");
        this.discord = discord;
        this.environment = environment;
    }

    private static List<String> plainJava() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-cp",
                classPath(),
                "dev.kawasemi.Main");
    }

    /** Returns when it is up, which does not wait for Discord; how long that took. */
    Duration start() {
        return start("Kawasemi serves");
    }

    /** Returns when it has said these words; how long that took. */
    public Duration start(String words) {
        TimeSource time = TimeSource.system();
        Duration begun = time.elapsed();
        sizeAtStart = log.toFile().length();
        loginsAtStart = discord.trouble().identifies();
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            process = Optional.of(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("Tried to start the bot", e);
        }
        Duration end = begun.plus(START_LIMIT);
        while (!saidSince(words)) {
            if (time.elapsed().compareTo(end) > 0 || !process.orElseThrow().isAlive()) {
                throw new AssertionError(
                        "the bot does not say \"" + words + "\" within " + START_LIMIT + ": " + lastLines());
            }
            pause(time);
        }
        return time.elapsed().minus(begun);
    }

    private static void pause(TimeSource time) {
        try {
            time.sleep(LOOK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while the bot starts", e);
        }
    }

    /**
     * What another call of the same program came to.
     *
     * @param out what it wrote to stdout
     * @param err what it wrote to stderr
     */
    record Typed(int code, String out, String err) {}

    /** Another verb with the same configuration, beside the bot or without it. */
    Typed typed(String... verb) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(command.subList(0, command.size() - 1));
        words.addAll(List.of(verb));
        Path out = log.resolveSibling("typed.out");
        Path err = log.resolveSibling("typed.err");
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process typed = builder.start();
        if (!typed.waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            typed.destroyForcibly();
            throw new AssertionError(words + " did not end within " + START_LIMIT + ": " + Files.readString(err));
        }
        return new Typed(typed.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** Of the JVM, also where a launcher became it. */
    public long pid() {
        return process.orElseThrow().pid();
    }

    /** Everything that it said since its newest start. */
    public String saidSinceStart() {
        try {
            byte[] all = Files.readAllBytes(log);
            return new String(all, (int) sizeAtStart, all.length - (int) sizeAtStart, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it in order, so that {@link #start} may follow. */
    public void stop() {
        close();
        process = Optional.empty();
        forgetLogins();
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
    public boolean recovered() {
        return saidSince("Recovery is over");
    }

    /** Whether it is logged in since its newest start. */
    public boolean loggedIn() {
        return discord.trouble().identifies() > loginsAtStart;
    }

    private boolean saidSince(String words) {
        return saidSinceStart().contains(words);
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

    public String lastLines() {
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
