package dev.kawasemi.chat.discord;

import java.util.HashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way out to Discord: a messenger while there is one, and what Discord has closed to us. Used under the outbox's lock; only answers come in from other
 * threads, and they wait until {@link #takeAnswers()}.
 */
final class Line {
    private static final Logger LOG = LoggerFactory.getLogger(Line.class);

    private final Queue<Runnable> answers = new ConcurrentLinkedQueue<>();
    private final Set<String> closed = new HashSet<>();
    private final Runnable wake;
    private Optional<Messenger> messenger = Optional.empty();
    private boolean dead;

    /** @param wake is run when an answer has come */
    Line(Runnable wake) {
        this.wake = wake;
    }

    /** There is a session: what was closed for lack of access is tried again. */
    void connected(Messenger to) {
        messenger = Optional.of(to);
        closed.clear();
    }

    void reopen() {
        closed.clear();
    }

    boolean isOpen() {
        return messenger.isPresent() && !dead;
    }

    boolean isOpen(String channelId) {
        return isOpen() && !closed.contains(channelId);
    }

    /** Nothing more is sent there until the next connection; said once. */
    void close(String channelId, String why) {
        if (closed.add(channelId)) {
            LOG.warn(
                    "Discord does not let me write to channel {} ({}). Check that the bot is in the server and its permissions there;"
                            + " I try again at the next connection. Deploys go on",
                    channelId,
                    why);
        }
    }

    /** The token is not valid any more: asking again would get this address banned (10,000 bad answers in 10 minutes). */
    void die(String why) {
        if (!dead) {
            dead = true;
            LOG.error("Discord refuses the bot token ({}). Nothing more is sent until a restart; deploys go on", why);
        }
    }

    void send(Function<Messenger, CompletableFuture<Delivery>> request, Consumer<Delivery> answer) {
        messenger.ifPresent(to -> {
            CompletableFuture<Void> taken = request.apply(to).thenAccept(delivery -> {
                answers.add(() -> answer.accept(delivery));
                wake.run();
            });
            if (taken.isCompletedExceptionally()) {
                throw new IllegalStateException("a messenger's answer ended with an exception");
            }
        });
    }

    void takeAnswers() {
        for (Runnable answer = answers.poll(); answer != null; answer = answers.poll()) {
            answer.run();
        }
    }
}
