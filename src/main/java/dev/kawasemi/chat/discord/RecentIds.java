package dev.kawasemi.chat.discord;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** The interactions last seen: after a resume the gateway may send some again, by design. */
final class RecentIds {
    private static final int KEPT = 200;

    private final Deque<String> order = new ArrayDeque<>();
    private final Set<String> ids = new HashSet<>();

    /** Whether this one was not seen before. */
    synchronized boolean isNew(String id) {
        if (!ids.add(id)) {
            return false;
        }
        order.add(id);
        if (order.size() > KEPT) {
            ids.remove(order.remove());
        }
        return true;
    }
}
