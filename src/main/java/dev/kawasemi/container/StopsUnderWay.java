package dev.kawasemi.container;

import dev.kawasemi.time.TimeSource;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The stops that go on in the engine. A stop goes on when its client is gone, and the container still exits at the end of the grace, even after it was
 * "started" in between. Those that this process began and did not see end are remembered; those of others are found in the engine's events. Safe for
 * many threads.
 */
final class StopsUnderWay {
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final TimeSource time;
    private final Inspection inspection;
    private final StopsOfOthers others;
    private final Map<String, Duration> overAt = new HashMap<>();

    StopsUnderWay(TimeSource time, Inspection inspection, StopsOfOthers others) {
        this.time = time;
        this.inspection = inspection;
        this.others = others;
    }

    synchronized void begun(Collection<String> ids, Duration atMost) {
        Duration end = time.elapsed().plus(atMost);
        ids.forEach(id -> overAt.put(id, end));
    }

    synchronized void over(Collection<String> ids) {
        overAt.keySet().removeAll(ids);
    }

    /**
     * Waits until each of these that is being stopped is down; at once when none is.
     *
     * @param ofOthersAtMost how long a stop that this process did not begin may still take
     * @return how they are then
     */
    List<SeenContainer> settled(List<String> ids, Duration ofOthersAtMost) {
        List<String> outlasted = awaitEnd(ids);
        List<SeenContainer> seen = inspection.inspect(ids);
        List<String> stoppedByOthers = others.among(seen.stream()
                .filter(container -> container.up() && !outlasted.contains(container.id()))
                .toList());
        if (stoppedByOthers.isEmpty()) {
            return seen;
        }
        begun(stoppedByOthers, ofOthersAtMost);
        awaitEnd(stoppedByOthers);
        return inspection.inspect(ids);
    }

    /** Looks again and again until all are down or the time is over. */
    List<SeenContainer> awaitDown(List<String> ids, Duration atMost) {
        Duration end = time.elapsed().plus(atMost);
        List<SeenContainer> seen = inspection.inspect(ids);
        while (seen.stream().anyMatch(SeenContainer::up) && time.elapsed().compareTo(end) < 0) {
            pause();
            seen = inspection.inspect(ids);
        }
        return seen;
    }

    /** @param words what was said of the stop, for the {@link ContainerException} where one still runs */
    static void expectDown(List<SeenContainer> seen, String words) {
        Set<String> up = seen.stream()
                .filter(SeenContainer::up)
                .map(SeenContainer::service)
                .collect(Collectors.toSet());
        if (!up.isEmpty()) {
            throw new ContainerException(
                    "Tried to stop containers but " + String.join(", ", up) + " still run; " + words);
        }
    }

    /** @return those that were still up when the time of their stop was over */
    private List<String> awaitEnd(List<String> ids) {
        Map<String, Integer> asked = new HashMap<>();
        List<String> up = List.of();
        List<String> waiting = underWay(ids);
        while (!waiting.isEmpty()) {
            up = inspection.inspect(waiting).stream()
                    .filter(container -> container.up() && sameRun(asked, container))
                    .map(SeenContainer::id)
                    .toList();
            waiting = underWay(up);
            if (!waiting.isEmpty()) {
                pause();
            }
        }
        over(ids);
        return up;
    }

    /** Between two looks it may have gone down and been started again (docker restart): then that stop is over. */
    private static boolean sameRun(Map<String, Integer> pids, SeenContainer container) {
        int pid = container.status().pid();
        return pids.computeIfAbsent(container.id(), id -> pid) == pid;
    }

    private synchronized List<String> underWay(List<String> ids) {
        Duration now = time.elapsed();
        return ids.stream()
                .filter(id -> Optional.ofNullable(overAt.get(id))
                        .filter(end -> end.compareTo(now) > 0)
                        .isPresent())
                .toList();
    }

    private void pause() {
        try {
            time.sleep(LOOK_EVERY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("Interrupted while containers were being stopped");
        }
    }
}
