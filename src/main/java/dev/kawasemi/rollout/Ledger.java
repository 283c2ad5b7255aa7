package dev.kawasemi.rollout;

import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.deployment.Freeze;
import dev.kawasemi.deployment.IllegalMoveException;
import dev.kawasemi.host.Sample;
import dev.kawasemi.journal.Journal;
import dev.kawasemi.journal.JournalException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The journal and what it adds up to: writes first, then changes, then tells. */
final class Ledger {
    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

    private final Journal journal;
    private final Map<DeploymentId, List<DeploymentEvent>> late = new HashMap<>();
    private final Map<DeploymentId, Deployment> known = new ConcurrentSkipListMap<>();
    /** Of {@link #known}, for those who ask at each beat: what a bot does at rest is not to grow with its history. */
    private final Map<DeploymentId, Deployment> open = new ConcurrentSkipListMap<>();

    private final Map<AppName, Deployment> latest = new ConcurrentHashMap<>();
    private final List<DeploymentListener> listeners = new CopyOnWriteArrayList<>();

    Ledger(Journal journal) {
        this.journal = journal;
        readAll();
    }

    /** Takes in what another process has written. Called with the host lock held, so nobody writes meanwhile. */
    synchronized void refresh() {
        if (!journal.changedElsewhere()) {
            return;
        }
        readAll();
    }

    private void readAll() {
        journal.read().forEach((id, events) -> {
            // What this process knows better than the journal is not forgotten.
            if (late.getOrDefault(id, List.of()).isEmpty()) {
                fold(id, events).ifPresent(this::keep);
            }
        });
    }

    private void keep(Deployment deployment) {
        known.put(deployment.id(), deployment);
        if (deployment.ended()) {
            open.remove(deployment.id());
        } else {
            open.put(deployment.id(), deployment);
        }
        latest.merge(deployment.app(), deployment, (before, now) -> now.id().compareTo(before.id()) < 0 ? before : now);
    }

    /** A history that does not add up stops at its last good event: a person settles that deployment, the others go on. */
    private static Optional<Deployment> fold(DeploymentId id, List<DeploymentEvent> events) {
        if (!(events.get(0) instanceof DeploymentEvent.Accepted accepted)) {
            LOG.error(
                    "The journal of deployment {} begins with {}, not with its acceptance: left out",
                    id,
                    events.get(0).getClass().getSimpleName());
            return Optional.empty();
        }
        Deployment deployment = Deployment.begin(accepted);
        for (DeploymentEvent event : events.subList(1, events.size())) {
            try {
                deployment = deployment.apply(event);
            } catch (IllegalMoveException e) {
                LOG.error("The journal of deployment {} does not add up: {}", id, e.getMessage());
                return Optional.of(deployment);
            }
        }
        return Optional.of(deployment);
    }

    void listen(DeploymentListener listener) {
        listeners.add(listener);
    }

    void forget(DeploymentListener listener) {
        listeners.remove(listener);
    }

    DeploymentId nextId() {
        return journal.nextId();
    }

    Deployment begin(DeploymentEvent.Accepted accepted) {
        Deployment deployment = Deployment.begin(accepted);
        synchronized (this) {
            journal.append(accepted.id(), accepted);
            keep(deployment);
        }
        return tell(deployment, accepted);
    }

    /** @throws JournalException when it could not be written; then nothing has changed */
    Deployment record(DeploymentId id, DeploymentEvent event) {
        Deployment next;
        synchronized (this) {
            next = get(id).apply(event);
            writeLate(id);
            journal.append(id, event);
            keep(next);
        }
        return tell(next, event);
    }

    /** For undoing: what was recorded before is carried out even when the journal can no longer be written. */
    Deployment recordIfPossible(DeploymentId id, DeploymentEvent event) {
        Deployment next;
        synchronized (this) {
            next = get(id).apply(event);
            keep(next);
            try {
                writeLate(id);
                journal.append(id, event);
            } catch (JournalException e) {
                late.computeIfAbsent(id, key -> new ArrayList<>()).add(event);
                LOG.error("Deployment {}: {} could not be journaled, going on with the undo", id, event, e);
            }
        }
        return tell(next, event);
    }

    /** What could not be written goes first, so that the journal never has a gap. */
    private void writeLate(DeploymentId id) {
        List<DeploymentEvent> waiting = late.getOrDefault(id, List.of());
        while (!waiting.isEmpty()) {
            journal.append(id, waiting.get(0));
            waiting.remove(0);
        }
    }

    /** On the pulse and at the end: a deployment that has come to rest has no next event, and what it could not write would end with this process. */
    synchronized void writeLate() {
        for (DeploymentId id : late.keySet()) {
            try {
                writeLate(id);
            } catch (JournalException e) {
                LOG.debug("Still not to be journaled", e);
                return;
            }
        }
    }

    void wasAway(Instant from, Instant until, List<Deployment> open) {
        for (DeploymentListener listener : listeners) {
            quietly(() -> listener.wasAway(from, until, open));
        }
    }

    void disagrees(Deployment now, String seen) {
        for (DeploymentListener listener : listeners) {
            quietly(() -> listener.disagrees(now, seen));
        }
    }

    void frozen(Freeze freeze) {
        for (DeploymentListener listener : listeners) {
            quietly(() -> listener.frozen(freeze, latest(freeze.app())));
        }
    }

    void thawed(Thaw thaw) {
        for (DeploymentListener listener : listeners) {
            quietly(() -> listener.thawed(thaw, latest(thaw.freeze().app())));
        }
    }

    void sampled(Deployment now, Sample sample, ActProgress progress) {
        for (DeploymentListener listener : listeners) {
            quietly(() -> listener.sampled(now, sample, progress));
        }
    }

    Deployment get(DeploymentId id) {
        Deployment deployment = known.get(id);
        if (deployment == null) {
            throw new IllegalStateException("no deployment " + id);
        }
        return deployment;
    }

    Optional<Deployment> find(DeploymentId id) {
        return Optional.ofNullable(known.get(id));
    }

    Optional<Deployment> latest(AppName app) {
        return Optional.ofNullable(latest.get(app));
    }

    boolean nothingOpen() {
        return open.isEmpty();
    }

    /** Those that have not ended, oldest first. */
    List<Deployment> open() {
        return List.copyOf(open.values());
    }

    /** Newest first. */
    List<Deployment> of(AppName app) {
        return all().stream().filter(deployment -> deployment.app().equals(app)).toList();
    }

    /** Newest first. */
    List<Deployment> all() {
        List<Deployment> all = new ArrayList<>(known.values());
        all.sort(Comparator.comparing(Deployment::id).reversed());
        return all;
    }

    /** Without the lock: a listener may take its time or ask back. */
    private Deployment tell(Deployment next, DeploymentEvent event) {
        for (DeploymentListener listener : listeners) {
            quietly(() -> listener.happened(next, event));
        }
        return next;
    }

    private static void quietly(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.error("A listener failed; the deployment goes on", e);
        }
    }
}
