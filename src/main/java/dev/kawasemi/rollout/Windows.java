package dev.kawasemi.rollout;

import dev.kawasemi.deployment.AftercareEvent;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The undo windows that are open. They run in monotonic time, so that a jump of the clock never shortens one, and what is left is noted now and then, so that a
 * restart neither shortens one nor begins it anew.
 */
final class Windows {
    /** A crash may lengthen a window by this much, never shorten it; an orderly end does not. */
    private static final Duration NOTE_EVERY = Duration.ofMinutes(1);

    private final Ledger ledger;
    private final TimeSource time;
    private final Map<DeploymentId, Window> open = new ConcurrentHashMap<>();

    Windows(Ledger ledger, TimeSource time) {
        this.ledger = ledger;
        this.time = time;
    }

    /**
     * An undo window.
     *
     * @param opened by the journal, so that one opened anew (also by another process) is not taken for the one before
     * @param end in monotonic time
     */
    private record Window(Instant opened, Duration end) {}

    /** Those whose time is over. Windows that another process opened, or this one before a restart, begin to run here with what is left of them. */
    List<DeploymentId> due() {
        Duration now = time.elapsed();
        List<Deployment> standing = ledger.open().stream()
                .filter(deployment -> deployment.phase() == Phase.UNDO_WINDOW)
                .toList();
        open.keySet().retainAll(standing.stream().map(Deployment::id).toList());
        standing.forEach(this::takeUp);
        return open.entrySet().stream()
                .filter(entry -> entry.getValue().end().compareTo(now) <= 0)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private void takeUp(Deployment deployment) {
        Instant opened = deployment.windowOpened().orElse(deployment.changedAt());
        Window known = open.get(deployment.id());
        if (known == null || !known.opened().equals(opened)) {
            open(deployment.id(), opened, deployment.windowLeft());
        }
    }

    /** It runs from now on. */
    void open(DeploymentId id, Instant opened, Duration left) {
        open.put(id, new Window(opened, time.elapsed().plus(left)));
    }

    /** Those whose note in the journal says much more than is left. */
    List<DeploymentId> toNote() {
        return noted(NOTE_EVERY);
    }

    /** At the end of the process: those whose note says more than is left. */
    List<DeploymentId> toNoteAtTheEnd() {
        return noted(Duration.ofSeconds(1));
    }

    private List<DeploymentId> noted(Duration tooMuch) {
        return open.keySet().stream()
                .filter(id -> ledger.get(id).windowLeft().minus(left(id)).compareTo(tooMuch) >= 0)
                .sorted()
                .toList();
    }

    /** Writes what is left; called with the host lock held. */
    void note(DeploymentId id) {
        if (ledger.get(id).phase() == Phase.UNDO_WINDOW && open.containsKey(id)) {
            ledger.record(id, new AftercareEvent.WindowLeft(time.now(), left(id)));
        }
    }

    private Duration left(DeploymentId id) {
        Window window = open.get(id);
        Duration left = window == null ? Duration.ZERO : window.end().minus(time.elapsed());
        return left.isNegative() ? Duration.ZERO : left;
    }
}
