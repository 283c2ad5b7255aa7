package dev.kawasemi.container;

import dev.kawasemi.container.ContainerEngine.Held;
import dev.kawasemi.container.HostProcesses.Seen;
import dev.kawasemi.process.Command;
import dev.kawasemi.process.CommandResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker processes inside a container: holds some of them still and lets them go on. They are found from the host, which anyone may do, and signalled
 * from inside the container, which needs no more than the right to use the engine. What is held is nowhere written down: a stopped process is seen as one.
 */
final class Pools {
    private static final Logger LOG = LoggerFactory.getLogger(Pools.class);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Docker docker;
    private final Path proc;

    /** @param proc where the kernel shows its processes, {@code /proc} */
    Pools(Docker docker, Path proc) {
        this.docker = docker;
        this.proc = proc;
    }

    /** As {@link ContainerEngine#hold}. */
    Held hold(List<SeenContainer> containers, int awake) {
        int held = 0;
        int all = 0;
        for (SeenContainer container : containers) {
            HostProcesses now = HostProcesses.now(proc);
            List<Seen> pool = now.pool(container.status().pid());
            all += pool.size();
            // One that is at work goes on, rather than one that has nothing to do.
            List<Seen> still = pool.stream()
                    .sorted(Comparator.comparing(Seen::held)
                            .thenComparing(process -> !process.busy())
                            .thenComparing(Seen::pid))
                    .skip(awake)
                    .toList();
            List<Seen> running =
                    still.stream().filter(process -> !process.held()).toList();
            held += still.size() - (signalled(container, now, "STOP", running) ? 0 : running.size());
        }
        return new Held(held, all);
    }

    /** Whatever is held in these goes on; none of them may be paused. */
    void letGo(List<SeenContainer> containers) {
        for (SeenContainer container : containers) {
            List<Seen> held = heldIn(container.status().pid());
            if (!held.isEmpty() && !signalled(container, HostProcesses.now(proc), "CONT", held)) {
                int left = heldIn(container.status().pid()).size();
                if (left > 0) {
                    throw new ContainerException("Tried to let the processes of " + container.service() + " go on but "
                            + left + " of them are still held");
                }
            }
        }
    }

    private List<Seen> heldIn(int main) {
        return main <= 0
                ? List.of()
                : HostProcesses.now(proc).below(main).stream()
                        .filter(Seen::held)
                        .toList();
    }

    private boolean signalled(SeenContainer container, HostProcesses now, String signal, List<Seen> processes) {
        List<Integer> pids = processes.stream()
                .map(now::inContainer)
                .flatMap(Optional::stream)
                .toList();
        if (pids.isEmpty()) {
            return processes.isEmpty();
        }
        Command command = Docker.command(LIMIT, DockerCommands.signal(container.id(), signal, pids));
        CommandResult result = docker.run(command);
        if (!result.ok()) {
            LOG.warn(
                    "{} to {} processes of {}: {}",
                    signal,
                    pids.size(),
                    container.service(),
                    Docker.failure(result, command, Redaction.none()));
        }
        return result.ok();
    }
}
