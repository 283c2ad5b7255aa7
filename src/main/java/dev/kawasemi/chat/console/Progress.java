package dev.kawasemi.chat.console;

import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Phase;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How far the latest deployment is, to be waited for. */
final class Progress {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Optional<Deployment> latest = Optional.empty();

    /** What is waited for. */
    enum Goal {
        /** A question, or an end without one. */
        QUESTION,
        /** An end, or a state that only a person can end. */
        END;

        boolean reached(Deployment d) {
            boolean over = d.ended() || d.phase() == Phase.STUCK;
            return over || (this == QUESTION && d.phase() == Phase.AWAITING_APPROVAL);
        }
    }

    void happened(Deployment now) {
        lock.lock();
        try {
            if (latest.isEmpty() || latest.get().id().compareTo(now.id()) <= 0) {
                latest = Optional.of(now);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    Optional<Deployment> latest() {
        lock.lock();
        try {
            return latest;
        } finally {
            lock.unlock();
        }
    }

    /** Whether it was reached within the limit; at once false when there is no deployment. */
    boolean await(Goal goal, Duration limit) throws InterruptedException {
        lock.lock();
        try {
            long left = limit.toNanos();
            while (latest.isPresent() && !goal.reached(latest.get())) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return latest.isPresent();
        } finally {
            lock.unlock();
        }
    }
}
