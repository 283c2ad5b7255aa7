package dev.kawasemi.chat;

import dev.kawasemi.chat.AccessPolicy.Act;
import dev.kawasemi.chat.Announcement.State;
import dev.kawasemi.rollout.Answer;
import dev.kawasemi.rollout.DeployRequest;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The buttons under a release that announced itself: an ordinary deploy with its rights, or not now. Who settles it in the store first has it. */
final class ReleasePresses {
    private final Desk desk;
    private final Conversation talk;
    private final Commands commands;

    ReleasePresses(Desk desk, Conversation talk, Commands commands) {
        this.desk = desk;
        this.talk = talk;
        this.commands = commands;
    }

    void press(ButtonId id, ChatCommand.Press press) {
        if (!talk.may(Act.DEPLOY, Optional.empty())) {
            return;
        }
        Optional<Announcement> found = desk.announcements().find(id.deployment().number());
        if (found.isEmpty() || !desk.engine().apps().contains(found.get().app())) {
            talk.end(ReleaseText.unknown(talk.wording()));
        } else if (found.get().state() != State.OPEN) {
            talk.end(ReleaseText.settledBefore(found.get(), talk.wording()));
        } else if (!press.messageIsCurrent()) {
            talk.end(Answers.oldCopy(talk.wording()));
        } else if (id.verb() == ButtonId.Verb.NOT_NOW) {
            settle(found.get(), State.DECLINED).ifPresent(this::replace);
        } else {
            settle(found.get(), State.DEPLOYED).ifPresent(this::deploy);
        }
    }

    /** Empty where another was faster, who is told so. */
    private Optional<Announcement> settle(Announcement open, State to) {
        Announcement settled =
                open.settled(to, talk.caller().actor().name(), desk.time().now());
        if (desk.announcements().settle(State.OPEN, settled)) {
            return Optional.of(settled);
        }
        Announcement now = desk.announcements().find(open.number()).orElse(open);
        talk.end(ReleaseText.settledBefore(now, talk.wording()));
        return Optional.empty();
    }

    /** Refused: the question stays, and who pressed is told why. */
    private void deploy(Announcement settled) {
        DeployRequest request =
                DeployRequest.of(settled.app(), settled.version(), talk.caller().actor());
        CompletableFuture<Answer> asked = desk.engine().deploy(request).whenComplete((answer, fault) -> {
            if (!(answer instanceof Answer.Accepted)) {
                desk.announcements().settle(State.DEPLOYED, settled.settled(State.OPEN, "", settled.at()));
            }
        });
        talk.whenDone(asked, answer -> {
            if (answer instanceof Answer.Accepted) {
                replace(settled);
            } else {
                talk.end(commands.message(answer, now -> ""));
            }
        });
    }

    private void replace(Announcement settled) {
        talk.endReplacing(ReleaseText.settled(settled, desk.wording()));
    }
}
