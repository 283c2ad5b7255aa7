package dev.kawasemi.cli;

import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.rollout.AppLogs;
import dev.kawasemi.rollout.AppStatus;
import dev.kawasemi.rollout.DeployRequest;
import dev.kawasemi.rollout.DryRun;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The verbs that only look, and {@code init}. */
final class Looks {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    private final Host host;
    private final Terminal terminal;

    Looks(Host host, Terminal terminal) {
        this.host = host;
        this.terminal = terminal;
    }

    ExitCode init(AppName app) {
        host.init(app).forEach(terminal::say);
        return ExitCode.DONE;
    }

    ExitCode status(Optional<AppName> app, boolean json)
            throws InterruptedException, ExecutionException, TimeoutException {
        List<AppStatus> all = statuses(app);
        if (json) {
            terminal.out().println(StatusJson.of(all, host.engine()));
            terminal.out().flush();
        } else {
            for (AppStatus status : all) {
                new StatusLines(status, host.engine().history(), terminal.zone())
                        .lines()
                        .forEach(terminal::say);
                host.engine()
                        .frozen(status.app())
                        .ifPresent(freeze ->
                                terminal.say("  frozen:     " + new FreezeLines(terminal.zone()).words(freeze)));
            }
        }
        if (all.stream().anyMatch(Looks::needsAPerson)) {
            return ExitCode.NEEDS_A_PERSON;
        }
        boolean blind = all.stream().anyMatch(status -> !status.problems().isEmpty());
        return blind ? ExitCode.OUT_OF_REACH : ExitCode.DONE;
    }

    private List<AppStatus> statuses(Optional<AppName> app)
            throws InterruptedException, ExecutionException, TimeoutException {
        List<CompletableFuture<AppStatus>> asked = new ArrayList<>();
        app.map(List::of)
                .orElse(host.engine().apps())
                .forEach(name -> asked.add(host.engine().status(name)));
        List<AppStatus> all = new ArrayList<>();
        for (CompletableFuture<AppStatus> one : asked) {
            all.add(one.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
        }
        return all;
    }

    private static boolean needsAPerson(AppStatus status) {
        return status.disagreement().isPresent()
                || status.last().map(d -> d.phase() == Phase.STUCK).orElse(false);
    }

    /** Ends with 2 where the deploy would be refused. */
    ExitCode dryRun(DeployRequest request) throws InterruptedException, ExecutionException, TimeoutException {
        DryRun run = host.engine().dryRun(request).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        new DryRunLines(terminal.zone()).of(run).forEach(terminal::say);
        return run.against().isEmpty() ? ExitCode.DONE : ExitCode.REFUSED;
    }

    ExitCode logs(AppName app, Optional<Color> color)
            throws InterruptedException, ExecutionException, TimeoutException {
        AppLogs logs = host.engine().logs(app, color).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        if (logs.lines().isEmpty()) {
            terminal.complain("The containers of " + app + " " + logs.color() + " wrote nothing, or there are none.");
        }
        logs.lines().forEach(terminal::say);
        return ExitCode.DONE;
    }

    ExitCode history(Optional<AppName> app) {
        List<Deployment> all = host.engine().history().stream()
                .filter(d -> app.map(d.app()::equals).orElse(true))
                .toList();
        if (all.isEmpty()) {
            terminal.say("No deployments yet.");
        }
        all.forEach(d -> terminal.say(line(d)));
        return ExitCode.DONE;
    }

    private String line(Deployment d) {
        String from = d.old().map(Lines::side).orElse("nothing");
        String text =
                d.id() + "  " + MINUTE.format(d.startedAt().atZone(terminal.zone())) + "  " + d.app() + "  " + from
                        + " -> " + d.next().color() + " " + d.version() + "  " + Lines.words(d.phase()) + "  by "
                        + d.actor().name() + approval(d) + reason(d);
        boolean failed = d.phase() == Phase.ABORTED || d.phase() == Phase.ROLLED_BACK || d.phase() == Phase.STUCK;
        return failed ? text + d.failure().map(failure -> "  (" + failure + ")").orElse("") : text;
    }

    /** An approval past the four-eyes rule is never shown as a common one. */
    private static String approval(Deployment d) {
        return d.bypassedBy()
                .map(by -> "  approved by " + by.name() + " past the four-eyes rule")
                .orElse("");
    }

    private static String reason(Deployment d) {
        return d.reason().isEmpty() ? "" : "  \"" + d.reason() + "\"";
    }
}
