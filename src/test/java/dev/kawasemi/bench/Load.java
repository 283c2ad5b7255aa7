package dev.kawasemi.bench;

import dev.kawasemi.bed.Eventually;
import dev.kawasemi.bed.ExampleBed;
import dev.kawasemi.bed.Visit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Visitors and the tasks that they queue, at a steady rate whatever the answers do, through the proxy on 127.0.0.1; until it is closed. */
final class Load implements AutoCloseable {
    static final int PAGES_A_SECOND = 30;
    static final double TASKS_A_SECOND = 1.5;
    static final Duration TASK = Duration.ofMillis(300);
    /** Tasks that wait when the deploy is asked for, less what was worked off by then. */
    static final int BACKLOG = 60;

    private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(15);
    /** Numbers are never used twice, so that a bed may bear several loads. */
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final ExampleBed bed;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(daemon("load-clock"));
    private final ExecutorService visitors = Executors.newCachedThreadPool(daemon("load"));
    private final List<Visit> visits = new ArrayList<>();
    private final Set<Integer> accepted = new TreeSet<>();

    private Load(ExampleBed bed) {
        this.bed = bed;
    }

    /** Visitors and tasks, the first of them at once. */
    static Load full(ExampleBed bed) {
        Load load = new Load(bed);
        for (int i = 0; i < BACKLOG; i++) {
            load.task();
        }
        load.pages();
        load.every(1 / TASKS_A_SECOND, load::task);
        return load;
    }

    /** Visitors who queue nothing. */
    static Load pagesAlone(ExampleBed bed) {
        Load load = new Load(bed);
        load.pages();
        return load;
    }

    private void pages() {
        every(1.0 / PAGES_A_SECOND, () -> add(Visit.to(bed.publicUrl())));
    }

    private void every(double seconds, Runnable act) {
        var unused = clock.scheduleAtFixedRate(
                () -> visitors.execute(act), 0, Math.round(seconds * SECOND_NANOS), TimeUnit.NANOSECONDS);
    }

    private void task() {
        int number = NUMBERS.incrementAndGet();
        Visit visit = Visit.to(bed.publicUrl().resolve("/enqueue/" + number + "?ms=" + TASK.toMillis()));
        synchronized (this) {
            if (visit.ok()) {
                accepted.add(number);
            } else {
                visits.add(visit);
            }
        }
    }

    private synchronized void add(Visit visit) {
        visits.add(visit);
    }

    /** Of pages, and those that were to queue a task and failed. */
    synchronized List<Visit> visits() {
        return List.copyOf(visits);
    }

    synchronized Set<Integer> accepted() {
        return Set.copyOf(accepted);
    }

    /** Accepted, and not finished by anybody yet. */
    Set<Integer> unfinished() {
        Set<Integer> left = new TreeSet<>(accepted());
        left.removeAll(bed.tasks().finished());
        return left;
    }

    /** Sends no more and waits for the last answers; what was recorded stays readable. */
    @Override
    public void close() {
        clock.shutdownNow();
        visitors.shutdown();
        Eventually.holds(LAST_ANSWERS, "the last answers", visitors::isTerminated, () -> visits().size());
    }

    private static ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
