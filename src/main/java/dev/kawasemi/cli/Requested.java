package dev.kawasemi.cli;

import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.rollout.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Something asked of the engine by a person at the terminal, followed until it rests. */
final class Requested {
    /** A preflight asks Docker and the proxy; each of those waits has a limit of its own, far below this. */
    private static final Duration ANSWER_LIMIT = Duration.ofMinutes(5);

    private final Host host;
    private final Terminal terminal;
    private final boolean everyStep;

    Requested(Host host, Terminal terminal, boolean everyStep) {
        this.host = host;
        this.terminal = terminal;
        this.everyStep = everyStep;
    }

    /** The request itself. */
    @FunctionalInterface
    interface Ask {
        CompletableFuture<Answer> of(Host host, Actor actor);
    }

    ExitCode carryOut(AppName app, Following.Way way, Ask ask)
            throws InterruptedException, ExecutionException, TimeoutException {
        Optional<ExitCode> unsettled = new Settled(host, terminal).first(app);
        if (unsettled.isPresent()) {
            return unsettled.get();
        }
        Following following = new Following();
        host.engine().addListener(following);
        Optional<DeploymentId> before = host.engine().latest(app).map(Deployment::id);
        Answer answer = answer(ask.of(host, terminal.actor()));
        if (answer instanceof Answer.Accepted accepted) {
            // A roll back without a standby deploys an earlier release anew: that one goes forward.
            boolean anew = !before.equals(Optional.of(accepted.deployment().id()));
            return follow(following, accepted.deployment(), anew ? Following.Way.FORWARD : way);
        }
        return notAccepted(answer);
    }

    /** For what is over when it is answered. A repair is asked for because a recovery cannot settle the app: none comes before it. */
    ExitCode askedAndDone(AppName app, Ask ask) throws InterruptedException, ExecutionException, TimeoutException {
        Answer answer = answer(ask.of(host, terminal.actor()));
        if (answer instanceof Answer.Accepted accepted) {
            terminal.say("Done. "
                    + accepted.deployment()
                            .serving()
                            .map(side -> Lines.side(side) + " of " + app + " serves.")
                            .orElse("Nothing of " + app + " serves."));
            return ExitCode.DONE;
        }
        return notAccepted(answer);
    }

    private static Answer answer(CompletableFuture<Answer> asked)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return asked.get(ANSWER_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            var told = new TimeoutException("the engine did not answer in " + ANSWER_LIMIT.toMinutes() + " minutes");
            told.initCause(e);
            throw told;
        }
    }

    private ExitCode follow(Following following, Deployment accepted, Following.Way way)
            throws InterruptedException, TimeoutException {
        Lines lines = new Lines(terminal.zone());
        terminal.say(lines.accepted(accepted));
        Following.Rest rest = following.untilRest(accepted, now -> {
            List<String> news = lines.news(now);
            if (everyStep) {
                news.forEach(terminal::say);
            }
        });
        ExitCode code = rest.code(way);
        lines.rest(rest.deployment()).forEach(code == ExitCode.DONE ? terminal::say : terminal::complain);
        return code;
    }

    private ExitCode notAccepted(Answer answer) {
        if (answer instanceof Answer.AlreadyDone done) {
            terminal.say(done.text() + ". Nothing more to do.");
            return ExitCode.DONE;
        }
        if (answer instanceof Answer.StandbyWaits waits) {
            String app = waits.waiting().app().value();
            terminal.complain("The old colour of " + app + " still stands by after deployment "
                    + waits.waiting().id() + ", and a deploy needs both colours. Nothing was started.");
            terminal.complain("Let it go with `kawasemi approve " + app + "`, or go back to it with `kawasemi rollback "
                    + app + "`; then deploy again.");
            return ExitCode.REFUSED;
        }
        return refused((Answer.Refused) answer);
    }

    private ExitCode refused(Answer.Refused refused) {
        refused.texts().forEach(text -> terminal.complain("Refused: " + text));
        return switch (refused.reason()) {
            case BAD_INPUT, BUSY, UNFINISHED, PREFLIGHT, NOTHING_TO_DO -> ExitCode.REFUSED;
            case OUT_OF_REACH -> ExitCode.OUT_OF_REACH;
            case NEEDS_A_PERSON -> ExitCode.NEEDS_A_PERSON;
        };
    }
}
