package dev.kawasemi.chat;

import dev.kawasemi.chat.AccessPolicy.Act;
import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.deployment.Version;
import dev.kawasemi.rollout.Answer;
import dev.kawasemi.rollout.AppStatus;
import dev.kawasemi.rollout.DeployRequest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The slash commands: input, then rights, then the engine. */
final class Commands implements ChatCommand.Visitor {
    private final Desk desk;
    private final Conversation talk;
    private final DeskCommands others;

    Commands(Desk desk, Conversation talk) {
        this.desk = desk;
        this.talk = talk;
        this.others = new DeskCommands(desk, talk, this);
    }

    @Override
    public void deploy(ChatCommand.Deploy command) {
        Optional<String> problem = appProblem(command.app())
                .or(() -> InputCheck.versionProblem(command.version(), talk.wording()))
                .or(() -> InputCheck.reasonProblem(command.reason(), talk.wording()));
        if (passes(problem, Act.DEPLOY)) {
            deploy(DeployRequest.of(new AppName(command.app()), new Version(command.version()), actor())
                    .because(command.reason().strip()));
        }
    }

    /** Preflight takes its time: a first word at once. */
    void deploy(DeployRequest request) {
        talk.say(Answers.checking(request.app().value(), request.version().value(), talk.wording()));
        talk.whenDone(desk.engine().deploy(request), answer -> {
            if (answer instanceof Answer.StandbyWaits waits) {
                desk.parked().park(waits.waiting().id(), request);
            }
            talk.end(message(answer, d -> Answers.deployAccepted(d, talk.wording())));
        });
    }

    @Override
    public void status(ChatCommand.Status command) {
        boolean all = command.app().isBlank();
        if (!passes(all ? Optional.empty() : appProblem(command.app()), Act.VIEW)) {
            return;
        }
        List<AppName> apps = all ? desk.engine().apps() : List.of(new AppName(command.app()));
        talk.say(
                all
                        ? talk.wording().say(AnswerPhrase.LOOKING_AT_ALL)
                        : talk.wording().say(AnswerPhrase.LOOKING_AT, command.app()));
        List<CompletableFuture<String>> texts = apps.stream()
                .map(app -> desk.engine().status(app).thenApply(this::statusText))
                .toList();
        CompletableFuture<Void> done = CompletableFuture.allOf(texts.toArray(CompletableFuture[]::new));
        talk.whenDone(
                done.thenApply(
                        nothing -> texts.stream().map(CompletableFuture::join).collect(Collectors.joining("\n\n"))),
                text -> talk.end(text.isEmpty() ? talk.wording().say(AnswerPhrase.NO_APP) : text));
    }

    private String statusText(AppStatus status) {
        String text = StatusText.of(status, desk.engine().history(), talk.wording());
        return desk.engine()
                .frozen(status.app())
                .map(freeze -> text + "\n" + FreezeText.held(freeze, desk.time().now(), talk.wording()))
                .orElse(text);
    }

    @Override
    public void rollBack(ChatCommand.RollBack command) {
        if (!passes(appProblem(command.app()), Act.DEPLOY)) {
            return;
        }
        rollBack(new AppName(command.app()));
    }

    void rollBack(AppName app) {
        Optional<DeploymentId> before = desk.engine().latest(app).map(Deployment::id);
        talk.whenDone(
                desk.engine().rollBack(app, actor()),
                answer -> talk.end(message(answer, d -> rollBackText(d, before))));
    }

    /** A deployment with a new number is one that was kept, deployed anew. */
    private String rollBackText(Deployment d, Optional<DeploymentId> before) {
        boolean same = before.equals(Optional.of(d.id()));
        Deployment now = same
                ? Expected.after(
                        ButtonId.Verb.ROLL_BACK, d, actor(), desk.time().now())
                : d;
        return Answers.rollBackAccepted(now, talk.wording());
    }

    /** The same as the button: the same generation, the same second question. */
    @Override
    public void approve(ChatCommand.Approve command) {
        if (!passes(appProblem(command.app()), Act.APPROVE)) {
            return;
        }
        Optional<Deployment> latest = desk.engine().latest(new AppName(command.app()));
        if (latest.isEmpty()) {
            talk.end(Answers.neverDeployed(command.app(), talk.wording()));
        } else if (latest.get().phase() != Phase.AWAITING_APPROVAL) {
            talk.end(Answers.decidedBefore(latest.get(), desk.time().now(), talk.wording()));
        } else {
            approve(latest.get());
        }
    }

    private void approve(Deployment d) {
        if (!talk.passesFourEyes(d)) {
            return;
        }
        long waiting = Presses.waiting(d);
        if (waiting != 0) {
            talk.end(Answers.removeAnyway(d, waiting, talk.wording()));
            return;
        }
        talk.whenDone(
                desk.engine().approve(d.app(), actor(), Optional.of(d.generation()), 0),
                answer -> talk.end(message(answer, now -> Answers.going(now, talk.wording()))));
    }

    @Override
    public void press(ChatCommand.Press command) {
        new Presses(desk, talk, this).press(command);
    }

    @Override
    public void dryRun(ChatCommand.DryRun command) {
        others.dryRun(command);
    }

    @Override
    public void reject(ChatCommand.Reject command) {
        others.reject(command);
    }

    @Override
    public void cancel(ChatCommand.Cancel command) {
        others.cancel(command);
    }

    @Override
    public void lock(ChatCommand.Lock command) {
        others.lock(command);
    }

    @Override
    public void unlock(ChatCommand.Unlock command) {
        others.unlock(command);
    }

    @Override
    public void history(ChatCommand.History command) {
        others.history(command);
    }

    @Override
    public void logs(ChatCommand.Logs command) {
        others.logs(command);
    }

    /** What the engine said, in words. */
    ChatMessage message(Answer answer, Function<Deployment, String> accepted) {
        if (answer instanceof Answer.Accepted yes) {
            return ChatMessage.silent(Escape.fit(accepted.apply(yes.deployment())));
        }
        if (answer instanceof Answer.StandbyWaits waits) {
            return Answers.standbyWaits(waits.waiting(), talk.wording());
        }
        if (answer instanceof Answer.Frozen frozen) {
            return ChatMessage.silent(
                    FreezeText.refusal(frozen.freeze(), desk.time().now(), talk.wording()));
        }
        if (answer instanceof Answer.AlreadyDone done) {
            return ChatMessage.silent(
                    Answers.decidedBefore(done.deployment(), desk.time().now(), talk.wording()));
        }
        return ChatMessage.silent(Escape.fit(Answers.refused((Answer.Refused) answer, talk.wording())));
    }

    Optional<String> appProblem(String app) {
        return InputCheck.appProblem(app, desk.engine().apps(), talk.wording());
    }

    boolean passes(Optional<String> problem, Act act) {
        if (problem.isPresent()) {
            talk.end(problem.get());
            return false;
        }
        return talk.may(act, Optional.empty());
    }

    private Actor actor() {
        return talk.caller().actor();
    }
}
