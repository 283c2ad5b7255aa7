package dev.kawasemi.faults;

import dev.kawasemi.bed.BedSettings;
import dev.kawasemi.bed.Eventually;
import dev.kawasemi.bed.ExampleBed;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.process.CommandRunners;
import dev.kawasemi.proxy.ProxySwitchers;
import dev.kawasemi.rollout.AppSettings;
import dev.kawasemi.time.TimeSource;
import dev.kawasemi.wire.DiscordStandIn;
import dev.kawasemi.wire.Interaction;
import dev.kawasemi.wire.User;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The example app behind nginx, a Discord stand-in, and the bot as a process. */
final class KillScene implements AutoCloseable {
    static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration UNDO_WINDOW = Duration.ofSeconds(2);

    final ExampleBed bed;
    final DiscordStandIn discord;
    final BotProcess bot;
    final Bystander bystander;
    final JournalFile journal;
    private final User boss;
    private Optional<Interaction> last = Optional.empty();

    KillScene(String name, Map<String, String> environment, AppSettings.Watch watch) throws Exception {
        bed = ExampleBed.open(name);
        discord = DiscordStandIn.start();
        String role = discord.role("ops");
        boss = discord.user("Bob", role);
        bed.environment(Map.of("TICK_S", "1"));
        AppSettings app = BedSettings.of(bed);
        ProxySwitchers.of(
                        new ProxySwitchers.App(
                                new AppName("shop"),
                                app.compose().bluePort(),
                                app.compose().greenPort()),
                        app.proxy(),
                        CommandRunners.system(),
                        TimeSource.system())
                .init();
        bed.startNginx();
        bot = new BotProcess(configuration(role, watch), bed.folder().resolve("bot.log"), discord, environment);
        bystander = new Bystander(bed);
        bot.start();
        discord.awaitCommand("deploy", LIMIT);
        Eventually.holds(LIMIT, "the recovery", bot::recovered, bot::lastLines);
        journal = new JournalFile(bed.stateDir());
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
                text + BedSettings.hocon(bed, Duration.ofSeconds(8), watch, Duration.ofMinutes(1)));
    }

    /** Asked for in Discord; the answer is not waited for, because the bot may be dead before it comes. The new deployment's number. */
    long deploy(String version) {
        long number = journal.deployments() + 1;
        last = Optional.of(boss.slash("deploy", Map.of("app", "shop", "version", version)));
        return number;
    }

    private String said() {
        return bot.lastLines() + "\n" + discord.allText() + "\n"
                + last.map(asked -> asked.responseText()).orElse("");
    }

    void slash(String command) {
        boss.slash(command, Map.of("app", "shop"));
    }

    Deployment atRest() {
        return journal.await(LIMIT, "the deployment rests", now -> !now.phase().acting(), bot::lastLines);
    }

    /** Nothing open: what waits is approved and removed. */
    Deployment nothingOpen() {
        Deployment now = atRest();
        if (now.phase() == Phase.AWAITING_APPROVAL) {
            awaitLockFree();
            slash("approve");
        }
        return journal.await(LIMIT, "nothing is open", Deployment::ended, bot::lastLines);
    }

    /** A whole deploy with its approval. */
    Deployment deployed(String version) {
        long number = deploy(version);
        journal.await(
                Duration.ofSeconds(30), "deployment " + number, now -> now.id().number() >= number, this::said);
        return nothingOpen();
    }

    /** The kernel's lock is another process's here, so trying it does no harm to ours. */
    void awaitLockFree() {
        Eventually.holds(LIMIT, "the host lock is free", this::lockIsFree, bot::lastLines);
    }

    private boolean lockIsFree() {
        try (FileChannel channel = FileChannel.open(bed.stateDir().resolve("host.lock"), StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock != null;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        bystander.close();
        bot.close();
        journal.close();
        discord.close();
        bed.close();
    }
}
