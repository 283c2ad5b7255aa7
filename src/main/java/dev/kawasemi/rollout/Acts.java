package dev.kawasemi.rollout;

import dev.kawasemi.container.CancelledException;
import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.AppName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What acts on the host: one at a time, on one thread, under the host lock. */
final class Acts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Acts.class);

    /** How long a request waits for an act that is about to end. */
    private static final Duration ENDING_LIMIT = Duration.ofSeconds(1);

    /** What acts at a shutdown has this long to end by itself, and as long again to undo itself; conf/systemd gives the process longer than both. */
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private final HostLock lock;
    private final Semaphore turn = new Semaphore(1);
    private final ExecutorService executor =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "kawasemi-acts"));
    private volatile @Nullable Act current;
    /** Whether the turn of the work that runs belongs to a later one already. */
    private boolean handedOver;

    private volatile boolean closing;
    private volatile Consumer<Act> atShutdown = act -> {};

    Acts(HostLock lock) {
        this.lock = lock;
    }

    /** Work that may be interrupted at shutdown. */
    @FunctionalInterface
    interface Work {
        void run() throws InterruptedException;
    }

    /** Takes the host lock, or says who has it. The caller then either starts work, which frees it, or calls {@link #letGo}. */
    Optional<Answer.Refused> take(Actor actor, String what) {
        if (takeOver(actor, what)) {
            return Optional.empty();
        }
        if (!takeTurn()) {
            return Optional.of(refusal());
        }
        boolean taken = false;
        try {
            taken = !closing && lock.tryTake(actor, what);
        } finally {
            if (!taken) {
                turn.release();
            }
        }
        return taken ? Optional.empty() : Optional.of(refusal());
    }

    /**
     * A drain that nobody waits for gives a person its turn at once, with the host lock. What it still has to do is done before the person's work begins, for both
     * run on one thread.
     */
    private synchronized boolean takeOver(Actor actor, String what) {
        Act drain = current;
        if (closing || actor.equals(Actor.KAWASEMI) || drain == null || !drain.giveWay()) {
            return false;
        }
        handedOver = true;
        current = null;
        lock.passOn(actor, what);
        return true;
    }

    /** For the moment between an act's last event, which people answer to at once, and its end. */
    private boolean takeTurn() {
        try {
            return turn.tryAcquire(ENDING_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether something acts, or is about to. */
    boolean busy() {
        return turn.availablePermits() == 0;
    }

    /** What a person's request would be refused with now, because something acts in this process; empty: nothing does. */
    Optional<Answer.Refused> busyWith() {
        boolean givesWay = current().filter(Act::givesWay).isPresent();
        return busy() && !givesWay ? Optional.of(refusal()) : Optional.empty();
    }

    private Answer.Refused refusal() {
        String holder = lock.holder().orElse("another act");
        return new Answer.Refused(
                Answer.Reason.BUSY,
                List.of("this host is busy: " + holder + ". One act at a time: wait for it, or cancel it"));
    }

    void letGo() {
        current = null;
        lock.release();
        turn.release();
    }

    private synchronized void endTurn() {
        if (handedOver) {
            handedOver = false;
        } else {
            letGo();
        }
    }

    /** As {@link #startAndTell}, for those who need not know when it ends. */
    void start(Work work) {
        var unused = startAndTell(work);
    }

    /** Runs on the acts' thread with the lock already taken; frees it at the end, however it ends, and then completes what is returned. */
    CompletableFuture<Void> startAndTell(Work work) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        executor.execute(() -> {
            try {
                work.run();
            } catch (InterruptedException e) {
                LOG.warn("An act was interrupted by the shutdown; its journal entry says how far it came");
            } catch (Leaving | Yielding e) {
                LOG.info("An act is {}", e.getMessage());
            } catch (CancelledException e) {
                LOG.warn("An act was interrupted ({}); its journal entry says how far it came", e.getMessage());
            } catch (RuntimeException | Error e) {
                LOG.error("An act ended unexpectedly; its journal entry says how far it came", e);
            } finally {
                endTurn();
                ended.complete(null);
            }
        });
        return ended;
    }

    /** At shutdown: nothing new begins, and what acts is told; also an act that is still being prepared. */
    void refuseMore(Consumer<Act> told) {
        atShutdown = told;
        closing = true;
        current().ifPresent(told);
    }

    void began(Act act) {
        current = act;
        if (closing) {
            atShutdown.accept(act);
        }
    }

    /**
     * For what is left to do at the end of an act and nobody waits for: a person gets the turn at once, and begins when it is done. False where somebody has got
     * it already.
     */
    synchronized boolean linger(Act act) {
        if (handedOver) {
            return false;
        }
        act.idle();
        began(act);
        return true;
    }

    Optional<Act> current() {
        return Optional.ofNullable(current);
    }

    Optional<Act> current(AppName app) {
        return current().filter(act -> act.app.name().equals(app));
    }

    /** Waits for what acts, then frees the lock for good. */
    void close(Duration limit) {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                executor.shutdownNow();
                // What was interrupted undoes itself: the lock stays taken meanwhile.
                if (!executor.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                    LOG.error(
                            "What acts did not end in {}; its journal entry says how far it came",
                            limit.multipliedBy(2));
                }
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
        lock.close();
    }

    @Override
    public void close() {
        close(PATIENCE);
    }
}
