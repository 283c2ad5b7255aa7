package dev.kawasemi.chat;

import dev.kawasemi.chat.AccessPolicy.Act;
import dev.kawasemi.chat.ButtonId.Verb;
import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.rollout.Answer;
import dev.kawasemi.rollout.DeployEngine;
import dev.kawasemi.rollout.DeployRequest;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The buttons. Each press is checked as if the button were not ours: what it stands for, rights, whether the message and its question are the newest. What is
 * left of a race (two at once) the engine's compare-and-set decides.
 */
final class Presses {
    /** The second press, on a message that has no slot of its own. */
    private static final Set<Verb> SECOND = EnumSet.of(Verb.REMOVE_ANYWAY, Verb.REMOVE_FAILED_ANYWAY, Verb.GO_ON);

    /** What answers one question and no other. */
    private static final Set<Verb> ANSWERS =
            EnumSet.of(Verb.REMOVE, Verb.REMOVE_ANYWAY, Verb.ROLL_BACK, Verb.UNDO, Verb.GO_ON);

    private final Desk desk;
    private final Conversation talk;
    private final Commands commands;

    Presses(Desk desk, Conversation talk, Commands commands) {
        this.desk = desk;
        this.talk = talk;
        this.commands = commands;
    }

    void press(ChatCommand.Press press) {
        Optional<ButtonId> id = ButtonId.decode(press.customId());
        if (id.isEmpty()) {
            talk.end(Answers.notOurs(talk.wording()));
            return;
        }
        if (id.get().ofRelease()) {
            new ReleasePresses(desk, talk, commands).press(id.get(), press);
            return;
        }
        Optional<Deployment> found = desk.engine().deployment(id.get().deployment());
        if (!talk.may(act(id.get().verb()), found)) {
            return;
        }
        if (found.isEmpty()) {
            talk.end(Answers.unknownDeployment(id.get(), talk.wording()));
            return;
        }
        Optional<String> problem = problem(id.get(), press, found.get());
        if (problem.isPresent()) {
            talk.end(problem.get());
        } else {
            act(id.get(), found.get());
        }
    }

    private static Act act(Verb verb) {
        return switch (verb) {
            case REMOVE, REMOVE_ANYWAY, KEEP, UNDO, GO_ON -> Act.APPROVE;
            case ROLL_BACK -> Act.ROLL_BACK;
            case CANCEL -> Act.CANCEL;
            case LOGS -> Act.LOGS;
            case RETRY, LEAVE, REMOVE_FAILED, REMOVE_FAILED_ANYWAY, DEPLOY_RELEASE, NOT_NOW -> Act.DEPLOY;
        };
    }

    /** Why this button no longer counts. Reading the logs hurts at no time. */
    private Optional<String> problem(ButtonId id, ChatCommand.Press press, Deployment d) {
        if (id.verb() == Verb.LOGS || id.verb() == Verb.LEAVE) {
            return Optional.empty();
        }
        if (!press.messageIsCurrent() && !SECOND.contains(id.verb())) {
            return Optional.of(Answers.oldCopy(talk.wording()));
        }
        Optional<Deployment> latest = desk.engine().latest(d.app());
        if (latest.isPresent() && !latest.get().id().equals(d.id())) {
            return Optional.of(Answers.overtaken(d, latest.get(), talk.wording()));
        }
        if (ANSWERS.contains(id.verb()) && id.generation() != d.generation()) {
            return Optional.of(Answers.oldCopy(talk.wording()));
        }
        return fits(id.verb(), d)
                ? Optional.empty()
                : Optional.of(Answers.decidedBefore(d, desk.time().now(), talk.wording()));
    }

    /** Of an ended deployment a roll back would be a new deploy, which no button of it means. */
    private static boolean fits(Verb verb, Deployment d) {
        Phase phase = d.phase();
        return switch (verb) {
            case REMOVE, REMOVE_ANYWAY, ROLL_BACK, KEEP, GO_ON -> phase == Phase.AWAITING_APPROVAL;
            case UNDO -> phase == Phase.UNDO_WINDOW;
            case CANCEL -> !phase.ended();
            case RETRY -> phase.ended();
            case REMOVE_FAILED, REMOVE_FAILED_ANYWAY -> d.failedColor().isPresent();
            case LOGS, LEAVE -> true;
            case DEPLOY_RELEASE, NOT_NOW -> false;
        };
    }

    private void act(ButtonId id, Deployment d) {
        DeployEngine engine = desk.engine();
        Actor actor = talk.caller().actor();
        switch (id.verb()) {
            case REMOVE -> remove(id, d);
            case REMOVE_ANYWAY -> removeAnyway(id, d);
            case ROLL_BACK -> decide(id, engine.rollBack(d.app(), actor), this::question);
            case KEEP -> decide(id, engine.keep(d.app(), actor, Optional.of(id.generation())), this::question);
            case UNDO -> decide(id, engine.undo(d.app(), actor), this::question);
            case CANCEL -> decide(id, engine.cancel(d.app(), actor), now -> RootLine.of(now, desk.wording()));
            case LOGS -> talk.end(Answers.logs(d, talk.wording()));
            case RETRY ->
                commands.deploy(DeployRequest.of(d.app(), d.version(), actor).because(d.reason()));
            case GO_ON -> goOn(id, d);
            case LEAVE ->
                talk.endReplacing(ChatMessage.silent(talk.wording()
                        .say(DeskPhrase.LEFT, d.app(), talk.wording().oldSide(d))));
            case REMOVE_FAILED -> removeFailed(d);
            case REMOVE_FAILED_ANYWAY -> removeFailed(d, waitingInFailed(d));
            case DEPLOY_RELEASE, NOT_NOW -> throw new IllegalStateException("of a release, not of a deployment");
        }
    }

    /** Both rights are needed: the approval's was looked at before. */
    private void goOn(ButtonId id, Deployment d) {
        if (!talk.may(Act.DEPLOY, Optional.of(d)) || !talk.passesFourEyes(d)) {
            return;
        }
        Optional<DeployRequest> parked =
                desk.parked().find(d.id(), talk.caller().actor());
        if (parked.isEmpty()) {
            talk.end(talk.wording().say(DeskPhrase.NOT_PARKED));
        } else {
            commands.deploy(parked.get().approvingFirst(id.generation()));
        }
    }

    private void removeFailed(Deployment d) {
        long waiting = waitingInFailed(d);
        if (waiting != 0) {
            talk.end(Answers.removeFailedAnyway(d, waiting, talk.wording()));
        } else {
            removeFailed(d, 0);
        }
    }

    private void removeFailed(Deployment d, long tasksGivenUp) {
        talk.whenDone(desk.engine().remove(d.app(), talk.caller().actor(), tasksGivenUp), answer -> {
            if (answer instanceof Answer.Accepted yes) {
                talk.endReplacing(Outcomes.of(yes.deployment(), desk.wording())
                        .map(ChatMessage::quiet)
                        .orElseGet(() -> RootLine.of(yes.deployment(), desk.wording())));
            } else {
                talk.end(commands.message(answer, now -> ""));
            }
        });
    }

    private static long waitingInFailed(Deployment d) {
        return QueueText.drained(d)
                .map(done -> done.left().orElse(Deployment.UNKNOWN_TASKS))
                .orElse(0L);
    }

    private void remove(ButtonId id, Deployment d) {
        if (!talk.passesFourEyes(d)) {
            return;
        }
        long waiting = waiting(d);
        if (waiting != 0) {
            talk.end(Answers.removeAnyway(d, waiting, talk.wording()));
        } else {
            approve(id, d, 0);
        }
    }

    private void removeAnyway(ButtonId id, Deployment d) {
        if (talk.passesFourEyes(d)) {
            approve(id, d, waiting(d));
        }
    }

    private void approve(ButtonId id, Deployment d, long tasksGivenUp) {
        Optional<Integer> generation = Optional.of(id.generation());
        decide(id, desk.engine().approve(d.app(), talk.caller().actor(), generation, tasksGivenUp), this::question);
    }

    private ChatMessage question(Deployment now) {
        return QuestionText.of(now, desk.wording());
    }

    /** Accepted: the pressed message says so from now on. Anything else is told to the presser alone. */
    private void decide(ButtonId id, CompletableFuture<Answer> answer, Function<Deployment, ChatMessage> accepted) {
        talk.whenDone(answer, result -> {
            if (result instanceof Answer.Accepted yes && !yes.deployment().id().equals(id.deployment())) {
                // A roll back that had to deploy anew: the pressed message goes on telling of its own deployment.
                talk.endReplacing(
                        question(desk.engine().deployment(id.deployment()).orElseGet(yes::deployment)));
            } else if (result instanceof Answer.Accepted yes) {
                talk.endReplacing(accepted.apply(Expected.after(
                        id.verb(),
                        yes.deployment(),
                        talk.caller().actor(),
                        desk.time().now())));
            } else {
                talk.end(commands.message(result, now -> ""));
            }
        });
    }

    /** Tasks in the old colour's queue when the question was asked; {@link Deployment#UNKNOWN_TASKS} where it has one that could not be counted. */
    static long waiting(Deployment d) {
        long uncounted = d.steps().containsKey(Step.DRAIN) ? Deployment.UNKNOWN_TASKS : 0;
        return d.evidence()
                .map(evidence -> evidence.oldQueue().orElse(uncounted))
                .orElse(0L);
    }
}
