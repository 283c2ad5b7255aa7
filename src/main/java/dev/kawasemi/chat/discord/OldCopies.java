package dev.kawasemi.chat.discord;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Takes the buttons from messages that newer copies stand for, one after the other. Used under the outbox's lock. */
final class OldCopies {
    private final OutboxStore store;
    private final Line line;
    private final Deque<OldCopy> waiting;
    private final BackOff backOff = new BackOff();
    private boolean inFlight;

    OldCopies(OutboxStore store, Line line) {
        this.store = store;
        this.line = line;
        this.waiting = new ArrayDeque<>(store.oldCopies());
    }

    void add(PostRow newer, OldCopy old) {
        store.saveRenewed(newer, old);
        waiting.add(old);
    }

    void retryNow() {
        backOff.reset();
    }

    Optional<Duration> tend(Duration now) {
        OldCopy next = waiting.peek();
        if (next == null || inFlight || !line.isOpen(next.channelId())) {
            return Optional.empty();
        }
        if (backOff.notBefore().compareTo(now) > 0) {
            return Optional.of(backOff.notBefore());
        }
        inFlight = true;
        line.send(to -> to.removeButtons(next), answer -> answered(next, answer, now));
        return Optional.empty();
    }

    private void answered(OldCopy copy, Delivery answer, Duration sentAt) {
        inFlight = false;
        if (answer instanceof Delivery.Failed failed && failed.why() == Delivery.Failure.LATER) {
            backOff.failed(sentAt);
            return;
        }
        // Gone, archived or refused: its buttons are dead anyway, because a press of an old copy does not count.
        waiting.remove(copy);
        backOff.reset();
        store.remove(copy);
    }
}
