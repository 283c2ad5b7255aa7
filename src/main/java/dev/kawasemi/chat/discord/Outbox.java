package dev.kawasemi.chat.discord;

import dev.kawasemi.chat.ChatMessage;
import dev.kawasemi.chat.Phrases;
import dev.kawasemi.chat.Slot;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.time.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps Discord showing what was asked to be shown, through crashes, restarts, outages and rate limits: what is wanted is on disk before {@link #show} returns,
 * and one thread sends it. Coalescing happens here, before JDA, because JDA would replay every queued edit in order.
 */
final class Outbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final Duration UNTIL_WOKEN = Duration.ofHours(1);
    /** After a fault of our own (a full disk): neither give up nor spin. */
    private static final Duration AFTER_FAULT = Duration.ofSeconds(5);
    /** How long a press may take to change its message before the outbox does. */
    private static final Duration PRESS = Duration.ofSeconds(3);

    private static final int ARRIVAL_LOOKS = 20;
    private static final long ARRIVAL_LOOK_MILLIS = 50;

    private final TimeSource time;
    private final OutboxStore store;
    private final Line line;
    private final Threads threads;
    private final OldCopies oldCopies;
    private final Posts posts;
    private final Semaphore work = new Semaphore(0);
    private final Thread sender;
    private Optional<CountDownLatch> flushed = Optional.empty();
    private boolean closed;

    Outbox(OutboxStore store, DiscordSettings settings, TimeSource time) {
        this.time = time;
        this.store = store;
        line = new Line(time, this::wake);
        threads = new Threads(store, line, settings.guild());
        oldCopies = new OldCopies(store, line);
        posts = new Posts(
                store,
                line,
                threads,
                oldCopies,
                new Posts.Place(settings.channel(), time, Phrases.in(settings.locale())));
        sender = new Thread(this::run, "kawasemi-outbox");
        sender.setDaemon(true);
    }

    void start() {
        sender.start();
    }

    void show(Slot slot, ChatMessage message) {
        change("note message " + slot.key(), () -> {
            if (slot.kind() == Slot.Kind.ROOT) {
                threads.name(slot.deployment(), "deployment " + slot.deployment(), "");
            }
            posts.want(slot, message);
        });
    }

    /** Only where something stands. */
    void amend(Slot slot, ChatMessage message) {
        change("note message " + slot.key(), () -> posts.amend(slot, message));
    }

    /** The copy that stands stays live until the new one does. */
    void showAnew(Slot slot, ChatMessage message) {
        change("note message " + slot.key(), () -> posts.wantAnew(slot, message));
    }

    void nameThread(DeploymentId deployment, String title, String memberId) {
        change("note the thread of deployment " + deployment, () -> threads.name(deployment, title, memberId));
    }

    /** There is a session; what waited is sent. */
    void connected(Messenger messenger) {
        change("send what waited", () -> {
            line.connected(messenger);
            retryNow();
        });
    }

    /** The session is back, or permissions have changed. */
    void reconnected() {
        change("send what waited", () -> {
            line.reopen();
            retryNow();
        });
    }

    private void retryNow() {
        posts.retryNow();
        threads.retryNow();
        oldCopies.retryNow();
    }

    /** Somebody pressed a button under this message: whether it is the live copy of its slot. */
    synchronized boolean pressed(String messageId) {
        Optional<Post> post = arrived(messageId);
        post.ifPresent(one -> one.pressed(time.elapsed().plus(PRESS)));
        return post.isPresent();
    }

    /** Whether this message is the live copy of its slot. */
    synchronized boolean isLive(String messageId) {
        return arrived(messageId).isPresent();
    }

    /** The press has changed the message. */
    void replaced(String messageId, ChatMessage message) {
        change(
                "note a changed message",
                () -> posts.byMessage(messageId).ifPresent(post -> {
                    post.replacedByPress(message);
                    posts.save(post);
                }));
    }

    /** The press did not change the message. */
    void released(String messageId) {
        change("go on after a press", () -> posts.byMessage(messageId).ifPresent(Post::released));
    }

    synchronized Optional<String> threadUrl(DeploymentId deployment) {
        return threads.url(deployment);
    }

    /** Messages that Discord does not show yet as they are wanted. */
    synchronized int waiting() {
        return posts.waiting();
    }

    /** Waits until what matters and can be sent is sent, or the limit is over. */
    void flush(Duration limit) throws InterruptedException {
        CountDownLatch latch = new CountDownLatch(1);
        synchronized (this) {
            flushed = Optional.of(latch);
        }
        wake();
        if (!latch.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn("Some Discord messages could not be sent in time; they are sent after the next start");
        }
    }

    /** Ends sending; what is not sent stays on disk. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        wake();
        try {
            sender.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            store.close();
        }
    }

    /** Looks for work now. */
    void wake() {
        work.release();
    }

    /** A press may come sooner than the answer that tells us the pressed message's id: waits for that, at most about 1 s. */
    private synchronized Optional<Post> arrived(String messageId) {
        Optional<Post> post = known(messageId);
        try {
            for (int i = 0; i < ARRIVAL_LOOKS && post.isEmpty() && posts.creating(); i++) {
                wait(ARRIVAL_LOOK_MILLIS);
                post = known(messageId);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return post;
    }

    private Optional<Post> known(String messageId) {
        try {
            return closed ? Optional.empty() : posts.byMessage(messageId);
        } catch (OutboxException e) {
            LOG.error("Tried to look up message {} but could not: a press of it does not count", messageId, e);
            return Optional.empty();
        }
    }

    private void change(String what, Runnable change) {
        synchronized (this) {
            if (closed) {
                return;
            }
            try {
                change.run();
            } catch (OutboxException e) {
                LOG.error("Tried to {} but could not; Discord may show old news, the deployment goes on", what, e);
            }
        }
        wake();
    }

    private void run() {
        while (true) {
            Optional<Duration> pause = turnSafely();
            if (pause.isEmpty()) {
                return;
            }
            try {
                boolean woken = work.tryAcquire(pause.get().toMillis() + 1, TimeUnit.MILLISECONDS);
                LOG.trace("looking for work, woken: {}", woken);
                work.drainPermits();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private Optional<Duration> turnSafely() {
        try {
            return turn();
        } catch (RuntimeException e) {
            LOG.error("Sending to Discord failed inside Kawasemi; trying again in {} s", AFTER_FAULT.toSeconds(), e);
            return Optional.of(AFTER_FAULT);
        }
    }

    /** One look at everything: how long nothing is to be done, or empty when it is over. */
    private synchronized Optional<Duration> turn() {
        if (closed) {
            return Optional.empty();
        }
        line.takeAnswers();
        if (line.takeOvertaken()) {
            retryNow();
        }
        notifyAll();
        Optional<Duration> next = line.isOpen() ? send(time.elapsed()) : Optional.empty();
        if (flushed.isPresent() && (!line.isOpen() || !posts.pressing())) {
            flushed.get().countDown();
            flushed = Optional.empty();
        }
        return Optional.of(next.map(moment -> moment.minus(time.elapsed()))
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait)
                .orElse(UNTIL_WOKEN));
    }

    private Optional<Duration> send(Duration now) {
        return Stream.of(threads.tend(now, posts::root), posts.tend(now), oldCopies.tend(now))
                .flatMap(Optional::stream)
                .min(Duration::compareTo);
    }
}
