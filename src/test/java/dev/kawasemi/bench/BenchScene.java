package dev.kawasemi.bench;

import dev.kawasemi.bed.BedApp;
import dev.kawasemi.bed.BedCommand;
import dev.kawasemi.bed.BedSettings;
import dev.kawasemi.bed.ExampleBed;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.faults.BotProcess;
import dev.kawasemi.faults.JournalFile;
import dev.kawasemi.faults.LockFile;
import dev.kawasemi.rollout.AppSettings;
import dev.kawasemi.time.TimeSource;
import dev.kawasemi.wire.DiscordStandIn;
import dev.kawasemi.wire.Interaction;
import dev.kawasemi.wire.Message;
import dev.kawasemi.wire.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The benchmark's app behind nginx, a Discord stand-in that speaks TLS, and the bot as a person has it: its jar, started by its launcher. */
final class BenchScene implements AutoCloseable {
    /** Kawasemi takes what runs under its app's name for that app, and an engine may be shared: so no name that another test has. */
    static final AppName APP = new AppName("bench");

    static final String V1 = "v1";
    static final String V2 = "v2";
    static final Duration LIMIT = Duration.ofMinutes(5);
    /** What a bot says that can be spoken to. */
    private static final String READY = "Discord is there";

    /** Preflight comes first. */
    private static final Duration ACCEPTED = Duration.ofSeconds(60);
    /** Seldom: each look costs CPU beside what is measured. */
    private static final Duration LOOK = Duration.ofMillis(200);

    private static final Duration GATE = Duration.ofMinutes(3);
    private static final Duration DRAIN = Duration.ofMinutes(4);
    private static final Duration BETWEEN_PROBES = Duration.ofSeconds(1);
    private static final int FAILURES = 5;
    private static final Pattern DOCKER = Pattern.compile("Deployment ([0-9]+): docker was started ([0-9]+) times");

    final ExampleBed bed;
    final DiscordStandIn discord;
    final BotProcess bot;
    final User boss;
    private final String role;
    private final Path config;
    private final AppSettings.Watch watch;

    private BenchScene(ExampleBed bed, DiscordStandIn discord, Tls tls, Duration watched) throws IOException {
        this.bed = bed;
        this.discord = discord;
        role = discord.role("ops");
        boss = discord.user("Bob", role);
        watch = new AppSettings.Watch(watched, BETWEEN_PROBES, FAILURES);
        config = bed.folder().resolve("application.conf");
        quiesce("stop");
        Path nginx = bed.folder().resolve("nginx/nginx.conf");
        Files.writeString(nginx, Files.readString(nginx).replace("kawasemi_shop", "kawasemi_" + APP));
        boot(0.2);
        Map<String, String> environment = environment(tls);
        init(environment);
        bed.startProxy();
        bot = new BotProcess(List.of(launcher()), config, bed.stateDir(), discord, environment);
    }

    /**
     * The bot is not started yet.
     *
     * @param watched how long a release is watched after its switch
     */
    static BenchScene open(String name, Duration watched) throws Exception {
        ExampleBed bed = ExampleBed.open("bench" + name, app());
        try {
            Tls tls = Tls.make(bed.folder());
            DiscordStandIn discord = DiscordStandIn.start(tls.context());
            try {
                return new BenchScene(bed, discord, tls, watched);
            } catch (IOException | RuntimeException | AssertionError e) {
                discord.close();
                throw e;
            }
        } catch (Exception | AssertionError e) {
            bed.close();
            throw e;
        }
    }

    private static BedApp app() {
        Path folder = BedApp.sources().resolve("src/test/bench/app");
        return new BedApp("kawasemi-bench", folder.resolve("docker-compose.yml"), folder, Map.of(V1, "", V2, ""));
    }

    private static String launcher() {
        return BedApp.sources()
                .resolve("src/main/scripts/kawasemi")
                .toAbsolutePath()
                .toString();
    }

    /** Where the jar lies and what it starts from, as {@code src/test/bench/run} laid it out. */
    private static Map<String, String> environment(Tls tls) {
        return Map.of(
                "KAWASEMI_HOME", System.getProperty("bench.home", "target"),
                "KAWASEMI_ARCHIVE", System.getProperty("bench.archive", "none"),
                "KAWASEMI_JVM", tls.flags());
    }

    private void init(Map<String, String> environment) {
        List<String> argv = new ArrayList<>(List.of("env"));
        environment.forEach((name, value) -> argv.add(name + "=" + value));
        argv.addAll(List.of(launcher(), "--config", config.toString(), "init", APP.value()));
        var unused = BedCommand.run(Duration.ofSeconds(60), argv);
    }

    /** How the old workers yield from the bot's next start on. */
    void quiesce(String way) throws IOException {
        Path token = Files.writeString(bed.folder().resolve("token"), discord.token() + "\n");
        String text = """
                kawasemi {
                  state-dir = "%s", host-name = "pi4"
                  approval { undo-window = 1s }
                  guard { min-free-memory = 50M, min-free-disk = 50M }
                  discord {
                    token-file = "%s", guild = "%s", channel = "%s", api-url = "%s", gateway-url = "%s"
                    roles { deploy = ["%s"], approve = ["%s"] }
                  }
                }
                """.formatted(
                        bed.stateDir(),
                        token,
                        discord.guildId(),
                        discord.channelId(),
                        discord.apiUrl(),
                        discord.gatewayUrl(),
                        role,
                        role);
        String app = BedSettings.hocon(bed, GATE, watch, DRAIN).replace("apps.shop", "apps." + APP);
        Files.writeString(config, text + app + "kawasemi.apps." + APP + ".quiesce = \"" + way + "\"\n");
    }

    /** CPU that each of the web's two processes burns before it answers, from the next deploy on. */
    void boot(double seconds) throws IOException {
        bed.environment(Map.of("BENCH_CGROUP", Cores.CGROUP, "BOOT_CPU_S", String.valueOf(seconds)));
    }

    /** v1, deployed by a bot that was just started; from then on the web takes so much CPU to boot. */
    void firstVersion(double bootSeconds) throws IOException {
        Sheet.say("the first version");
        var unused = startBot();
        deployed(V1);
        boot(bootSeconds);
    }

    /** Returns when it can be spoken to; how long that took from the start of the launcher. */
    Duration startBot() {
        Duration took = bot.start(READY);
        discord.awaitCommand("deploy", LIMIT);
        await("the start's recovery", bot::recovered);
        return took;
    }

    /** Asked for in Discord and accepted; returns its number. */
    long deploy(String version) {
        Interaction asked = boss.slash("deploy", Map.of("app", APP.value(), "version", version));
        try {
            asked.awaitResponse(answer -> answer.content().contains("accepted"), ACCEPTED);
        } catch (AssertionError e) {
            throw new AssertionError("the deploy of " + version + " was not accepted:\n" + bot.lastLines(), e);
        }
        return journal().last();
    }

    /** Returns when it rests: at its question, or at its end where there is nothing to ask. */
    Deployment atRest(long number) {
        await(
                "deployment " + number + " rests",
                () -> !journal().get(number).phase().acting());
        Deployment now = journal().get(number);
        if (!now.committed() || now.phase() == Phase.STUCK || now.phase() == Phase.ROLLED_BACK) {
            throw new AssertionError("deployment " + number + " was to succeed: " + now + "\n" + bot.lastLines());
        }
        return now;
    }

    /** {@code /approve}, and waits until the old colour is gone. */
    void approve(long number) {
        awaitLockFree();
        boss.slash("approve", Map.of("app", APP.value()));
        await("deployment " + number + " is over", () -> journal().get(number).ended());
    }

    /** Returns when it is over, whichever way. */
    void awaitEnd(long number) {
        await("deployment " + number + " is over", () -> journal().get(number).ended());
        awaitLockFree();
    }

    /** A whole deploy with its approval, where there is something to approve. */
    long deployed(String version) {
        long number = deploy(version);
        if (!atRest(number).ended()) {
            approve(number);
        }
        awaitLockFree();
        return number;
    }

    /** The open question in the channel, another one than that with this id. */
    Message question(String notThis) {
        return discord.awaitMessage(
                message -> message.channelId().equals(discord.channelId())
                        && message.labels().contains("Roll back")
                        && !message.id().equals(notThis),
                LIMIT);
    }

    void awaitLockFree() {
        await("the host lock is free", () -> LockFile.isFree(bed.stateDir()));
    }

    /** How often the bot started a docker client for this deployment, by its own log. */
    long dockerProcesses(long number) {
        await("the log's count", () -> counted(number) >= 0);
        return counted(number);
    }

    private long counted(long number) {
        Matcher matcher = DOCKER.matcher(bot.saidSinceStart());
        long count = -1;
        while (matcher.find()) {
            if (matcher.group(1).equals(String.valueOf(number))) {
                count = Long.parseLong(matcher.group(2));
            }
        }
        return count;
    }

    private void await(String what, BooleanSupplier condition) {
        TimeSource time = TimeSource.system();
        Duration end = time.elapsed().plus(LIMIT);
        while (!condition.getAsBoolean()) {
            if (time.elapsed().compareTo(end) > 0) {
                throw new AssertionError(what + ": not within " + LIMIT + "\n" + bot.lastLines());
            }
            try {
                time.sleep(LOOK);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting", e);
            }
        }
    }

    JournalFile journal() {
        return new JournalFile(bed.stateDir());
    }

    @Override
    public void close() throws IOException {
        bot.close();
        discord.close();
        bed.close();
    }
}
