package dev.kawasemi;

import dev.kawasemi.chart.ChartMaker;
import dev.kawasemi.chart.ChartMakers;
import dev.kawasemi.chat.Announcements;
import dev.kawasemi.chat.ChatService;
import dev.kawasemi.chat.ChatServices;
import dev.kawasemi.chat.ChatSettings;
import dev.kawasemi.chat.Language;
import dev.kawasemi.chat.Presenters;
import dev.kawasemi.chat.Releases;
import dev.kawasemi.chat.console.Console;
import dev.kawasemi.chat.console.Consoles;
import dev.kawasemi.chat.discord.DiscordBot;
import dev.kawasemi.chat.discord.DiscordBots;
import dev.kawasemi.chat.discord.DiscordSettings;
import dev.kawasemi.config.Settings;
import dev.kawasemi.container.ContainerEngine;
import dev.kawasemi.container.ContainerEngines;
import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Version;
import dev.kawasemi.health.HealthGates;
import dev.kawasemi.health.HealthProbe;
import dev.kawasemi.health.HealthProbes;
import dev.kawasemi.host.HostSamplers;
import dev.kawasemi.journal.Journal;
import dev.kawasemi.journal.Journals;
import dev.kawasemi.metrics.Metrics;
import dev.kawasemi.process.CommandRunner;
import dev.kawasemi.process.CommandRunners;
import dev.kawasemi.proxy.ProxySwitcher;
import dev.kawasemi.proxy.ProxySwitchers;
import dev.kawasemi.rollout.AppSettings;
import dev.kawasemi.rollout.DeployEngine;
import dev.kawasemi.rollout.DeployEngines;
import dev.kawasemi.rollout.Parts;
import dev.kawasemi.rollout.Pulse;
import dev.kawasemi.time.TimeSource;
import dev.kawasemi.webhook.Webhook;
import dev.kawasemi.webhook.Webhooks;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The parts of one process, made in order and closed in reverse. */
public final class Application implements AutoCloseable {
    private final Settings settings;
    private final TimeSource time = TimeSource.system();
    private final CommandRunner runner = CommandRunners.system();
    private final ContainerEngine containers;
    private final HealthProbe probe = HealthProbes.http();
    private final ChartMaker charts = ChartMakers.inChild(runner);
    private final ExecutorService beside = Executors.newCachedThreadPool(Application::daemon);
    private final Journal journal;
    private final DeployEngine engine;
    private Optional<DiscordBot> discord = Optional.empty();
    private Optional<Webhook> webhook = Optional.empty();
    private Optional<Metrics> metrics = Optional.empty();

    /** @throws IllegalStateException when the state folder cannot be used; the message says what to do */
    public Application(Settings settings) {
        this.settings = settings;
        Path state = settings.rollout().stateDir();
        makeFolder(state);
        this.containers = ContainerEngines.docker(runner, time, state);
        this.journal = Journals.sqlite(state.resolve("kawasemi.db"), time);
        this.engine = DeployEngines.create(
                settings.rollout(),
                new Parts(
                        containers,
                        this::proxy,
                        HealthGates.polling(probe, time),
                        probe,
                        () -> HostSamplers.linux(Path.of("/"), state, time),
                        journal,
                        time,
                        Pulse.everySecond(),
                        Application::portFree,
                        beside));
    }

    Path stateDir() {
        return settings.rollout().stateDir();
    }

    public DeployEngine engine() {
        return engine;
    }

    /** Begins to serve on Discord, where that is configured; returns at once. False where it is not. */
    public boolean startDiscord() {
        settings.discord().ifPresent(found -> {
            DiscordBot bot = DiscordBots.open(
                    found,
                    settings.rollout().stateDir().resolve("chat.db"),
                    time,
                    settings.roles().approve());
            discord = Optional.of(bot);
            ChatSettings chat = chatSettings(settings.roles().approve(), true);
            engine.addListener(Presenters.create(bot, chat, time, charts));
            webhook = settings.doors()
                    .webhook()
                    .map(doors -> Webhooks.open(doors, stateDir().resolve("webhook.db"), time));
            Announcements kept = webhook.map(Webhook::announcements).orElseGet(Announcements::none);
            bot.start(ChatServices.create(
                    engine,
                    new ChatServices.Rules(settings.roles(), settings.rollout().fourEyes()),
                    chat,
                    time,
                    kept));
            Releases releases =
                    new Releases(engine, kept, bot, chat, settings.doors().autoDeploy());
            webhook.ifPresent(
                    door -> door.listen(out -> releases.announce(out.app(), out.version(), out.changes(), time.now())));
        });
        return discord.isPresent();
    }

    /** Lets Prometheus read, where that is configured. */
    void startMetrics() {
        metrics = settings.doors()
                .metrics()
                .map(listen -> Metrics.open(
                        listen,
                        engine,
                        () -> discord.map(bot -> OptionalInt.of(bot.waiting())).orElseGet(OptionalInt::empty)));
    }

    /** The console on these streams. */
    public Console console(Reader in, PrintStream out, boolean interactive, Actor actor) {
        ChatSettings chat = chatSettings(Set.of(), false);
        ChatService service =
                ChatServices.create(engine, settings.roles(), settings.rollout().fourEyes(), chat, time);
        Console console = Consoles.open(() -> service, in, out, interactive, actor);
        engine.addListener(Presenters.create(console, chat, time, charts));
        engine.addListener(console);
        return console;
    }

    /** Everything that would keep a deploy from beginning, as far as it can be told without a version; empty when fine. */
    public List<String> check() {
        List<String> problems = new ArrayList<>(containers.check());
        boolean engineAnswers = problems.isEmpty();
        for (AppSettings app : settings.rollout().apps()) {
            List<String> found = new ArrayList<>(proxy(app.name()).check());
            if (engineAnswers) {
                found.addAll(containers.preflight(app.compose(), new Version("check")));
            }
            found.forEach(problem -> problems.add(app.name() + ": " + problem));
        }
        return problems;
    }

    /** Writes the app's first proxy file and gives the lines to paste. */
    public List<String> init(AppName app) {
        return proxy(app).init();
    }

    @Override
    public void close() {
        webhook.ifPresent(Webhook::close);
        metrics.ifPresent(Metrics::close);
        engine.close();
        beside.shutdown();
        charts.close();
        discord.ifPresent(DiscordBot::close);
        probe.close();
        journal.close();
    }

    private ChatSettings chatSettings(Set<String> pingRoles, boolean mentions) {
        Language language = settings.discord().map(DiscordSettings::locale).orElse(Language.EN);
        return new ChatSettings(settings.rollout().hostName(), ZoneId.systemDefault(), pingRoles, mentions, language);
    }

    private ProxySwitcher proxy(AppName name) {
        AppSettings app = settings.rollout().apps().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no app " + name + ". There is: "
                        + settings.rollout().apps().stream()
                                .map(AppSettings::name)
                                .toList()));
        ProxySwitchers.App seen = new ProxySwitchers.App(
                name, app.compose().bluePort(), app.compose().greenPort());
        return ProxySwitchers.of(seen, app.proxy(), runner, time);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "kawasemi-beside");
        thread.setDaemon(true);
        return thread;
    }

    private static boolean portFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void makeFolder(Path state) {
        try {
            Files.createDirectories(state);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "Tried to make the state folder " + state + ": " + e + ". Make it, or change state-dir", e);
        }
    }
}
