package dev.kawasemi.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.Application;
import dev.kawasemi.bed.BedSettings;
import dev.kawasemi.bed.Eventually;
import dev.kawasemi.bed.ExampleBed;
import dev.kawasemi.config.ConfigLoader;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Evidence;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.rollout.AppSettings;
import dev.kawasemi.wire.DiscordStandIn;
import dev.kawasemi.wire.Interaction;
import dev.kawasemi.wire.Message;
import dev.kawasemi.wire.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The example app behind nginx, a Discord stand-in, and the bot as a process. */
final class KillScene implements AutoCloseable {
    /** Not the other tests' name: Kawasemi takes what runs under its app's name for that app, and an engine may be shared. */
    private static final AppName APP = new AppName("kiosk");

    static final Duration LIMIT = Duration.ofMinutes(3);
    /** Long, because a release that starves under a busy host is undone, and these tests are about other things. */
    private static final Duration GATE_DEADLINE = Duration.ofMinutes(1);

    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final int ATTEMPTS = 5;
    private static final Duration UNDO_WINDOW = Duration.ofSeconds(2);

    final ExampleBed bed;
    final DiscordStandIn discord;
    final BotProcess bot;
    final Bystander bystander;
    final JournalFile journal;
    private final User boss;
    private Optional<Interaction> last = Optional.empty();

    private KillScene(ExampleBed bed, DiscordStandIn discord, Bystander bystander, Outside outside) throws Exception {
        this.bed = bed;
        this.discord = discord;
        this.bystander = bystander;
        String role = discord.role("ops");
        boss = discord.user("Bob", role);
        bed.environment(Map.of("TICK_S", "1"));
        Path nginx = bed.folder().resolve("nginx/nginx.conf");
        Files.writeString(nginx, Files.readString(nginx).replace("kawasemi_shop", "kawasemi_" + APP));
        Path config = configuration(role, outside.watch());
        try (Application application = new Application(ConfigLoader.load(config))) {
            application.init(APP);
        }
        bed.startProxy();
        bot = new BotProcess(config, bed.stateDir(), discord, outside.environment());
        journal = new JournalFile(bed.stateDir());
    }

    /** What the bot is given. */
    private record Outside(Map<String, String> environment, AppSettings.Watch watch) {}

    /** @param environment added to the bot's */
    static KillScene open(String name, Map<String, String> environment) throws Exception {
        ExampleBed bed = ExampleBed.open(name);
        DiscordStandIn discord = DiscordStandIn.start();
        Bystander bystander = new Bystander(bed);
        try {
            KillScene scene = new KillScene(bed, discord, bystander, new Outside(environment, BedSettings.SHORT_WATCH));
            var unused = scene.bot.start();
            Eventually.holds(LIMIT, "the bot is logged in", scene.bot::loggedIn, scene::said);
            discord.awaitCommand("deploy", LIMIT);
            Eventually.holds(LIMIT, "the start's recovery", scene.bot::recovered, scene::said);
            return scene;
        } catch (Exception | AssertionError e) {
            bystander.close();
            discord.close();
            bed.close();
            throw e;
        }
    }

    private Path configuration(String role, AppSettings.Watch watch) throws IOException {
        Path token = Files.writeString(bed.folder().resolve("token"), discord.token() + "\n");
        String text = """
                kawasemi {
                  state-dir = "%s", host-name = "pi4"
                  approval { undo-window = %dms }
                  guard { min-free-memory = 50M, min-free-disk = 50M }
                  discord {
                    token-file = "%s", guild = "%s", channel = "%s", api-url = "%s", gateway-url = "%s"
                    roles { deploy = ["%s"], approve = ["%s"] }
                  }
                }
                """.formatted(
                        bed.stateDir(),
                        UNDO_WINDOW.toMillis(),
                        token,
                        discord.guildId(),
                        discord.channelId(),
                        discord.apiUrl(),
                        discord.gatewayUrl(),
                        role,
                        role);
        return Files.writeString(
                bed.folder().resolve("application.conf"),
                text
                        + BedSettings.hocon(bed, GATE_DEADLINE, watch, Duration.ofMinutes(4))
                                .replace("apps.shop", "apps." + APP)
                        // A stop that a killed bot began goes on in the engine for so long, and is waited out.
                        + "kawasemi.apps." + APP + ".stop-grace = 3s\n");
    }

    /** Asked for in Discord; the new deployment's number, as soon as it has one. */
    long deploy(String version) throws InterruptedException {
        long before = journal.last();
        ask("deploy", Map.of("app", APP.value(), "version", version));
        return journal.awaitNext(LIMIT, before, this::said);
    }

    /** {@code /approve} or {@code /rollback}, in Discord. */
    void slash(String command) {
        ask(command, Map.of("app", APP.value()));
    }

    /** By the button of the deployment's own root line: earlier ones may show theirs for a moment longer. */
    void pressCancel(long number) {
        Message root = discord.awaitMessage(
                message -> message.channelId().equals(discord.channelId())
                        && message.content().startsWith(APP + " " + number + " on ")
                        && message.labels().contains("Cancel"),
                LIMIT);
        last = Optional.of(boss.press(root, "Cancel"));
        var unused = last.orElseThrow().awaitAck(LIMIT);
    }

    /** Discord says after 3 s that the bot did not answer, and a person tries again: what comes before a new session is there is lost. */
    private void ask(String command, Map<String, String> options) {
        Eventually.holds(LIMIT, "the bot is logged in", bot::loggedIn, this::said);
        for (int attempt = 0; !answered(boss.slash(command, options)); attempt++) {
            if (attempt == ATTEMPTS) {
                throw new AssertionError("/" + command + " is not answered: " + said());
            }
        }
    }

    private boolean answered(Interaction interaction) {
        last = Optional.of(interaction);
        try {
            var unused = interaction.awaitAck(ANSWER);
            return true;
        } catch (AssertionError e) {
            return false;
        }
    }

    /** What may explain why something did not happen. */
    String said() {
        return bot.lastLines() + "\nLast answer: "
                + last.map(Interaction::responses).orElse(List.of());
    }

    Deployment atRest() {
        return journal.await(LIMIT, "the deployment rests", now -> !now.phase().acting(), this::said);
    }

    /** Nothing open: what waits is approved and removed. */
    Deployment nothingOpen() {
        Deployment now = atRest();
        if (now.phase() == Phase.AWAITING_APPROVAL) {
            // One that was away when the question was asked: it is counted, and asked about anew, as soon as it can be
            // read.
            Eventually.holds(LIMIT, "the old queue is counted", this::oldQueueIsCounted, this::said);
            awaitLockFree();
            slash("approve");
        }
        return journal.await(LIMIT, "nothing is open", Deployment::ended, this::said);
    }

    private boolean oldQueueIsCounted() {
        Deployment now = journal.get(journal.last());
        return now.phase() != Phase.AWAITING_APPROVAL
                || now.evidence().map(Evidence::oldQueue).orElseThrow().isPresent();
    }

    /** A deploy up to its question, or to its end where there is nothing to ask. */
    Deployment asked(String version) throws InterruptedException {
        long number = deploy(version);
        Eventually.holds(
                LIMIT,
                "deployment " + number + " rests",
                () -> !journal.get(number).phase().acting(),
                this::said);
        awaitLockFree();
        return journal.get(number);
    }

    /** A whole deploy with its approval. */
    Deployment deployed(String version) throws InterruptedException {
        Deployment asked = asked(version);
        assertTrue(asked.committed(), () -> asked + "\n" + bot.lastLines());
        return nothingOpen();
    }

    void awaitLockFree() {
        Eventually.holds(LIMIT, "the host lock is free", this::lockIsFree, this::said);
    }

    boolean lockIsFree() {
        return LockFile.isFree(bed.stateDir());
    }

    @Override
    public void close() throws IOException {
        bot.close();
        bystander.close();
        discord.close();
        bed.close();
    }
}
