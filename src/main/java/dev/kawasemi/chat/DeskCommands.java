package dev.kawasemi.chat;

import dev.kawasemi.chat.AccessPolicy.Act;
import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Freeze;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.deployment.Version;
import dev.kawasemi.rollout.DeployRequest;
import dev.kawasemi.rollout.FreezeAnswer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The commands beside the way forward: everyone's ways out, and looks. */
final class DeskCommands {
    private final Desk desk;
    private final Conversation talk;
    private final Commands commands;

    DeskCommands(Desk desk, Conversation talk, Commands commands) {
        this.desk = desk;
        this.talk = talk;
        this.commands = commands;
    }

    void dryRun(ChatCommand.DryRun command) {
        Optional<String> problem = commands.appProblem(command.app())
                .or(() -> InputCheck.versionProblem(command.version(), talk.wording()));
        if (!commands.passes(problem, Act.DEPLOY)) {
            return;
        }
        talk.say(Answers.checking(command.app(), command.version(), talk.wording()));
        DeployRequest request = DeployRequest.of(new AppName(command.app()), new Version(command.version()), actor());
        talk.whenDone(
                desk.engine().dryRun(request),
                run -> talk.end(new DryRunText(talk.wording(), now()).of(run, command.problems())));
    }

    /** The same as the button Roll back under an open question, for those who may answer it. */
    void reject(ChatCommand.Reject command) {
        if (!commands.passes(commands.appProblem(command.app()), Act.APPROVE)) {
            return;
        }
        Optional<Deployment> latest = desk.engine().latest(new AppName(command.app()));
        if (latest.isEmpty()) {
            talk.end(Answers.neverDeployed(command.app(), talk.wording()));
        } else if (latest.get().phase() != Phase.AWAITING_APPROVAL) {
            talk.end(Answers.decidedBefore(latest.get(), now(), talk.wording()));
        } else {
            commands.rollBack(latest.get().app());
        }
    }

    void cancel(ChatCommand.Cancel command) {
        Optional<String> problem = commands.appProblem(command.app());
        if (problem.isPresent()) {
            talk.end(problem.get());
            return;
        }
        AppName app = new AppName(command.app());
        Optional<Deployment> latest = desk.engine().latest(app);
        if (!talk.may(Act.CANCEL, latest)) {
            return;
        }
        if (latest.isEmpty()) {
            talk.end(Answers.neverDeployed(command.app(), talk.wording()));
        } else if (latest.get().ended()) {
            talk.end(Answers.decidedBefore(latest.get(), now(), talk.wording()));
        } else {
            talk.whenDone(
                    desk.engine().cancel(app, actor()), answer -> talk.end(commands.message(answer, this::cancelled)));
        }
    }

    private String cancelled(Deployment d) {
        return Answers.going(Expected.after(ButtonId.Verb.CANCEL, d, actor(), now()), talk.wording());
    }

    void lock(ChatCommand.Lock command) {
        Optional<String> problem = commands.appProblem(command.app())
                .or(() -> LeaseInput.problem(command.reason(), command.length(), talk.wording()));
        if (!commands.passes(problem, Act.LOCK)) {
            return;
        }
        FreezeAnswer answer = desk.engine()
                .freeze(
                        new AppName(command.app()),
                        actor(),
                        command.reason().strip(),
                        LeaseInput.length(command.length()));
        if (answer instanceof FreezeAnswer.Frozen frozen) {
            talk.end(FreezeText.began(frozen.freeze(), now(), talk.wording()));
        } else {
            Freeze held = ((FreezeAnswer.HeldBy) answer).freeze();
            talk.end(FreezeText.refusal(held, now(), talk.wording())
                    + talk.wording().say(InputPhrase.NOTHING_DONE));
        }
    }

    void unlock(ChatCommand.Unlock command) {
        Optional<String> problem = commands.appProblem(command.app());
        if (problem.isPresent()) {
            talk.end(problem.get());
            return;
        }
        AppName app = new AppName(command.app());
        Optional<Freeze> held = desk.engine().frozen(app);
        boolean may =
                held.isPresent() ? talk.may(Act.UNLOCK, held.get().owner()) : talk.may(Act.LOCK, Optional.empty());
        if (may) {
            Optional<Freeze> lifted = held.flatMap(freeze -> desk.engine().unfreeze(app, actor()));
            talk.end(talk.wording().say(lifted.isPresent() ? DeskPhrase.UNLOCKED : DeskPhrase.NOT_LOCKED, app));
        }
    }

    void history(ChatCommand.History command) {
        boolean all = command.app().isBlank();
        if (!commands.passes(all ? Optional.empty() : commands.appProblem(command.app()), Act.VIEW)) {
            return;
        }
        List<Deployment> shown = desk.engine().history().stream()
                .filter(d -> all || d.app().value().equals(command.app()))
                .toList();
        talk.end(new HistoryText(talk.wording(), now(), talk::threadUrl).of(shown));
    }

    void logs(ChatCommand.Logs command) {
        Optional<Color> color = Color.ofId(command.color().toLowerCase(Locale.ROOT));
        Optional<String> problem = commands.appProblem(command.app())
                .or(() -> command.color().isBlank() || color.isPresent()
                        ? Optional.empty()
                        : Optional.of(noColor(command.color())));
        if (!commands.passes(problem, Act.LOGS)) {
            return;
        }
        talk.say(talk.wording().say(DeskPhrase.READING_LOGS, command.app()));
        talk.whenDone(
                desk.engine().logs(new AppName(command.app()), color),
                logs -> talk.end(LogText.of(logs, talk.wording())));
    }

    private String noColor(String typed) {
        return talk.wording().say(DeskPhrase.NO_COLOR, Escape.quoted(typed))
                + talk.wording().say(InputPhrase.NOTHING_DONE);
    }

    private Actor actor() {
        return talk.caller().actor();
    }

    private Instant now() {
        return desk.time().now();
    }
}
