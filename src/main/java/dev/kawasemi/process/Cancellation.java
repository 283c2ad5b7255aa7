package dev.kawasemi.process;

import java.util.ArrayList;
import java.util.List;

/** A request to stop that a waiting act looks at. Once requested it stays so. Safe for many threads. */
public final class Cancellation {
    private final List<Runnable> listeners = new ArrayList<>();
    private boolean requested;

    /** One that nobody ever requests. */
    public static Cancellation none() {
        return new Cancellation();
    }

    public synchronized boolean requested() {
        return requested;
    }

    /** Requests it; each listener runs once, on this thread. */
    public void request() {
        List<Runnable> toRun;
        synchronized (this) {
            if (requested) {
                return;
            }
            requested = true;
            toRun = List.copyOf(listeners);
            listeners.clear();
        }
        toRun.forEach(Runnable::run);
    }

    /** Runs the listener when requested, at once if it was already. Close the registration when the act is over. */
    public Registration onRequest(Runnable listener) {
        synchronized (this) {
            if (!requested) {
                listeners.add(listener);
                return () -> remove(listener);
            }
        }
        listener.run();
        return () -> {};
    }

    private synchronized void remove(Runnable listener) {
        listeners.remove(listener);
    }

    /** Ends the interest in a request. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
