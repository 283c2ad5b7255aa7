package dev.kawasemi.bench;

import dev.kawasemi.bed.Visit;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.time.TimeSource;
import dev.kawasemi.wire.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** From the press of [Roll back] to the old colour's traffic and workers, beside visitors, on one core. */
final class RollbackPart {
    private static final int TIMES = 5;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration WATCHED = Duration.ofSeconds(3);

    private final TimeSource time = TimeSource.system();
    private final List<Double> traffic = new ArrayList<>();
    private final List<Double> workers = new ArrayList<>();
    private int requests;
    private int failed;

    void measure() throws Exception {
        Cores.Held pinned = Cores.onTheOther();
        try (pinned;
                BenchScene scene = BenchScene.open("back", WATCHED)) {
            scene.firstVersion(1);
            try (Load load = Load.pagesAlone(scene.bed)) {
                String asked = "";
                for (int i = 1; i <= TIMES; i++) {
                    asked = once(scene, asked);
                    Sheet.say("rolled back " + i + " of " + TIMES + ": traffic after "
                            + Numbers.text(traffic.get(i - 1), 0) + " ms, workers after "
                            + Numbers.text(workers.get(i - 1), 0) + " ms");
                }
                requests = load.visits().size();
                failed = (int)
                        load.visits().stream().filter(visit -> !visit.ok()).count();
            }
        }
    }

    /** v2 on GREEN, and back to v1 on BLUE; returns the id of its question. */
    private String once(BenchScene scene, String lastQuestion) {
        long number = scene.deploy(BenchScene.V2);
        scene.atRest(number);
        scene.awaitLockFree();
        Message question = scene.question(lastQuestion);
        Instant pressed = time.now();
        scene.boss.press(question, "Roll back");
        traffic.add(millis(pressed, firstAnswerOf(scene, Color.BLUE)));
        scene.awaitEnd(number);
        workers.add(millis(pressed, Instant.parse(scene.bed.inspect(Color.BLUE, "worker", "{{.State.StartedAt}}"))));
        return question.id();
    }

    private Instant firstAnswerOf(BenchScene scene, Color color) {
        Duration end = time.elapsed().plus(LIMIT);
        while (time.elapsed().compareTo(end) < 0) {
            Visit visit = scene.bed.visit();
            if (visit.ok() && visit.color().equals(color.id())) {
                return visit.at().plus(visit.took());
            }
        }
        throw new AssertionError("no answer from " + color + " within " + LIMIT);
    }

    private static double millis(Instant from, Instant to) {
        return Duration.between(from, to).toMillis();
    }

    double trafficMillis() {
        return Numbers.median(traffic);
    }

    double workersMillis() {
        return Numbers.median(workers);
    }

    int requests() {
        return requests;
    }

    int failed() {
        return failed;
    }
}
