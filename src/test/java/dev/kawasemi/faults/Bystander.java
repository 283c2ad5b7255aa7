package dev.kawasemi.faults;

import dev.kawasemi.bed.ExampleBed;
import dev.kawasemi.bed.Visit;
import dev.kawasemi.deployment.Color;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Looks at the host from outside: what must always be true, and what must be true after a recovery. */
final class Bystander implements AutoCloseable {
    private final ExampleBed bed;
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final EngineEvents events;
    private volatile String where = "at the beginning";

    Bystander(ExampleBed bed) throws IOException {
        this.bed = bed;
        events = new EngineEvents(bed, this::violated);
    }

    /** What is going on, for the words of a violation. */
    void now(String going) {
        where = going;
    }

    void violated(String words) {
        violations.add(where + ": " + words);
    }

    List<String> violations() {
        return List.copyOf(violations);
    }

    /** Schedulers' starts that were judged. */
    int starts() {
        return events.starts();
    }

    /** What does not hold of that which must hold after every end; empty when all does. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        Map<Color, List<String>> running = new TreeMap<>();
        for (Color color : Color.values()) {
            running.put(color, bed.running(color));
        }
        List<Color> schedulers = having(running, "beat");
        List<Color> workers = having(running, "worker");
        if (schedulers.size() != 1) {
            problems.add("colours with a scheduler: " + schedulers);
        }
        if (workers.isEmpty()) {
            problems.add("no worker runs");
        }
        Visit visit = bed.visit();
        Optional<Color> serving = color(visit);
        if (!visit.ok() || serving.isEmpty()) {
            problems.add("the public entry answers " + visit);
            return problems;
        }
        if (!schedulers.equals(List.of(serving.get()))) {
            problems.add(serving.get() + " serves, schedulers run in " + schedulers);
        }
        Visit health = Visit.to(bed.ownUrl(serving.get()).resolve("health/"));
        if (!health.ok()) {
            problems.add(serving.get() + " serves and is not healthy: " + health);
        }
        return problems;
    }

    private static List<Color> having(Map<Color, List<String>> running, String service) {
        return running.keySet().stream()
                .filter(color -> running.get(color).contains(service))
                .toList();
    }

    static Optional<Color> color(Visit visit) {
        return Optional.of(visit.color())
                .filter(color -> !color.isEmpty())
                .map(color -> Color.valueOf(color.toUpperCase(Locale.ROOT)));
    }

    /** All containers of both colours, whether they run and since when. */
    Map<String, String> containers() {
        Map<String, String> all = new TreeMap<>();
        for (Color color : Color.values()) {
            for (String service : bed.services(color).keySet()) {
                all.put(
                        color + " " + service,
                        bed.inspect(
                                color,
                                service,
                                "{{.Id}} {{.State.Status}} {{.State.StartedAt}} {{.State.FinishedAt}} {{.HostConfig.CpuShares}} {{.HostConfig.RestartPolicy.Name}}"));
            }
        }
        return all;
    }

    @Override
    public void close() {
        events.close();
    }
}
