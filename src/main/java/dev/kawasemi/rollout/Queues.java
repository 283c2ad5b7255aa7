package dev.kawasemi.rollout;

import dev.kawasemi.container.ComposeApp;
import dev.kawasemi.container.ContainerEngine;
import dev.kawasemi.container.ContainerException;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Drained;
import dev.kawasemi.deployment.Evidence;
import dev.kawasemi.deployment.Side;
import dev.kawasemi.deployment.Stack;
import dev.kawasemi.time.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks into the colours' own queues. */
final class Queues {
    private static final Logger LOG = LoggerFactory.getLogger(Queues.class);

    /** A busy host may need more than the five seconds that a look has; with these pauses a person still gets an answer. */
    private static final int LOOKS = 3;

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final ContainerEngine containers;
    private final TimeSource time;

    Queues(Parts parts) {
        this.containers = parts.containers();
        this.time = parts.time();
    }

    /**
     * A look that is repeated where the queue cannot be read.
     *
     * @throws dev.kawasemi.container.EngineUnreachableException when the engine is away
     */
    QueueLook look(AppSettings app, Stack stack) throws InterruptedException {
        QueueLook look = glance(app, stack);
        for (int more = 1; more < LOOKS && look.state() == QueueLook.State.UNREAD; more++) {
            time.sleep(BETWEEN_LOOKS);
            look = glance(app, stack);
        }
        return look;
    }

    /** A single look, for those who look again anyway. */
    QueueLook glance(AppSettings app, Stack stack) {
        Optional<ComposeApp.Queue> queue = app.compose().queue();
        if (queue.isEmpty() || queue.get().depthCommands().isEmpty()) {
            return QueueLook.NONE;
        }
        try {
            OptionalLong depth = containers.queueDepth(app.compose(), stack);
            return depth.isPresent() ? QueueLook.counted(depth.getAsLong()) : QueueLook.SILENT;
        } catch (ContainerException e) {
            LOG.warn("The queue of {} could not be read: {}", stack.project(), e.getMessage());
            return QueueLook.unread(String.valueOf(e.getMessage()));
        }
    }

    /** The newest count of a queue that does not run any more: as it was asked about, or as its drain left it. */
    static OptionalLong lastCount(Deployment now, Stack stack) {
        boolean old = now.old().map(Side::stack).filter(stack::equals).isPresent();
        OptionalLong asked =
                old ? now.evidence().map(Evidence::oldQueue).orElse(OptionalLong.empty()) : OptionalLong.empty();
        return asked.isPresent()
                ? asked
                : now.drained()
                        .filter(done -> done.stack().equals(stack))
                        .map(Drained::left)
                        .orElse(OptionalLong.empty());
    }
}
