package dev.kawasemi.chat.discord;

import java.time.Duration;
import java.util.concurrent.Phaser;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import net.dv8tion.jda.api.requests.RestAction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests beside the outbox: acknowledgements and answers. Counted, because JDA's {@code awaitShutdown} may return while the last of them are under way, and
 * what follows from an acknowledgement would then be refused.
 */
final class Requests {
    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);

    /** One party is this object; each open request is one more. */
    private final Phaser open = new Phaser(1);

    /** Sends an answer to a person; a failure is logged. */
    void answer(RestAction<?> action) {
        send(action, done -> {}, Requests::notDelivered);
    }

    <T> void send(RestAction<T> action, Consumer<? super T> done, Consumer<Throwable> failed) {
        open.register();
        AtomicBoolean left = new AtomicBoolean();
        Runnable leave = () -> {
            if (left.compareAndSet(false, true)) {
                open.arriveAndDeregister();
            }
        };
        try {
            action.queue(
                    result -> finish(() -> done.accept(result), leave),
                    thrown -> finish(() -> failed.accept(thrown), leave));
        } catch (RejectedExecutionException e) {
            finish(() -> failed.accept(e), leave);
        }
    }

    /** Waits until all have been answered, or the limit is over. Once only, at the end. */
    void awaitNone(Duration limit) throws InterruptedException {
        try {
            int phase = open.awaitAdvanceInterruptibly(open.arrive(), limit.toMillis(), TimeUnit.MILLISECONDS);
            LOG.trace("all answers are out, phase {}", phase);
        } catch (TimeoutException e) {
            LOG.warn("Some answers to people were not delivered before the end");
        }
    }

    static void notDelivered(Throwable thrown) {
        LOG.warn(
                "An answer to one person did not arrive: {}. Does a second process use this token?",
                DiscordErrors.of(thrown).text());
    }

    private static void finish(Runnable consequence, Runnable leave) {
        try {
            consequence.run();
        } finally {
            leave.run();
        }
    }
}
