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
import dev.kawasemi.cli.CheckReport;
import dev.kawasemi.config.Settings;
import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Finding;
import dev.kawasemi.deployment.Version;
import dev.kawasemi.health.HealthProbe;
import dev.kawasemi.health.HealthProbes;
import dev.kawasemi.journal.Journal;
import dev.kawasemi.journal.Journals;
import dev.kawasemi.metrics.Metrics;
import dev.kawasemi.process.CommandRunner;
import dev.kawasemi.process.CommandRunners;
import dev.kawasemi.rollout.AppSettings;
import dev.kawasemi.rollout.DeployEngine;
import dev.kawasemi.rollout.DeployEngines;
import dev.kawasemi.rollout.Parts;
import dev.kawasemi.time.TimeSource;
import dev.kawasemi.webhook.Webhook;
import dev.kawasemi.webhook.Webhooks;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
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
    private final HealthProbe probe = HealthProbes.http();
    private final ChartMaker charts = ChartMakers.inChild(runner);
    private final ExecutorService beside = Executors.newCachedThreadPool(Application::daemon);
    private final Journal journal;
    private final Parts parts;
    private final DeployEngine engine;
    private Optional<DiscordBot> discord = Optional.empty();
    private Optional<Webhook> webhook = Optional.empty();
    private Optional<Metrics> metrics = Optional.empty();

    /** @throws IllegalStateException when the state folder cannot be used; the message says what to do */
    public Application(Settings settings) {
        this.settings = settings;
        Path state = settings.rollout().stateDir();
        makeFolder(state);
        this.journal = Journals.sqlite(state.resolve("kawasemi.db"), time);
        this.parts = LocalParts.of(settings.rollout(), new LocalParts.Tools(runner, probe, time), journal, beside);
        this.engine = DeployEngines.create(settings.rollout(), parts);
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

    /** Whether there is a session with Discord, or nobody wants one. */
    boolean chats() {
        return discord.map(DiscordBot::online).orElse(true);
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

    /** What would keep a deploy from beginning, as far as the start of the bot can tell it; each with the app's name and what to do. */
    List<String> hindrances() {
        List<Finding> ofEngine = parts.containers().check();
        List<String> problems =
                new ArrayList<>(ofEngine.stream().map(Finding::words).toList());
        for (AppSettings app : settings.rollout().apps()) {
            List<Finding> found =
                    new ArrayList<>(parts.proxies().apply(app.name()).check());
            if (ofEngine.isEmpty()) {
                found.addAll(parts.containers().preflight(app.compose(), new Version("check")));
            }
            found.forEach(problem -> problems.add(app.name() + ": " + problem.words()));
        }
        return problems;
    }

    /** Everything that start-up or a deploy would refuse or fail on. */
    CheckReport check() {
        List<Finding> away = discord
                .filter(bot -> !bot.online())
                .map(bot -> Finding.outOfReach(
                        "The bot has no session with Discord now",
                        "It tries again by itself; its log says what it meets"))
                .stream()
                .toList();
        return new HostCheck(settings, parts, true).look(List.of(), away);
    }

    /** Writes the app's first proxy file and gives the lines to paste. */
    public List<String> init(AppName app) {
        return parts.proxies().apply(app).init();
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

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "kawasemi-beside");
        thread.setDaemon(true);
        return thread;
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
