package dev.kawasemi.cli;

import dev.kawasemi.chat.discord.OutboxException;
import dev.kawasemi.container.EngineUnreachableException;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.journal.JournalException;
import dev.kawasemi.proxy.ProxyException;
import java.nio.file.Path;
import java.util.Optional;
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

    Session(Host.Factory hosts, Terminal terminal) {
        this.hosts = hosts;
        this.terminal = terminal;
    }

    /** What a verb does with the host. */
    @FunctionalInterface
    interface Work {
        ExitCode with(Host host) throws InterruptedException, ExecutionException, TimeoutException;
    }

    Terminal terminal() {
        return terminal;
    }

    int open(Optional<Path> config, Work work) {
        Path file = config.or(terminal::configFile).orElse(DEFAULT_CONFIG);
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
