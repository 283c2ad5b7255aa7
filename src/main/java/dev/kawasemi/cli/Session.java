package dev.kawasemi.cli;

import dev.kawasemi.chat.discord.OutboxException;
import dev.kawasemi.container.EngineUnreachableException;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.journal.JournalException;
import dev.kawasemi.proxy.ProxyException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the host for one verb, closes it whatever happens, and turns what went wrong into words and an exit code. */
final class Session {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    private static final Path DEFAULT_CONFIG = Path.of("/etc/kawasemi/application.conf");

    private final Host.Factory hosts;
    private final Terminal terminal;
    private final List<String> typed;

    Session(Host.Factory hosts, Terminal terminal, String... typed) {
        this.hosts = hosts;
        this.terminal = terminal;
        this.typed = List.of(typed);
    }

    /** What a verb does with the host. */
    @FunctionalInterface
    interface Work {
        ExitCode with(Host host) throws InterruptedException, ExecutionException, TimeoutException;
    }

    Terminal terminal() {
        return terminal;
    }

    /** Carried out by the bot where one runs, else here. */
    int open(Optional<Path> config, Work work) {
        Path file = file(config);
        try {
            OptionalInt there = byTheBot(file);
            return there.isPresent() ? there.getAsInt() : openHere(file, work);
        } catch (Host.NotStarted e) {
            e.reasons().forEach(terminal::complain);
            return ExitCode.REFUSED.number();
        }
    }

    /** Carried out by the bot where one runs, else here, without opening the host: what is in the way of that is what is asked for. */
    int check(Optional<Path> config, boolean json) {
        Path file = file(config);
        try {
            OptionalInt there = byTheBot(file);
            return there.isPresent() ? there.getAsInt() : print(hosts.check(file), json);
        } catch (Host.NotStarted e) {
            return print(
                    CheckReport.of("configuration", e.reasons(), "Mend it in " + file + ", then check again"), json);
        } catch (RuntimeException e) {
            return failed(e).number();
        }
    }

    private int print(CheckReport report, boolean json) {
        if (json) {
            terminal.out().println(CheckLines.json(report));
            terminal.out().flush();
        } else {
            CheckLines.of(report).forEach(terminal::say);
        }
        return report.exitCode().number();
    }

    private OptionalInt byTheBot(Path file) throws Host.NotStarted {
        Optional<Path> socket = hosts.socket(file);
        return socket.isPresent()
                ? ControlClient.call(socket.get(), terminal, typed.toArray(String[]::new))
                : OptionalInt.empty();
    }

    /** Until the process is asked to end. */
    static ExitCode serve(Host host) throws InterruptedException {
        host.serve();
        return ExitCode.DONE;
    }

    /** For what makes no sense in another process: to be the bot, to be its chat. */
    int openHere(Optional<Path> config, Work work) {
        return openHere(file(config), work);
    }

    private Path file(Optional<Path> config) {
        return config.or(terminal::configFile).orElse(DEFAULT_CONFIG);
    }

    private int openHere(Path file, Work work) {
        try (Host host = hosts.open(file)) {
            return guarded(host, work).number();
        } catch (Host.NotStarted e) {
            e.reasons().forEach(terminal::complain);
            return ExitCode.REFUSED.number();
        } catch (RuntimeException e) {
            return failed(e).number();
        }
    }

    /** As {@link #open}, for a verb about one app, which must be configured. */
    int openFor(Optional<Path> config, AppName app, Work work) {
        return open(config, host -> {
            if (host.engine().apps().contains(app)) {
                return work.with(host);
            }
            terminal.complain("There is no app " + app + " in the configuration. There is: "
                    + String.join(
                            ", ",
                            host.engine().apps().stream().map(AppName::value).toList()));
            return ExitCode.REFUSED;
        });
    }

    private ExitCode guarded(Host host, Work work) {
        try {
            return work.with(host);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            terminal.complain("Interrupted. `kawasemi status` says how things stand.");
            return ExitCode.NEEDS_A_PERSON;
        } catch (ExecutionException e) {
            return failed(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            terminal.complain("No answer: " + e.getMessage() + ". Nothing more is known; look with `kawasemi status`.");
            return ExitCode.OUT_OF_REACH;
        } catch (RuntimeException e) {
            return failed(e);
        }
    }

    private ExitCode failed(Throwable e) {
        terminal.complain(e.getMessage() == null ? e.toString() : e.getMessage());
        if (e instanceof EngineUnreachableException || e instanceof ProxyException) {
            return ExitCode.OUT_OF_REACH;
        }
        if (e instanceof JournalException || e instanceof OutboxException) {
            return ExitCode.NEEDS_A_PERSON;
        }
        LOG.error("Not foreseen: please report it with these lines", e);
        return ExitCode.NEEDS_A_PERSON;
    }
}
