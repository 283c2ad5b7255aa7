package dev.kawasemi.journal;

import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.DeploymentId;
import java.util.List;
import java.util.Map;

/** The events of all deployments of this host. Safe for many threads. */
public interface Journal extends AutoCloseable {
    /**
     * A number never given before, durable before it is returned.
     *
     * @throws JournalException when it cannot be written
     */
    DeploymentId nextId();

    /**
     * Writes durably.
     *
     * @throws JournalException when it cannot be written; nothing was
     */
    void append(DeploymentId id, DeploymentEvent event);

    /**
     * Everything, by deployment in the order of their numbers, each in the order it was written.
     *
     * @throws JournalException when it cannot be read
     */
    Map<DeploymentId, List<DeploymentEvent>> read();

    /** Whether another process has written since this was last asked; may say so once too often, never too seldom. */
    boolean changedElsewhere();

    /**
     * Writes a lease durably, unless somebody else has one for the same app. An owner's own one is replaced.
     *
     * @return whether it was written
     * @throws JournalException when it cannot be written
     */
    boolean takeLease(Lease lease);

    /** Writes what is left of this very lease (by app and {@code since}); nothing where it is there no more. */
    void noteLease(Lease lease);

    /** Takes this very lease (by app and {@code since}) away; nothing where it is there no more. */
    void dropLease(Lease lease);

    /** All leases, also those whose time is over, in the order of their apps. Also what another process has written. */
    List<Lease> leases();

    @Override
    void close();
}
