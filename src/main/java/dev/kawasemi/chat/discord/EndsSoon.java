package dev.kawasemi.chat.discord;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import net.dv8tion.jda.api.requests.RestRateLimiter;
import net.dv8tion.jda.api.requests.SequentialRestRateLimiter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JDA's rate limiter, which does not outlive its session for long. JDA 6.5 tells that a session is over only when no request is left, and looks for that every
 * 30 s (its SequentialRestRateLimiter): one request under way at that moment kept the bot deaf for up to a minute, and a restart waiting. Requests that are
 * cut off fail, and what they were to send is sent by the next session.
 */
final class EndsSoon implements RestRateLimiter {
    private static final Logger LOG = LoggerFactory.getLogger(EndsSoon.class);
    /** Most requests are answered within a tenth of this. */
    private static final long PATIENCE_MILLIS = 1000;

    private final RestRateLimiter limiter;
    private final ScheduledExecutorService scheduler;

    EndsSoon(RateLimitConfig config) {
        this.limiter = new SequentialRestRateLimiter(config);
        this.scheduler = config.getScheduler();
    }

    @Override
    public void enqueue(Work task) {
        limiter.enqueue(task);
    }

    @Override
    public void stop(boolean shutdown, Runnable callback) {
        AtomicBoolean stopped = new AtomicBoolean();
        limiter.stop(shutdown, () -> {
            stopped.set(true);
            callback.run();
        });
        if (!shutdown && !stopped.get()) {
            cutOff();
        }
    }

    private void cutOff() {
        try {
            var unused = scheduler.schedule(() -> limiter.stop(true, () -> {}), PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("the session has ended meanwhile");
        }
    }

    @Override
    public boolean isStopped() {
        return limiter.isStopped();
    }

    @Override
    public int cancelRequests() {
        return limiter.cancelRequests();
    }
}
