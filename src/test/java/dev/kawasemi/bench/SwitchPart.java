package dev.kawasemi.bench;

import dev.kawasemi.bed.ExampleBed;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Deploys under load on one core: each of Kawasemi's ways, the article's sequence, plain blue-green, and the least that any of them can take. */
final class SwitchPart {
    static final List<String> WAYS =
            List.of(System.getProperty("bench.ways", "stop,pause,lower-cpu").split(",", -1));

    private static final double BOOT_CPU_SECONDS = 6;
    private static final int LIMIT_RUNS = 3;
    private static final Duration WARM = Duration.ofSeconds(8);
    private static final Duration WATCHED = Duration.ofSeconds(10);
    private static final Duration AFTERWARDS = Duration.ofSeconds(4);
    /** When no task was finished for so long, the others never will be. Longer than the broker's visibility timeout. */
    private static final Duration PATIENCE = Duration.ofSeconds(150);
    /** What went with the old colour's Redis cannot come back, so not much need be waited. */
    private static final Duration PATIENCE_BY_HAND = Duration.ofSeconds(15);

    private final TimeSource time = TimeSource.system();
    private final Map<String, Outcome> outcomes = new LinkedHashMap<>();
    private final Map<String, Long> docker = new LinkedHashMap<>();
    private double limit = Double.NaN;

    /** Something that is done under load; returns when the old colour is gone. */
    private interface Act {
        void carryOut() throws Exception;
    }

    void measure() throws Exception {
        Cores.Held pinned = Cores.onTheOther();
        try (pinned;
                BenchScene scene = BenchScene.open("switch", WATCHED)) {
            ByHand byHand = new ByHand(scene.bed);
            scene.boot(BOOT_CPU_SECONDS);
            limit = limit(byHand);
            Sheet.say("the limit is " + Numbers.text(limit, 1) + " s (median of " + LIMIT_RUNS + ")");
            byKawasemi(scene);
            byHand(scene.bed, byHand);
        }
    }

    private static double limit(ByHand byHand) {
        List<Double> runs = new ArrayList<>();
        for (int run = 1; run <= LIMIT_RUNS; run++) {
            Sheet.say("the new web alone on an idle core, " + run + " of " + LIMIT_RUNS);
            runs.add(byHand.limit(Color.BLUE, BenchScene.V1).toMillis() / 1000.0);
            byHand.down(Color.BLUE);
        }
        return Numbers.median(runs);
    }

    private void byKawasemi(BenchScene scene) throws Exception {
        scene.boot(0.2);
        scene.firstVersion(BOOT_CPU_SECONDS);
        String next = BenchScene.V2;
        for (String way : WAYS) {
            scene.bot.stop();
            scene.quiesce(way);
            var unused = scene.startBot();
            String version = next;
            List<Long> numbers = new ArrayList<>();
            underLoad(scene.bed, way, version, PATIENCE, () -> numbers.add(scene.deployed(version)));
            docker.put(way, scene.dockerProcesses(numbers.get(0)));
            next = version.equals(BenchScene.V2) ? BenchScene.V1 : BenchScene.V2;
        }
        scene.bot.stop();
    }

    private void byHand(ExampleBed bed, ByHand byHand) throws Exception {
        Sheet.say("both colours away, v1 up by hand");
        byHand.down(Color.BLUE);
        byHand.down(Color.GREEN);
        byHand.up(Color.BLUE, BenchScene.V1);
        byHand.awaitHealthy(Color.BLUE);
        byHand.route(Color.BLUE);
        underLoad(bed, "article", BenchScene.V2, PATIENCE_BY_HAND, () -> byHand.article(Color.GREEN, BenchScene.V2));
        underLoad(bed, "plain", BenchScene.V1, PATIENCE_BY_HAND, () -> byHand.plain(Color.BLUE, BenchScene.V1));
        byHand.down(Color.BLUE);
    }

    private void underLoad(ExampleBed bed, String name, String version, Duration patience, Act act) throws Exception {
        Sheet.say(name + ": load for " + WARM.toSeconds() + " s, then the deploy of " + version);
        Load load = Load.full(bed);
        Outcome.Times times;
        try (load) {
            time.sleep(WARM);
            Instant asked = time.now();
            act.carryOut();
            Instant gone = time.now();
            time.sleep(AFTERWARDS);
            times = new Outcome.Times(asked, gone, time.now());
        }
        awaitTasks(load, patience);
        Outcome outcome = Outcome.of(name, version, bed, load, times);
        outcomes.put(name, outcome);
        Sheet.say(name + ": switched after "
                + Numbers.text(outcome.switchedAfter().orElse(Double.NaN), 1) + " s, " + outcome.lost() + " of "
                + outcome.accepted() + " tasks lost, none finished for " + Numbers.text(outcome.gap(), 1)
                + " s from " + Numbers.text(outcome.gapFrom(), 1) + " s on");
    }

    /** Returns when all are finished, or when nobody finishes any. */
    private void awaitTasks(Load load, Duration patience) throws InterruptedException {
        int left = load.unfinished().size();
        Sheet.say(left + " tasks are not finished yet");
        Instant newest = time.now();
        while (left > 0 && Duration.between(newest, time.now()).compareTo(patience) < 0) {
            time.sleep(Duration.ofSeconds(1));
            int now = load.unfinished().size();
            newest = now < left ? time.now() : newest;
            left = now;
        }
    }

    Map<String, Outcome> outcomes() {
        return outcomes;
    }

    Map<String, Long> docker() {
        return docker;
    }

    double limitSeconds() {
        return limit;
    }
}
