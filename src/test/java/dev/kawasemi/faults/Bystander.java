package dev.kawasemi.faults;

import dev.kawasemi.bed.ExampleBed;
import dev.kawasemi.bed.Visit;
import dev.kawasemi.deployment.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks at the host from outside, again and again: what must always be true, and what must be true after a recovery. */
final class Bystander implements AutoCloseable {
    private final ExampleBed bed;
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "bystander");
        thread.setDaemon(true);
        return thread;
    });
    private volatile String where = "at the beginning";

    Bystander(ExampleBed bed) {
        this.bed = bed;
        var unused = clock.scheduleWithFixedDelay(this::look, 0, 300, TimeUnit.MILLISECONDS);
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

    private void look() {
        try {
            if (runs(Color.BLUE, "beat") && runs(Color.GREEN, "beat")) {
                violated("two schedulers run");
            }
        } catch (RuntimeException e) {
            // A container that goes between two commands; the next look tells.
            where = where.replace(" (a look failed)", "") + " (a look failed)";
        }
    }

    private boolean runs(Color color, String service) {
        return bed.running(color).contains(service);
    }

    /** What does not hold of that which must hold after every end; empty when all does. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        List<Color> scheduling = new ArrayList<>();
        boolean worker = false;
        for (Color color : Color.values()) {
            if (runs(color, "beat")) {
                scheduling.add(color);
            }
            worker |= runs(color, "worker");
        }
        if (scheduling.size() != 1) {
            problems.add("colours with a scheduler: " + scheduling);
        }
        if (!worker) {
            problems.add("no worker runs");
        }
        Visit visit = bed.visit();
        Optional<Color> serving = Optional.of(visit.color())
                .filter(color -> !color.isEmpty())
                .map(color -> Color.valueOf(color.toUpperCase(Locale.ROOT)));
        if (!visit.ok() || serving.isEmpty()) {
            problems.add("the public entry answers " + visit);
        } else if (!runs(serving.get(), "web") || !scheduling.equals(List.of(serving.get()))) {
            problems.add(serving.get() + " serves, schedulers " + scheduling);
        }
        return problems;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
