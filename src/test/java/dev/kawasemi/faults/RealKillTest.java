package dev.kawasemi.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.bed.NumberedTasks;
import dev.kawasemi.bed.Visit;
import dev.kawasemi.testing.Shows;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The real bot is killed with SIGKILL in the middle of real work on a real engine, with visitors and tasks coming in, and started again; what must be true is
 * looked at from outside. A few points in every run, all of them and some at random with {@code -Dfaults.full=true}, the one of a name
 * with {@code -Dfaults.only=cancel}.
 */
@Tag("engine")
class RealKillTest {
    /** The example's visibility timeout is 60 s; after it, what a killed worker had is handed out again. */
    private static final Duration TASKS = Duration.ofSeconds(150);

    private static final int AT_RANDOM = 3;

    @Test
    void whateverMomentTheBotIsKilledAtNothingIsLostAndNobodyNotices() throws Exception {
        List<KillPoint> points = points();
        List<Visit> failures = new ArrayList<>();
        int requests = 0;
        try (KillScene scene = KillScene.open("kill", Map.of())) {
            Kills kills = new Kills(scene);
            kills.begin();
            for (KillPoint point : points) {
                Audience audience = Audience.of(scene.bed);
                try (audience) {
                    kills.at(point);
                }
                requests += audience.requests();
                failures.addAll(audience.failures());
                audience.neverHealthy(scene.journal.read()).forEach(scene.bystander::violated);
            }
            scene.bystander.now("at the end");
            kills.end();
            NumberedTasks tasks = scene.bed.tasks();
            tasks.awaitAllFinished(TASKS);
            Shows.write("real-kill-requests", requests);
            Shows.write("real-kill-failed-requests", failures.size());
            show(points.size(), scene, kills.slowest());
            assertEquals(List.of(), failures, "nobody noticed");
            assertTrue(scene.bystander.starts() >= points.size(), "schedulers' starts were seen");
            assertEquals(List.of(), scene.bystander.violations());
        }
    }

    private static List<KillPoint> points() {
        String only = System.getProperty("faults.only", "");
        if (!only.isEmpty()) {
            return KillPoint.all().stream()
                    .filter(point -> point.name().equals(only))
                    .toList();
        }
        if (!Boolean.getBoolean("faults.full")) {
            return KillPoint.few();
        }
        long seed = Long.getLong("faults.seed", System.nanoTime());
        System.out.println("  faults.seed = " + seed);
        List<KillPoint> points = new ArrayList<>(KillPoint.all());
        points.addAll(KillPoint.random(new Random(seed), AT_RANDOM));
        return points;
    }

    private static void show(int kills, KillScene scene, Duration slowest) throws IOException {
        NumberedTasks tasks = scene.bed.tasks();
        Shows.write("real-kills", kills);
        Shows.write("real-kill-violations", scene.bystander.violations().size());
        Shows.write("real-kill-seconds-slowest", slowest.toMillis() / 1000.0);
        Shows.write("tasks-accepted", tasks.accepted().size());
        Shows.write("tasks-lost", tasks.unfinished().size());
        Shows.write("tasks-done-twice", tasks.doneAgain());
    }
}
