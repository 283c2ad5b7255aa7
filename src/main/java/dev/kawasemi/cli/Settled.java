package dev.kawasemi.cli;

import dev.kawasemi.deployment.AppName;
import dev.kawasemi.rollout.RecoveryReport;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What an interrupted deployment left is settled before anything new is asked: undone or finished by the journal. */
final class Settled {
    /** Above this people want to know what they wait for. */
    private static final Duration QUIET = Duration.ofSeconds(2);

    /** A release that is finished is watched, and its old queue worked off; each of those waits has a limit of its own. */
    private static final Duration LIMIT = Duration.ofMinutes(60);

    private final Host host;
    private final Terminal terminal;

    Settled(Host host, Terminal terminal) {
        this.host = host;
        this.terminal = terminal;
    }

    /** Why the request must not go on; empty when all is settled, or when another Kawasemi acts (which the request itself is told). */
    Optional<ExitCode> first(AppName app) throws InterruptedException, ExecutionException, TimeoutException {
        RecoveryReport report = report();
        report.settled().forEach(done -> terminal.say("Settled: " + done));
        boolean ours = report.needsAPerson().stream().anyMatch(text -> text.startsWith(app + ":"));
        report.needsAPerson().forEach(terminal::complain);
        return ours ? Optional.of(ExitCode.NEEDS_A_PERSON) : Optional.empty();
    }

    private RecoveryReport report() throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<RecoveryReport> recovery = host.engine().recover();
        try {
            return recovery.get(QUIET.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            terminal.say("Settling what was interrupted (`kawasemi status` says what) …");
            return recovery.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }
}
