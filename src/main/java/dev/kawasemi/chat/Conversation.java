package dev.kawasemi.chat;

import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request from its check to its last answer. */
final class Conversation {
    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

    private final Desk desk;
    private final Caller caller;
    private final Responder responder;

    Conversation(Desk desk, Caller caller, Responder responder) {
        this.desk = desk;
        this.caller = caller;
        this.responder = responder;
    }

    Caller caller() {
        return caller;
    }

    /** In the language of the one who asked, for what they alone see; what the channel sees is in the {@link Desk#wording() desk's}. */
    Wording wording() {
        return caller.language().map(desk.wording()::in).orElse(desk.wording());
    }

    /** A first word; the answer follows. */
    void say(String text) {
        responder.reply(Escape.fit(text));
    }

    void end(String text) {
        responder.reply(Escape.fit(text));
        responder.finished();
    }

    void end(ChatMessage message) {
        responder.reply(message);
        responder.finished();
    }

    /** The press is answered by changing the message that was pressed. */
    void endReplacing(ChatMessage message) {
        responder.replacePressed(message);
        responder.finished();
    }

    /** Whether the caller may; where not, they are told. */
    boolean may(AccessPolicy.Act act, Optional<Deployment> deployment) {
        Optional<Said> refusal = desk.access().refusal(act, caller, deployment.map(Deployment::actor));
        refusal.ifPresent(said -> end(said.in(wording())));
        return refusal.isEmpty();
    }

    /** Whether the caller may approve this deployment now by the four-eyes rule; where not, they are told from when on. */
    boolean passesFourEyes(Deployment deployment) {
        Optional<Duration> wait = desk.approvals().wait(deployment, caller);
        wait.ifPresent(left -> end(FourEyesText.refusal(left, desk.time().now(), wording())));
        return wait.isEmpty();
    }

    /** Whether the caller may, where it depends on somebody else than who asked for a deployment. */
    boolean may(AccessPolicy.Act act, Actor owner) {
        Optional<Said> refusal = desk.access().refusal(act, caller, Optional.of(owner));
        refusal.ifPresent(said -> end(said.in(wording())));
        return refusal.isEmpty();
    }

    /** Where the thread of a deployment is, on a transport that has threads. */
    Optional<String> threadUrl(DeploymentId deployment) {
        return responder.threadUrl(deployment);
    }

    /** Goes on when the future is done, on its thread; a fault is logged and said, without its text: it may hold anything. */
    <T> void whenDone(CompletableFuture<T> future, Consumer<T> next) {
        var unused = future.thenAccept(next).whenComplete((nothing, fault) -> {
            if (fault != null) {
                LOG.error("A request of {} failed", caller.actor().id(), fault);
                end(Answers.fault(wording()));
            }
        });
    }
}
