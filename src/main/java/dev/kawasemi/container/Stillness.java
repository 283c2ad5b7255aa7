package dev.kawasemi.container;

import dev.kawasemi.container.ContainerEngine.Held;
import dev.kawasemi.container.ContainerStatus.State;
import dev.kawasemi.process.CommandResult;
import java.time.Duration;
import java.util.List;

/** Containers that are there and do nothing, or little: paused as a whole, or with some of their processes held. */
final class Stillness {
    /** Pausing and unpausing are quick; the rest is for a host that is busy. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Docker docker;
    private final Inspection inspection;
    private final Pools pools;

    Stillness(Docker docker, Inspection inspection, Pools pools) {
        this.docker = docker;
        this.inspection = inspection;
        this.pools = pools;
    }

    void pause(List<String> ids) {
        List<String> running = in(State.RUNNING, inspection.inspect(ids));
        if (running.isEmpty()) {
            return;
        }
        CommandResult result = docker.run(Docker.command(LIMIT, DockerCommands.pause(running)));
        List<String> still = in(State.RUNNING, inspection.inspect(running));
        if (!still.isEmpty()) {
            throw new ContainerException("Tried to pause " + running.size() + " containers but " + still.size()
                    + " still run: " + Docker.words(result, Redaction.none()));
        }
    }

    Held hold(List<String> ids, int awake) {
        return pools.hold(
                inspection.known(ids).stream()
                        .filter(container -> container.status().state() == State.RUNNING)
                        .toList(),
                awake);
    }

    /** What is asked to stop must be able to hear it. The engine lets a paused one go on by itself when it is signalled; what is held it does not know of. */
    void wake(List<String> ids) {
        List<SeenContainer> seen = inspection.known(ids);
        List<String> paused = in(State.PAUSED, seen);
        if (!paused.isEmpty()) {
            // One that was unpaused meanwhile makes it fail, and does not matter: the stop is what counts.
            docker.run(Docker.command(LIMIT, DockerCommands.unpause(paused)));
        }
        pools.letGo(seen.stream().filter(SeenContainer::up).toList());
    }

    private static List<String> in(State state, List<SeenContainer> seen) {
        return seen.stream()
                .filter(container -> container.status().state() == state)
                .map(SeenContainer::id)
                .toList();
    }
}
