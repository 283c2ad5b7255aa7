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

    @Override
    void close();
}
