package dev.kawasemi.chat.discord;

import dev.kawasemi.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
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
    /** Shorter absences are not worth a word. */
    private static final Duration NOTABLE = Duration.ofMinutes(1);

    private final Queue<Runnable> answers = new ConcurrentLinkedQueue<>();
    private final Set<String> closed = new HashSet<>();
    private final Runnable wake;
    private Optional<Messenger> messenger = Optional.empty();
    private final TimeSource time;
    private boolean dead;
    private int openings;
    private boolean overtaken;
    private Optional<Absence> absence;
    private Optional<Outage> over = Optional.empty();

    /** Since when Discord has not been reached: in monotonic time, and for people. */
    private record Absence(Duration elapsed, Instant since) {}

    /** A time in which nothing could be sent, now over. */
    record Outage(Instant from, Instant until) {}

    /** @param wake is run when an answer has come */
    Line(TimeSource time, Runnable wake) {
        this.time = time;
        this.wake = wake;
        this.absence = Optional.of(begun());
    }

    private Absence begun() {
        return new Absence(time.elapsed(), time.now());
    }

    /** Whether the newest answers say that Discord cannot be reached: then one request at a time asks whether it is back. */
    boolean failing() {
        return absence.isPresent() && messenger.isPresent();
    }

    private void worked() {
        absence.filter(since -> time.elapsed().minus(since.elapsed()).compareTo(NOTABLE) >= 0)
                .ifPresent(since -> over = Optional.of(new Outage(since.since(), time.now())));
        absence = Optional.empty();
    }

    /** The outage that has just ended, once; empty where none, or one too short to be spoken of. */
    Optional<Outage> takeOutage() {
        Optional<Outage> taken = over;
        over = Optional.empty();
        return taken;
    }

    /** There is a session: what was closed for lack of access is tried again. */
    void connected(Messenger to) {
        messenger = Optional.of(to);
        worked();
        reopen();
    }

    void reopen() {
        closed.clear();
        openings++;
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
        int sentIn = openings;
        messenger.ifPresent(to -> {
            CompletableFuture<Void> taken = request.apply(to).thenAccept(delivery -> {
                answers.add(() -> {
                    heard(delivery);
                    overtaken |= isLater(delivery) && sentIn != openings;
                    answer.accept(newest(delivery, sentIn));
                });
                wake.run();
            });
            if (taken.isCompletedExceptionally()) {
                throw new IllegalStateException("a messenger's answer ended with an exception");
            }
        });
    }

    private static boolean isLater(Delivery delivery) {
        return delivery instanceof Delivery.Failed failed && failed.why() == Delivery.Failure.LATER;
    }

    /** Whether a "later" has come, since this was asked last, to a request from before the newest connection: it says nothing about now. */
    boolean takeOvertaken() {
        boolean taken = overtaken;
        overtaken = false;
        return taken;
    }

    private void heard(Delivery delivery) {
        if (!isLater(delivery)) {
            worked();
        } else if (absence.isEmpty()) {
            absence = Optional.of(begun());
        }
    }

    /** "No access" to a request from before the permissions changed says nothing about now. */
    private Delivery newest(Delivery delivery, int sentIn) {
        boolean overtaken = delivery instanceof Delivery.Failed failed
                && failed.why() == Delivery.Failure.NO_ACCESS
                && sentIn != openings;
        return overtaken
                ? new Delivery.Failed(Delivery.Failure.LATER, "refused just before the permissions changed")
                : delivery;
    }

    void takeAnswers() {
        for (Runnable answer = answers.poll(); answer != null; answer = answers.poll()) {
            answer.run();
        }
    }
}
