package dev.kawasemi.chat.discord;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads that requests are handled on, so that JDA's event thread is free at once, and the one that keeps Discord's 3 s when handling is slow. */
final class ChatThreads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChatThreads.class);
    private static final int HANDLERS = 2;
    private static final int WAITING = 50;
    /** Well inside Discord's 3 s on a busy Pi, and inside our own second. */
    private static final Duration ACKNOWLEDGE_AFTER = Duration.ofMillis(700);

    private final ThreadPoolExecutor handlers = new ThreadPoolExecutor(
            HANDLERS, HANDLERS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(WAITING), named("kawasemi-chat"));
    private final ScheduledThreadPoolExecutor watch = new ScheduledThreadPoolExecutor(1, named("kawasemi-ack"));

    ChatThreads() {
        handlers.allowCoreThreadTimeOut(true);
    }

    /** Whether the work was taken; false when far too much is waiting or all is being closed. */
    boolean run(Runnable work) {
        try {
            handlers.execute(work);
            return true;
        } catch (RejectedExecutionException e) {
            LOG.warn("{} requests from Discord wait already; one more was refused", WAITING);
            return false;
        }
    }

    void watch(Runnable acknowledge) {
        try {
            ScheduledFuture<?> later = watch.schedule(acknowledge, ACKNOWLEDGE_AFTER.toMillis(), TimeUnit.MILLISECONDS);
            LOG.trace("acknowledged in {} ms at the latest", later.getDelay(TimeUnit.MILLISECONDS));
        } catch (RejectedExecutionException e) {
            LOG.debug("closing: no watch over a press");
        }
    }

    @Override
    public void close() {
        handlers.shutdown();
        watch.shutdown();
        try {
            if (!handlers.awaitTermination(1, TimeUnit.SECONDS)) {
                handlers.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ThreadFactory named(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
