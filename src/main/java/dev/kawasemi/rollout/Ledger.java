package dev.kawasemi.rollout;

import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.health.HealthGate;
import dev.kawasemi.host.Sample;
import dev.kawasemi.journal.Journal;
import dev.kawasemi.journal.JournalException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The journal and what it adds up to: writes first, then changes, then tells. */
final class Ledger {
    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

    private final Journal journal;
    private final Map<DeploymentId, Deployment> known = new ConcurrentSkipListMap<>();
    private final List<DeploymentListener> listeners = new CopyOnWriteArrayList<>();

    Ledger(Journal journal) {
        this.journal = journal;
        readAll();
    }

    /** Takes in what another process has written. Called with the host lock held, so nobody writes meanwhile. */
    void refresh() {
        if (!journal.changedElsewhere()) {
            return;
        }
        readAll();
    }

    private void readAll() {
        journal.read().forEach((id, events) -> known.put(id, Deployment.of(events)));
    }

    void listen(DeploymentListener listener) {
        listeners.add(listener);
    }

    DeploymentId nextId() {
        return journal.nextId();
    }

    Deployment begin(DeploymentEvent.Accepted accepted) {
        Deployment deployment = Deployment.begin(accepted);
        journal.append(accepted.id(), accepted);
        return tell(deployment, accepted);
    }

    /** @throws JournalException when it could not be written; then nothing has changed */
    Deployment record(DeploymentId id, DeploymentEvent event) {
        Deployment next = get(id).apply(event);
        journal.append(id, event);
        return tell(next, event);
    }

    /** For undoing: what was recorded before is carried out even when the journal can no longer be written. */
    Deployment recordIfPossible(DeploymentId id, DeploymentEvent event) {
        Deployment next = get(id).apply(event);
        try {
            journal.append(id, event);
        } catch (JournalException e) {
            LOG.error("Deployment {}: {} could not be journaled, going on with the undo", id, event, e);
        }
        return tell(next, event);
    }

    void sampled(Deployment now, Sample sample, Optional<HealthGate.Progress> gate) {
        for (DeploymentListener listener : listeners) {
            quietly(() -> listener.sampled(now, sample, gate));
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
        return of(app).stream().findFirst();
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

    private Deployment tell(Deployment next, DeploymentEvent event) {
        known.put(next.id(), next);
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
