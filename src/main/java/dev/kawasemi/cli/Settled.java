package dev.kawasemi.cli;

import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.rollout.RecoveryReport;
import java.time.Duration;
import java.util.List;
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

    private static final Duration LOOK_LIMIT = Duration.ofMinutes(1);

    private final Host host;
    private final Terminal terminal;

    Settled(Host host, Terminal terminal) {
        this.host = host;
        this.terminal = terminal;
    }

    /**
     * Why the request must not go on; empty when all is settled, or when another Kawasemi acts (which the request itself is told). What is stuck is gone on
     * with by a request that goes back: that is the person's word that it is mended.
     */
    Optional<ExitCode> first(AppName app, Following.Way way)
            throws InterruptedException, ExecutionException, TimeoutException {
        RecoveryReport report = report();
        report.settled().forEach(done -> terminal.say("Settled: " + done));
        boolean mended = way == Following.Way.BACK && stuck(app);
        List<String> told = report.needsAPerson().stream()
                .filter(text -> !mended || !concerns(app, text))
                .toList();
        told.forEach(terminal::complain);
        if (told.stream().anyMatch(text -> concerns(app, text))) {
            return Optional.of(ExitCode.NEEDS_A_PERSON);
        }
        return report.open().contains(app) ? outOfReach(app) : Optional.empty();
    }

    private static boolean concerns(AppName app, String text) {
        return text.startsWith(app + ":");
    }

    private boolean stuck(AppName app) {
        return host.engine().latest(app).filter(d -> d.phase() == Phase.STUCK).isPresent();
    }

    /** The report does not say why it is still open: a look does. */
    private Optional<ExitCode> outOfReach(AppName app)
            throws InterruptedException, ExecutionException, TimeoutException {
        List<String> problems = host.engine()
                .status(app)
                .get(LOOK_LIMIT.toSeconds(), TimeUnit.SECONDS)
                .problems();
        if (problems.isEmpty()) {
            return Optional.empty();
        }
        problems.forEach(problem -> terminal.complain(app + ": " + problem));
        terminal.complain(
                "Nothing was begun: what was interrupted must be settled first. Try again when that answers.");
        return Optional.of(ExitCode.OUT_OF_REACH);
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
