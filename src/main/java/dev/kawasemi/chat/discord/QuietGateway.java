package dev.kawasemi.chat.discord;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * JDA's thread for the gateway, with less to do. JDA 6.5 looks every 500 ms whether a presence, a voice connection or a chunk of members is to be sent (its
 * WebSocketSendingThread): a third of what an idle bot does, for what this one never sends. Heartbeats, log-in and resume go other ways and are as ever.
 */
final class QuietGateway extends ScheduledThreadPoolExecutor {
    private static final String POLL = "WebSocketSendingThread";
    private static final long BETWEEN_POLLS_MILLIS = 30_000;

    QuietGateway() {
        super(1, task -> {
            Thread thread = new Thread(task, "kawasemi-discord-gateway");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        long millis = unit.toMillis(delay);
        boolean poll = millis > 0 && task.getClass().getSimpleName().equals(POLL);
        return super.schedule(task, poll ? Math.max(millis, BETWEEN_POLLS_MILLIS) : millis, TimeUnit.MILLISECONDS);
    }
}
