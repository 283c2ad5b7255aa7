package dev.kawasemi.journal;

import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.DeploymentId;
import java.util.List;
import java.util.Map;

/** Of a host where nothing was ever done, for those who only look: nothing is in it, and nothing can be written. */
final class NoJournal implements Journal {
    @Override
    public DeploymentId nextId() {
        throw readOnly();
    }

    @Override
    public void append(DeploymentId id, DeploymentEvent event) {
        throw readOnly();
    }

    @Override
    public Map<DeploymentId, List<DeploymentEvent>> read() {
        return Map.of();
    }

    @Override
    public boolean changedElsewhere() {
        return false;
    }

    @Override
    public boolean takeLease(Lease lease) {
        throw readOnly();
    }

    @Override
    public void noteLease(Lease lease) {
        throw readOnly();
    }

    @Override
    public void dropLease(Lease lease) {
        throw readOnly();
    }

    @Override
    public List<Lease> leases() {
        return List.of();
    }

    @Override
    public void close() {}

    private static JournalException readOnly() {
        return new JournalException(
                "There is no journal here to write to", new IllegalStateException("only looked at"));
    }
}
