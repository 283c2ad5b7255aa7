package dev.kawasemi.cli;

import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.health.HealthGate;
import dev.kawasemi.host.Sample;
import dev.kawasemi.rollout.Answer;
import dev.kawasemi.rollout.DeploymentListener;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Prints what happens to a deployment until it is at rest. */
final class Following implements DeploymentListener {
    private final Host host;
    private final PrintStream out;
    private final PrintStream err;
    private final BlockingQueue<Deployment> news = new LinkedBlockingQueue<>();

    Following(Host host, PrintStream out, PrintStream err) {
        this.host = host;
        this.out = out;
        this.err = err;
    }

    /** Asks the engine as somebody. */
    @FunctionalInterface
    interface Asking {
        CompletableFuture<Answer> ask(Host host, Actor actor);
    }

    int follow(AppName app, Supplier<CompletableFuture<Answer>> request) throws InterruptedException {
        host.engine().addListener(this);
        Answer answer = request.get().join();
        if (answer instanceof Answer.Accepted accepted) {
            return untilRest(accepted.deployment().id());
        }
        if (answer instanceof Answer.AlreadyDone done) {
            out.println(done.text());
            return ExitCode.DONE;
        }
        if (answer instanceof Answer.StandbyWaits waits) {
            err.println("deployment " + waits.waiting().id() + " of " + app + " still waits for an approval: "
                    + "`kawasemi approve " + app + "`, or `kawasemi rollback " + app + "`, or leave it");
            return ExitCode.REFUSED;
        }
        Answer.Refused refused = (Answer.Refused) answer;
        refused.texts().forEach(text -> err.println("- " + text));
        return switch (refused.reason()) {
            case OUT_OF_REACH -> ExitCode.OUT_OF_REACH;
            case NEEDS_A_PERSON, UNFINISHED -> ExitCode.PERSON_NEEDED;
            case BAD_INPUT, BUSY, PREFLIGHT, NOTHING_TO_DO -> ExitCode.REFUSED;
        };
    }

    private int untilRest(DeploymentId id) throws InterruptedException {
        boolean begun = false;
        while (true) {
            Deployment now = news.poll(1, TimeUnit.HOURS);
            if (now == null || !now.id().equals(id)) {
                continue;
            }
            begun = begun || now.phase().acting();
            if (begun && !now.phase().acting()) {
                return code(now);
            }
        }
    }

    private static int code(Deployment now) {
        return switch (now.phase()) {
            case ABORTED -> ExitCode.FAILED;
            case ROLLED_BACK ->
                now.decidedBy()
                                .map(Actor::origin)
                                .filter(Actor.Origin.SYSTEM::equals)
                                .isPresent()
                        ? ExitCode.FAILED
                        : ExitCode.DONE;
            case STUCK -> ExitCode.PERSON_NEEDED;
            case RUNNING,
                    UNDOING,
                    AWAITING_APPROVAL,
                    ROLLING_BACK,
                    RETIRING,
                    UNDO_WINDOW,
                    REVIVING,
                    REMOVING,
                    COMPLETED -> ExitCode.DONE;
        };
    }

    @Override
    public void happened(Deployment now, DeploymentEvent event) {
        out.println(EventLines.of(now, event));
        news.add(now);
    }

    @Override
    public void sampled(Deployment now, Sample sample, Optional<HealthGate.Progress> gate) {
        // A terminal that follows has the events; the console has the card.
    }
}
