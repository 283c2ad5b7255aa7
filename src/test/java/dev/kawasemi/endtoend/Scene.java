package dev.kawasemi.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.kawasemi.Application;
import dev.kawasemi.bed.BedSettings;
import dev.kawasemi.bed.Eventually;
import dev.kawasemi.bed.ExampleBed;
import dev.kawasemi.config.ConfigLoader;
import dev.kawasemi.config.Settings;
import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.deployment.Version;
import dev.kawasemi.rollout.Answer;
import dev.kawasemi.rollout.AppSettings;
import dev.kawasemi.rollout.DeployRequest;
import dev.kawasemi.wire.DiscordStandIn;
import dev.kawasemi.wire.Message;
import dev.kawasemi.wire.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** The example app behind a proxy, a Discord stand-in, and Kawasemi itself started from a configuration file. */
final class Scene implements AutoCloseable {
    static final AppName SHOP = new AppName("shop");
    static final Actor PI = new Actor(Actor.Origin.TERMINAL, "1000", "pi");
    static final Duration LIMIT = Duration.ofSeconds(90);
    static final String APP_SECRET = "planted-app-secret-5f3a9c";
    static final List<String> ALL = List.of("beat", "redis", "web", "worker");
    private static int requestsChecked;

    final ExampleBed bed;
    final DiscordStandIn discord;
    final User alice;
    final User bob;
    final User mallory;
    final List<Told> told = new CopyOnWriteArrayList<>();
    private final ListAppender<ILoggingEvent> logs = new ListAppender<>();
    private Application application;
    private final Settings settings;

    /** An event and when it was told, in nanoseconds. */
    record Told(DeploymentEvent event, long nanos) {}

    /** What a test sets otherwise than the rest, in whole seconds but for the undo window; {@code more} is one more key of the app. */
    record Limits(Duration undoWindow, AppSettings.Watch watch, Duration drain, Duration gate, String more) {
        static Limits quick(Duration undoWindow) {
            return new Limits(undoWindow, BedSettings.SHORT_WATCH, Duration.ofMinutes(1), Duration.ofSeconds(8), "");
        }

        Limits keeping(int releases) {
            return new Limits(undoWindow, watch, drain, Duration.ofMinutes(1), "keep-releases = " + releases);
        }

        Limits watched(AppSettings.Watch other) {
            return new Limits(undoWindow, other, drain, gate, more);
        }

        Limits drainedWithin(Duration deadline) {
            return new Limits(undoWindow, watch, deadline, gate, more);
        }

        Limits yieldingBy(String way, Duration gateDeadline) {
            return new Limits(undoWindow, watch, drain, gateDeadline, "quiesce = " + way);
        }
    }

    private Scene(ExampleBed bed, DiscordStandIn discord, Limits limits) throws Exception {
        this.bed = bed;
        this.discord = discord;
        String deployers = discord.role("ops");
        String approvers = discord.role("lead");
        alice = discord.user("Alice", deployers);
        bob = discord.user("Bob", deployers, approvers);
        mallory = discord.user("Mallory");
        plantSecret();
        logs.start();
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).addAppender(logs);
        Path config = configuration(deployers, approvers, limits);
        settings = ConfigLoader.load(config);
        application = new Application(settings);
        application.init(SHOP);
        bed.startProxy();
        serve();
    }

    static Scene open(String name, Duration undoWindow) throws Exception {
        return open(name, Limits.quick(undoWindow));
    }

    static Scene open(String name, Limits limits) throws Exception {
        return on(ExampleBed.open(name), limits);
    }

    /** Closes the bed, too. */
    static Scene on(ExampleBed bed, Limits limits) throws Exception {
        DiscordStandIn discord = DiscordStandIn.start();
        try {
            return new Scene(bed, discord, limits);
        } catch (Exception e) {
            discord.close();
            bed.close();
            throw e;
        }
    }

    private void plantSecret() throws Exception {
        String text = Files.readString(bed.composeFile());
        Files.writeString(
                bed.composeFile(),
                text.replace("environment: &environment", "environment: &environment\n    SECRET_KEY: " + APP_SECRET));
    }

    private Path configuration(String deployers, String approvers, Limits limits) throws Exception {
        Path token = Files.writeString(bed.folder().resolve("token"), discord.token() + "\n");
        String text = """
                kawasemi {
                  state-dir = "%s"
                  host-name = "pi4"
                  approval { undo-window = %dms }
                  guard { min-free-memory = 50M, min-free-disk = 50M }
                  discord {
                    token-file = "%s", guild = "%s", channel = "%s", api-url = "%s", gateway-url = "%s"
                    roles { deploy = ["%s"], approve = ["%s"] }
                  }
                }
                """.formatted(
                        bed.stateDir(),
                        limits.undoWindow().toMillis(),
                        token,
                        discord.guildId(),
                        discord.channelId(),
                        discord.apiUrl(),
                        discord.gatewayUrl(),
                        deployers,
                        approvers);
        return Files.writeString(
                bed.folder().resolve("application.conf"),
                text
                        + BedSettings.hocon(bed, limits.gate(), limits.watch(), limits.drain())
                        + "\nkawasemi.apps.shop { " + limits.more() + " }\n",
                StandardOpenOption.CREATE_NEW);
    }

    private void serve() {
        start();
        discord.awaitCommand("deploy", LIMIT);
    }

    /** In the order in which {@code kawasemi run} does it. */
    private void start() {
        application.engine().addListener(new Recorder(told));
        application.startDiscord();
        application.engine().attend();
        var unused = application.engine().recover();
    }

    /** Ends Kawasemi, as a stop of the service does. */
    void stop() {
        application.close();
    }

    /** Starts Kawasemi anew on the same state. */
    void startAnew() throws Exception {
        int before = discord.trouble().identifies();
        application = new Application(settings);
        start();
        Eventually.holds(LIMIT, "a new session", () -> discord.trouble().identifies() > before, () -> before);
    }

    void restart() throws Exception {
        stop();
        startAnew();
    }

    /** v1 on BLUE, asked for in Discord, at rest. */
    void v1OnBlue() {
        deploy(ExampleBed.V1);
        awaitPhase(Phase.COMPLETED);
        assertEquals("v1", bed.visit().version());
        assertEquals(ALL, bed.running(Color.BLUE));
    }

    /** {@code /deploy} by Alice; returns when the ephemeral answer says that it was accepted. */
    void deploy(String version) {
        alice.slash("deploy", Map.of("app", "shop", "version", version))
                .awaitResponse(message -> message.content().contains("accepted"), LIMIT);
    }

    /** {@code kawasemi deploy shop VERSION --adopt}, as at the host's own terminal. */
    void adopt(String version) throws Exception {
        atTheTerminal(new DeployRequest(SHOP, new Version(version), PI, true, false));
    }

    /** {@code kawasemi deploy shop VERSION}, as at the host's own terminal. */
    void deployAtTheTerminal(String version) throws Exception {
        atTheTerminal(DeployRequest.of(SHOP, new Version(version), PI));
    }

    private void atTheTerminal(DeployRequest request) throws Exception {
        Answer answer = application.engine().deploy(request).get(90, TimeUnit.SECONDS);
        assertInstanceOf(Answer.Accepted.class, answer, answer::toString);
    }

    Deployment awaitPhase(Phase phase) {
        return awaitPhase(phase, LIMIT);
    }

    Deployment awaitPhase(Phase phase, Duration limit) {
        Eventually.holds(
                limit,
                "phase " + phase,
                () -> latest().map(Deployment::phase).equals(Optional.of(phase)),
                this::latest);
        return latest().orElseThrow();
    }

    Optional<Deployment> latest() {
        return application.engine().latest(SHOP);
    }

    /** The open question in the channel. */
    Message question() {
        return discord.awaitMessage(
                message -> message.channelId().equals(discord.channelId())
                        && message.labels().contains("Remove BLUE"),
                LIMIT);
    }

    Message channelMessage(String part) {
        return discord.awaitMessage(
                message -> message.channelId().equals(discord.channelId())
                        && message.content().contains(part),
                LIMIT);
    }

    /** When the first event of this kind was told, in nanoseconds. */
    long toldAt(Class<? extends DeploymentEvent> kind) {
        return told.stream()
                .filter(one -> kind.isInstance(one.event()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind.getSimpleName() + " was told"))
                .nanos();
    }

    /** Everything that was logged, with stack traces' messages. */
    String logText() {
        StringBuilder all = new StringBuilder();
        for (ILoggingEvent event : List.copyOf(logs.list)) {
            all.append(event.getFormattedMessage()).append('\n');
            if (event.getThrowableProxy() != null) {
                all.append(event.getThrowableProxy().getMessage()).append('\n');
            }
        }
        return all.toString();
    }

    static int requestsChecked() {
        return requestsChecked;
    }

    @Override
    public void close() throws IOException {
        try {
            application.close();
            discord.assertClean();
            requestsChecked += discord.requestsChecked();
        } finally {
            ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).detachAppender(logs);
            discord.close();
            bed.close();
        }
    }
}
