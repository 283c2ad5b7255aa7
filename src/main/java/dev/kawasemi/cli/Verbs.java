package dev.kawasemi.cli;

import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Version;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** What can be typed, with its manual. */
@Command(
        name = "kawasemi",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = BuiltVersion.class,
        subcommands = HelpCommand.class,
        synopsisSubcommandLabel = "VERB",
        commandListHeading = "%nVerbs:%n",
        optionListHeading = "%nOptions:%n",
        parameterListHeading = "%nParameters:%n",
        descriptionHeading = "%n",
        description = {
            "Blue-green deploys for small hosts. The old version's workers yield while the new one boots; if anything fails they are running"
                    + " again at once; a person says when the old version goes.",
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:the deploy failed or was rolled back",
            "2:refused: bad input or configuration, locked, busy, not allowed; nothing was touched",
            "3:the container engine or the proxy is out of reach",
            "4:a person is needed"
        })
final class Verbs {
    private static final String STAYS =
            "Stays until the work rests (a question, an undo window or the end), with or without --wait. The bot does the work where it runs, and"
                    + " Ctrl-C only stops watching; else it runs in this process, and Ctrl-C before the new version has the traffic takes everything"
                    + " back first.";
    private static final String WAIT = "Print every step as it happens.";
    private static final String APP = "The app, as it is named in the configuration.";

    private final Session session;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "The configuration file; else $KAWASEMI_CONFIG, else /etc/kawasemi/application.conf.")
    private @Nullable Path config;

    @Spec
    private @Nullable CommandSpec spec;

    Verbs(Session session) {
        this.session = session;
    }

    @Command(
            description = {
                "Run the bot: Discord and the engine, until SIGTERM. Without a Discord token the engine runs alone.",
                "The systemd service of the package runs this."
            })
    int run() {
        return session.openHere(file(), Session::serve);
    }

    @Command(
            description =
                    "The chat's commands, thread and buttons in this terminal, for trying it out and for when Discord is away.")
    int console() {
        return session.openHere(file(), host -> {
            host.console(session.terminal().out(), session.terminal().actor());
            return ExitCode.DONE;
        });
    }

    @Command(
            description = {
                "Print everything that start-up or a deploy would refuse or fail on, in one list, each with what to do: configuration, Docker, proxy, compose"
                        + " files, health paths, state folder, clock, Discord. Also each edit of the kept copies. Touches nothing.",
                "Ends with 2 when something must be mended, with 3 when all that is wrong is that Docker, the proxy or Discord does not answer."
            })
    int check(
            @Option(
                            names = "--json",
                            description =
                                    "For programs: one object with ok, exitCode, problems (subject, app, kind, text, fix) and notes.")
                    boolean json) {
        return session.check(file(), json);
    }

    @Command(
            description =
                    "Write the app's first proxy file, unless it is there, and print the lines to paste into your proxy's own configuration.")
    int init(@Parameters(paramLabel = "APP", description = APP) AppName app) {
        return session.openFor(file(), app, host -> new Looks(host, session.terminal()).init(app));
    }

    @Command(description = {"Deploy a version to the idle colour. The old one stays, warm, until `approve`.", STAYS})
    int deploy(
            @Parameters(index = "0", paramLabel = "APP", description = APP) AppName app,
            @Parameters(index = "1", paramLabel = "VERSION", description = "A Docker tag, such as v1.9.2.")
                    Version version,
            @Mixin DeployOptions options,
            @Option(names = "--wait", description = WAIT) boolean wait) {
        if (options.dryRun()) {
            return session.openFor(
                    file(),
                    app,
                    host -> new Looks(host, session.terminal())
                            .dryRun(options.request(
                                    app, version, session.terminal().actor())));
        }
        return request(
                app,
                wait,
                Following.Way.FORWARD,
                (host, actor) -> host.engine().deploy(options.request(app, version, actor)));
    }

    @Command(
            description = {
                "How the app stands (without APP: every app): colour, version, health, containers, host, what is open.",
                "Ends with 3 when something could not be looked at, with 4 when a deployment is stuck or journal and proxy disagree."
            })
    int status(
            @Parameters(arity = "0..1", paramLabel = "APP", description = APP) Optional<AppName> app,
            @Option(
                            names = "--json",
                            description =
                                    "For programs: an array with one object for each app; null is \"not measured\".")
                    boolean json) {
        Session.Work work = host -> new Looks(host, session.terminal()).status(app, json);
        return app.isPresent() ? session.openFor(file(), app.get(), work) : session.open(file(), work);
    }

    @Command(
            description = {
                "Back to the colour still standing; with none, the last approved release before the one that serves is deployed anew from what was"
                        + " kept. Migrations of a database are not undone.",
                STAYS
            })
    int rollback(
            @Parameters(paramLabel = "APP", description = APP) AppName app,
            @Option(names = "--wait", description = WAIT) boolean wait) {
        return request(
                app, wait, Following.Way.BACK, (host, actor) -> host.engine().rollBack(app, actor));
    }

    @Command(
            description = {
                "Let the old colour go: it is stopped now, and removed after the undo window (approval.undo-window) by the bot or by the next command.",
                "While more tasks wait in its queue than are given up it stays (exit code 1), and its workers work them off."
            })
    int approve(@Parameters(paramLabel = "APP", description = APP) AppName app, @Mixin LoseTasks loseTasks) {
        long tasks = loseTasks.count();
        return request(
                app,
                false,
                Following.Way.FORWARD,
                (host, actor) -> host.engine().approve(app, actor, Optional.empty(), tasks));
    }

    @Command(
            description = {
                "Remove the failed colour that an abort or a roll back kept for its logs.",
                "Refused (exit code 4) while more tasks wait in its queue than are given up."
            })
    int remove(@Parameters(paramLabel = "APP", description = APP) AppName app, @Mixin LoseTasks loseTasks) {
        long tasks = loseTasks.count();
        return session.openFor(file(), app, host -> new Requested(host, session.terminal(), false).remove(app, tasks));
    }

    @Command(
            description = {
                "Say which colour serves, where the journal, the proxy and the containers no longer agree: it is gated, gets the traffic and the"
                        + " workers, and the other colour's workers stop. A proxy file that is not ours or was edited is kept beside the new one.",
                "Traffic stays where it is when that colour does not come up (exit code 4)."
            })
    int repair(
            @Parameters(paramLabel = "APP", description = APP) AppName app,
            @Option(names = "--active", required = true, paramLabel = "COLOR", description = "blue or green.")
                    Color active) {
        return session.openFor(file(), app, host -> new Requested(host, session.terminal(), false).repair(app, active));
    }

    @Command(
            description =
                    "Take an approval back within its undo window: the old colour starts again. Moves no traffic.")
    int undo(@Parameters(paramLabel = "APP", description = APP) AppName app) {
        return request(
                app, false, Following.Way.BACK, (host, actor) -> host.engine().undo(app, actor));
    }

    @Command(
            description = {
                "End what is unfinished: before the new version has the traffic an abort, after it a roll back, in the undo window an undo.",
                "A deploy that runs in another process than the bot's is cancelled there, with Ctrl-C."
            })
    int cancel(@Parameters(paramLabel = "APP", description = APP) AppName app) {
        return request(
                app, false, Following.Way.BACK, (host, actor) -> host.engine().cancel(app, actor));
    }

    @Command(description = {"Answer an open question with no: roll back to the colour still standing.", STAYS})
    int reject(@Parameters(paramLabel = "APP", description = APP) AppName app) {
        return session.openFor(file(), app, host -> new Requested(host, session.terminal(), false).reject(app));
    }

    @Command(
            description = {
                "Keep everybody from deploying the app for a while; roll back and approve pass. Ends by itself.",
                "Locking again gives your own lock another end."
            })
    int lock(
            @Parameters(index = "0", paramLabel = "APP", description = APP) AppName app,
            @Parameters(
                            index = "1",
                            arity = "0..1",
                            paramLabel = "REASON",
                            defaultValue = "no reason given",
                            description = "Shown to whoever wants to deploy.")
                    String reason,
            @Option(
                            names = "--for",
                            paramLabel = "TIME",
                            defaultValue = "4h",
                            description = "How long: 30m, 2h, 1d; at most 30d. 4h when not given.")
                    Duration length) {
        return session.openFor(file(), app, host -> new Freezing(host, session.terminal()).lock(app, reason, length));
    }

    @Command(description = "Lift a lock, whoever set it.")
    int unlock(@Parameters(paramLabel = "APP", description = APP) AppName app) {
        return session.openFor(file(), app, host -> new Freezing(host, session.terminal()).unlock(app));
    }

    @Command(description = "What a colour's containers wrote last, secrets masked.")
    int logs(
            @Parameters(paramLabel = "APP", description = APP) AppName app,
            @Option(names = "--color", paramLabel = "COLOR", description = "blue or green; else the one that serves.")
                    Optional<Color> color) {
        return session.openFor(file(), app, host -> new Looks(host, session.terminal()).logs(app, color));
    }

    @Command(description = "All deployments, newest first.")
    int history(@Parameters(arity = "0..1", paramLabel = "APP", description = APP) Optional<AppName> app) {
        Session.Work work = host -> new Looks(host, session.terminal()).history(app);
        return app.isPresent() ? session.openFor(file(), app.get(), work) : session.open(file(), work);
    }

    private int request(AppName app, boolean everyStep, Following.Way way, Requested.Ask ask) {
        return session.openFor(file(), app, host -> {
            Requested requested = new Requested(host, session.terminal(), everyStep);
            return requested.carryOut(app, way, ask);
        });
    }

    private Optional<Path> file() {
        if (config != null && config.toString().isEmpty() && spec != null) {
            throw new ParameterException(spec.commandLine(), "--config wants the path of a file");
        }
        return Optional.ofNullable(config);
    }
}
