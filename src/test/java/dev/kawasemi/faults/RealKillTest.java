package dev.kawasemi.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.bed.BedSettings;
import dev.kawasemi.bed.Eventually;
import dev.kawasemi.bed.ExampleBed;
import dev.kawasemi.bed.Traffic;
import dev.kawasemi.bed.Visit;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.faults.KillPoint.Work;
import dev.kawasemi.testing.Shows;
import dev.kawasemi.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The real bot is killed with SIGKILL in the middle of real work on a real engine, with visitors and tasks coming in, and started again; what must be true is
 * looked at from outside. A few points in every run, all of them with {@code -Dfaults.full=true}.
 */
@Tag("engine")
class RealKillTest {
    /** Product: within 5 s of bot and engine being up. Asserted at three times that, printed as measured. */
    private static final Duration TARGET = Duration.ofSeconds(5);

    private static final TimeSource TIME = TimeSource.system();
    private static final List<String> VERSIONS = List.of(ExampleBed.V1, ExampleBed.V2, ExampleBed.V4);

    private final List<String> report = new ArrayList<>();
    private int version;

    @Test
    void whateverMomentTheBotIsKilledAtNothingIsLostAndNobodyNotices() throws Exception {
        List<KillPoint> points = Boolean.getBoolean("faults.full") ? KillPoint.all() : KillPoint.few();
        Duration worst = Duration.ZERO;
        try (KillScene scene = new KillScene("kill", Map.of(), BedSettings.SHORT_WATCH)) {
            scene.deployed(next());
            Traffic visitors = scene.bed.traffic();
            try (visitors;
                    Tasks tasks = new Tasks(scene.bed)) {
                assertTrue(tasks.come());
                for (KillPoint point : points) {
                    Duration took = kill(scene, point);
                    worst = took.compareTo(worst) > 0 ? took : worst;
                }
                scene.bystander.now("at the end");
            }
            Visits seen = new Visits(visitors);
            scene.nothingOpen();
            scene.bed.tasks().awaitAllFinished(Duration.ofSeconds(150));
            show(scene, points.size(), worst, seen);
            assertEquals(List.of(), seen.failures(), "nobody noticed");
            assertTrue(VERSIONS.containsAll(seen.versions()), () -> "answered: " + seen.versions());
            assertEquals(List.of(), scene.bystander.violations(), () -> String.join("\n", report));
        }
    }

    /** What visitors saw. */
    private record Visits(List<Visit> failures, Set<String> versions, int count) {
        Visits(Traffic traffic) {
            this(traffic.failures(), traffic.versions(), traffic.visits().size());
        }
    }

    /** Tasks that come in all the time, a few a second. */
    private static final class Tasks implements AutoCloseable {
        private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "tasks");
            thread.setDaemon(true);
            return thread;
        });

        Tasks(ExampleBed bed) {
            var unused = clock.scheduleWithFixedDelay(
                    () -> bed.tasks().enqueue(1, Duration.ofMillis(50)), 0, 400, TimeUnit.MILLISECONDS);
        }

        boolean come() {
            return !clock.isShutdown();
        }

        @Override
        public void close() {
            clock.shutdown();
            try {
                assertTrue(clock.awaitTermination(30, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The seconds from the start of the new process until all is well. */
    private Duration kill(KillScene scene, KillPoint point) throws Exception {
        scene.bystander.now("before " + point);
        begin(scene, point);
        scene.bystander.now(point.toString());
        scene.bot.kill9();
        Duration begun = TIME.elapsed();
        Duration loggedIn = scene.bot.start();
        Eventually.holds(
                TARGET.multipliedBy(6),
                "all is well after " + point,
                () -> scene.bystander.problems().isEmpty(),
                () -> scene.bystander.problems() + "\n" + scene.bot.lastLines());
        Duration took = TIME.elapsed().minus(begun);
        Deployment rest = scene.atRest();
        String words = point + ": well after " + took.toMillis() + " ms (log-in " + loggedIn.toMillis() + " ms), ended "
                + rest.phase();
        report.add(words);
        System.out.println("  killed at " + words);
        if (took.minus(loggedIn).compareTo(TARGET.multipliedBy(3)) > 0) {
            scene.bystander.violated("it took " + took + " until all was well");
        }
        if (rest.phase() == Phase.STUCK) {
            scene.bystander.violated("stuck: " + rest.failure());
        }
        scene.awaitLockFree();
        again(scene);
        return took;
    }

    private void begin(KillScene scene, KillPoint point) throws Exception {
        long number = journalled(scene, point.work());
        switch (point.work()) {
            case DEPLOY, DEPLOY_BROKEN -> {}
            case APPROVE -> scene.slash("approve");
            case ROLL_BACK -> scene.slash("rollback");
            case CANCEL -> {
                scene.journal.awaitEvent(
                        KillScene.LIMIT, number, KillPoint.isStarted(dev.kawasemi.deployment.Step.START));
                scene.slash("cancel");
            }
        }
        scene.journal.awaitEvent(KillScene.LIMIT, number, point.after());
        TIME.sleep(point.later());
    }

    /** The deployment that the work is about; a deploy is under way, for the others one waits for its approval. */
    private long journalled(KillScene scene, Work work) {
        Deployment rest = scene.atRest();
        if (work == Work.APPROVE || work == Work.ROLL_BACK) {
            if (rest.phase() != Phase.AWAITING_APPROVAL) {
                long number = scene.deploy(next());
                rest = scene.journal.await(
                        KillScene.LIMIT,
                        "a question",
                        now -> now.id().number() >= number && now.phase() == Phase.AWAITING_APPROVAL,
                        scene.bot::lastLines);
            }
            scene.awaitLockFree();
            return rest.id().number();
        }
        scene.nothingOpen();
        scene.awaitLockFree();
        return scene.deploy(work == Work.DEPLOY_BROKEN ? ExampleBed.NEVER_HEALTHY : next());
    }

    /** Killed and started once more while it rests: nothing changes. */
    private static void again(KillScene scene) {
        if (scene.atRest().phase() == Phase.UNDO_WINDOW) {
            scene.nothingOpen();
        }
        scene.awaitLockFree();
        var journal = scene.journal.read();
        Map<String, String> containers = containers(scene.bed);
        scene.bot.kill9();
        scene.bot.start();
        Eventually.holds(
                Duration.ofSeconds(30), "the second recovery", () -> scene.bot.recovered(), scene.bot::lastLines);
        scene.awaitLockFree();
        if (!journal.equals(scene.journal.read())) {
            scene.bystander.violated("a second recovery wrote to the journal: " + scene.journal.latest());
        }
        if (!containers.equals(containers(scene.bed))) {
            scene.bystander.violated(
                    "a second recovery changed containers: " + containers + " -> " + containers(scene.bed));
        }
    }

    /** Which run, and since when. */
    private static Map<String, String> containers(ExampleBed bed) {
        Map<String, String> all = new TreeMap<>();
        for (Color color : Color.values()) {
            for (String service : bed.running(color)) {
                all.put(color + " " + service, bed.inspect(color, service, "{{.Id}} {{.State.StartedAt}}"));
            }
        }
        return all;
    }

    private String next() {
        return VERSIONS.get(version++ % VERSIONS.size());
    }

    private void show(KillScene scene, int kills, Duration worst, Visits seen) throws Exception {
        int accepted = scene.bed.tasks().accepted().size();
        int lost = scene.bed.tasks().unfinished().size();
        Shows.write("real-kills", kills);
        Shows.write("real-kill-violations", scene.bystander.violations().size());
        Shows.write("real-kill-seconds-worst", worst.toMillis() / 1000.0);
        Shows.write("real-kill-requests", seen.count());
        Shows.write("real-kill-failed-requests", seen.failures().size());
        Shows.write("tasks-accepted", accepted);
        Shows.write("tasks-lost", lost);
    }
}
