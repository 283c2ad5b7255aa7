package dev.kawasemi.chat.console;

import dev.kawasemi.chat.Caller;
import dev.kawasemi.chat.ChatCommand;
import dev.kawasemi.chat.ChatMessage;
import dev.kawasemi.chat.ChatService;
import dev.kawasemi.chat.Responder;
import dev.kawasemi.deployment.Actor;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What was asked at this terminal, and whether it has its answer. */
final class Requests {
    /** Above the limit of a preflight (one minute), the slowest answer there is. */
    static final Duration LIMIT = Duration.ofMinutes(2);

    private final Supplier<ChatService> chat;
    private final Caller caller;
    private final Consumer<ChatMessage> answers;
    private CountDownLatch open = new CountDownLatch(0);

    Requests(Supplier<ChatService> chat, Actor actor, Consumer<ChatMessage> answers) {
        this.chat = chat;
        this.caller = new Caller(actor, Set.of(), true, true);
        this.answers = answers;
    }

    void send(ChatCommand command) {
        CountDownLatch latch = new CountDownLatch(1);
        open = latch;
        chat.get().handle(command, caller, new Answering(latch));
    }

    /** Whether the newest request has its last answer within {@link #LIMIT}. */
    boolean awaitAnswer() throws InterruptedException {
        return open.await(LIMIT.toNanos(), TimeUnit.NANOSECONDS);
    }

    private final class Answering implements Responder {
        private final CountDownLatch latch;

        private Answering(CountDownLatch latch) {
            this.latch = latch;
        }

        @Override
        public void reply(String text) {
            answers.accept(ChatMessage.silent(text));
        }

        @Override
        public void reply(ChatMessage message) {
            answers.accept(message);
        }

        /** The message itself is shown anew by the presenter; here it is enough to say what was done. */
        @Override
        public void replacePressed(ChatMessage message) {
            answers.accept(ChatMessage.silent(message.content()));
        }

        @Override
        public void finished() {
            latch.countDown();
        }
    }
}
