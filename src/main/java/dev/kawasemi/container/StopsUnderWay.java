package dev.kawasemi.container;

import dev.kawasemi.time.TimeSource;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The stops that this process began and did not see end. A stop goes on in the engine when its client is gone, and the container still exits at the
 * end of the grace, even after it was "started" in between; the engine has no mark for that, so it is remembered here. Safe for many threads.
 */
final class StopsUnderWay {
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final TimeSource time;
    private final Map<String, Duration> overAt = new HashMap<>();

    StopsUnderWay(TimeSource time) {
        this.time = time;
    }

    synchronized void begun(Collection<String> ids, Duration atMost) {
        Duration end = time.elapsed().plus(atMost);
        ids.forEach(id -> overAt.put(id, end));
    }

    synchronized void over(Collection<String> ids) {
        overAt.keySet().removeAll(ids);
    }

    /** Waits until each of these that is being stopped is down, or its time is over; returns at once when none is. */
    void awaitEnd(List<String> ids, Function<List<String>, List<SeenContainer>> look) {
        List<String> waiting = underWay(ids);
        while (!waiting.isEmpty()) {
            List<String> up = look.apply(waiting).stream()
                    .filter(SeenContainer::up)
                    .map(SeenContainer::id)
                    .toList();
            over(waiting.stream().filter(id -> !up.contains(id)).toList());
            waiting = underWay(up);
            if (!waiting.isEmpty()) {
                pause();
            }
        }
        over(ids);
    }

    /** Looks again and again until all are down or the time is over. */
    List<SeenContainer> awaitDown(List<String> ids, Duration atMost, Function<List<String>, List<SeenContainer>> look) {
        Duration end = time.elapsed().plus(atMost);
        List<SeenContainer> seen = look.apply(ids);
        while (seen.stream().anyMatch(SeenContainer::up) && time.elapsed().compareTo(end) < 0) {
            pause();
            seen = look.apply(ids);
        }
        return seen;
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
