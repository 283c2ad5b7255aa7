package dev.kawasemi.cli;

import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.rollout.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Something asked of the engine by a person at the terminal, followed until it rests. */
final class Requested {
    /** A preflight asks Docker and the proxy; each of those waits has a limit of its own, far below this. */
    private static final Duration ANSWER_LIMIT = Duration.ofMinutes(5);

    /** Until the colour is gated, the proxy set and verified, and the other's workers have stopped with their grace. */
    private static final Duration REPAIR_LIMIT = Duration.ofMinutes(30);

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
        Optional<ExitCode> unsettled = new Settled(host, terminal).first(app, way);
        if (unsettled.isPresent()) {
            return unsettled.get();
        }
        Following following = new Following();
        host.engine().addListener(following);
        try {
            return carryOut(app, way, ask, following);
        } finally {
            host.engine().removeListener(following);
        }
    }

    private ExitCode carryOut(AppName app, Following.Way way, Ask ask, Following following)
            throws InterruptedException, ExecutionException, TimeoutException {
        Optional<DeploymentId> before = host.engine().latest(app).map(Deployment::id);
        Answer answer = answer(ask.of(host, terminal.actor()), ANSWER_LIMIT);
        if (answer instanceof Answer.Accepted accepted) {
            // A roll back without a standby deploys an earlier release anew: that one goes forward.
            boolean anew = !before.equals(Optional.of(accepted.deployment().id()));
            return follow(following, accepted.deployment(), anew ? Following.Way.FORWARD : way);
        }
        return notAccepted(answer);
    }

    /** Only an open question can be answered with no. */
    ExitCode reject(AppName app) throws InterruptedException, ExecutionException, TimeoutException {
        boolean asked = host.engine()
                .latest(app)
                .filter(d -> d.phase() == Phase.AWAITING_APPROVAL)
                .isPresent();
        if (!asked) {
            terminal.complain("Refused: " + app + " has no open question. Nothing was done.");
            return ExitCode.REFUSED;
        }
        return carryOut(
                app, Following.Way.BACK, (there, actor) -> there.engine().rollBack(app, actor));
    }

    /** Removes the failed colour; over when it is answered. */
    ExitCode remove(AppName app, long tasksGivenUp) throws InterruptedException, ExecutionException, TimeoutException {
        Optional<ExitCode> unsettled = new Settled(host, terminal).first(app, Following.Way.FORWARD);
        if (unsettled.isPresent()) {
            return unsettled.get();
        }
        Answer answer = answer(host.engine().remove(app, terminal.actor(), tasksGivenUp), ANSWER_LIMIT);
        return done(
                answer, d -> "Removed " + d.next().color() + " " + d.version() + " of " + app + ". " + serving(app, d));
    }

    /** Over when it is answered. It is asked for because a recovery cannot settle the app: none comes before it. */
    ExitCode repair(AppName app, Color active) throws InterruptedException, ExecutionException, TimeoutException {
        terminal.say("Bringing " + active + " of " + app + " up and giving it the traffic …");
        Answer answer = answer(host.engine().repair(app, active, terminal.actor()), REPAIR_LIMIT);
        return done(answer, d -> "Repaired. " + serving(app, d));
    }

    private ExitCode done(Answer answer, Function<Deployment, String> words) {
        if (answer instanceof Answer.Accepted accepted) {
            terminal.say(words.apply(accepted.deployment()));
            return ExitCode.DONE;
        }
        return notAccepted(answer);
    }

    /** A release that was never prepared has no side with a version: then the colour alone. */
    private static String serving(AppName app, Deployment d) {
        Optional<Color> serving =
                d.repaired().or(() -> d.serving().map(side -> side.stack().color()));
        return serving.map(color -> d.serving()
                                .filter(side -> side.stack().color() == color
                                        && side.release().isPresent())
                                .map(Lines::side)
                                .orElse(color.name())
                        + " of " + app + " serves.")
                .orElse("Nothing of " + app + " serves.");
    }

    private static Answer answer(CompletableFuture<Answer> asked, Duration limit)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return asked.get(limit.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            var told = new TimeoutException("the engine did not answer in " + limit.toMinutes() + " minutes");
            told.initCause(e);
            throw told;
        }
    }

    private ExitCode follow(Following following, Deployment accepted, Following.Way way)
            throws InterruptedException, TimeoutException {
        Lines lines = new Lines(terminal.zone());
        terminal.say(lines.accepted(accepted));
        if (accepted.phase() == Phase.RETIRING && accepted.bypassedBy().isPresent()) {
            terminal.say("This approval goes past the four-eyes rule (approval.self = false) and is recorded as one.");
        }
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
        if (answer instanceof Answer.Frozen frozen) {
            terminal.complain(new FreezeLines(terminal.zone()).refusal(frozen.freeze()));
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
