package dev.kawasemi.cli;

import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Version;
import dev.kawasemi.rollout.AppStatus;
import dev.kawasemi.rollout.DeployRequest;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One method for each verb. Each opens the host, asks, and stays until what it began is at rest. */
@Command(
        name = "kawasemi",
        mixinStandardHelpOptions = true,
        version = "kawasemi 0.1.0",
        description = "Blue-green deploys for small hosts, run and approved from Discord.",
        synopsisSubcommandLabel = "VERB",
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0  done",
            "  1  the deploy failed or was rolled back",
            "  2  refused: bad input, busy, not allowed",
            "  3  engine or proxy out of reach",
            "  4  a person is needed"
        })
final class Verbs implements Runnable {
    private static final String APP = "the app's name in the configuration";

    private final Host.Factory hosts;
    private final PrintStream out;
    private final PrintStream err;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = picocli.CommandLine.ScopeType.INHERIT,
            defaultValue = "${env:KAWASEMI_CONFIG:-/etc/kawasemi/application.conf}",
            description = "the configuration (default: $KAWASEMI_CONFIG, or /etc/kawasemi/application.conf)")
    private Path config = Path.of("/etc/kawasemi/application.conf");

    Verbs(Host.Factory hosts, PrintStream out, PrintStream err) {
        this.hosts = hosts;
        this.out = out;
        this.err = err;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a verb is missing, such as: kawasemi deploy shop v1.9.2");
    }

    @Command(name = "run", description = "Serve: the bot on Discord, until it is stopped.")
    int serve() {
        return with(host -> {
            host.serve();
            return ExitCode.DONE;
        });
    }

    @Command(description = "The same commands, thread and buttons in this terminal.")
    int console() {
        return with(host -> {
            host.console(out, LocalActor.now());
            return ExitCode.DONE;
        });
    }

    @Command(description = "Everything that start-up or a deploy would refuse, in one list.")
    int check() {
        return with(host -> {
            List<String> problems = host.check();
            problems.forEach(problem -> out.println("- " + problem));
            out.println(problems.isEmpty() ? "nothing is in the way" : problems.size() + " to mend");
            return problems.isEmpty() ? ExitCode.DONE : ExitCode.REFUSED;
        });
    }

    @Command(description = "Write the app's first proxy file and print the lines to paste.")
    int init(@Parameters(paramLabel = "APP", description = APP) String app) {
        return with(host -> {
            host.init(name(app)).forEach(out::println);
            return ExitCode.DONE;
        });
    }

    @Command(description = "Deploy a version; stays until a person's approval is awaited, or until it has ended.")
    int deploy(
            @Parameters(paramLabel = "APP", description = APP) String app,
            @Parameters(paramLabel = "VERSION", description = "a Docker tag") String version,
            @Option(names = "--adopt", description = "take an existing stack over as the old colour") boolean adopt,
            @Option(names = "--force", description = "go on though memory or disk would run short") boolean force) {
        if (!Version.isValid(version)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "a version is a Docker tag: 1 to 128 of A-Z a-z 0-9 _ . -, not beginning with . or -");
        }
        return follow(
                app,
                (host, actor) ->
                        host.engine().deploy(new DeployRequest(name(app), new Version(version), actor, adopt, force)));
    }

    @Command(description = "Back to the colour still standing, or to the last approved release.")
    int rollback(@Parameters(paramLabel = "APP", description = APP) String app) {
        return follow(app, (host, actor) -> host.engine().rollBack(name(app), actor));
    }

    @Command(description = "Let the old colour go; it is removed when the undo window is over.")
    int approve(@Parameters(paramLabel = "APP", description = APP) String app) {
        return follow(app, (host, actor) -> host.engine().approve(name(app), actor, Optional.empty()));
    }

    @Command(description = "Take an approval back within the undo window.")
    int undo(@Parameters(paramLabel = "APP", description = APP) String app) {
        return follow(app, (host, actor) -> host.engine().undo(name(app), actor));
    }

    @Command(description = "Settle an unfinished deployment: before its switch an abort, after it a roll back.")
    int cancel(@Parameters(paramLabel = "APP", description = APP) String app) {
        return follow(app, (host, actor) -> host.engine().cancel(name(app), actor));
    }

    @Command(description = "What serves now, and how it is.")
    int status(
            @Parameters(paramLabel = "APP", description = APP + "; without one, all", arity = "0..1")
                    Optional<String> app) {
        return with(host -> {
            List<AppName> apps = app.map(one -> List.of(name(one)))
                    .orElseGet(() -> host.engine().apps());
            for (AppName one : apps) {
                AppStatus status = host.engine().status(one).join();
                StatusLines.of(status).forEach(out::println);
            }
            return ExitCode.DONE;
        });
    }

    @Command(description = "The last 10 deployments.")
    int history(
            @Parameters(paramLabel = "APP", description = APP + "; without one, all", arity = "0..1")
                    Optional<String> app) {
        return with(host -> {
            List<Deployment> all = host.engine().history().stream()
                    .filter(one -> app.isEmpty() || one.app().equals(name(app.get())))
                    .limit(10)
                    .toList();
            all.forEach(one -> out.println(StatusLines.history(one)));
            return ExitCode.DONE;
        });
    }

    private int follow(String app, Following.Asking asking) {
        return with(host -> new Following(host, out, err).follow(name(app), () -> asking.ask(host, LocalActor.now())));
    }

    private int with(Work work) {
        try (Host host = hosts.open(config)) {
            return work.on(host);
        } catch (Host.NotStarted e) {
            err.println("kawasemi did not start:");
            e.reasons().forEach(reason -> err.println("- " + reason));
            return ExitCode.REFUSED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.FAILED;
        }
    }

    private AppName name(String text) {
        if (!AppName.isValid(text)) {
            throw new ParameterException(spec.commandLine(), "there is no such app in the configuration");
        }
        return new AppName(text);
    }

    private interface Work {
        int on(Host host) throws InterruptedException;
    }
}
