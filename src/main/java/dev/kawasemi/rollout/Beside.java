package dev.kawasemi.rollout;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** One act that goes on beside what follows, until its outcome is wanted. */
final class Beside {
    private final FutureTask<String> task;

    Beside(Callable<String> act, Executor executor) {
        task = new FutureTask<>(act);
        executor.execute(task);
    }

    boolean over() {
        return task.isDone();
    }

    /**
     * Its outcome, or what it threw. Carries it out here where no thread has begun it yet. An interrupt does not end the waiting, for what is half done can be
     * neither followed nor undone; it stays set. The act's own limits end it.
     */
    String outcome() {
        task.run();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw asItWas(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException asItWas(@Nullable Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof RuntimeException own ? own : new IllegalStateException(thrown);
    }
}
