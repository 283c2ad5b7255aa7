package dev.kawasemi.bench;

import dev.kawasemi.time.TimeSource;
import dev.kawasemi.wire.Interaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How long a person's command waits for its first answer while both cores are saturated and a deploy runs. Discord gives up after 3 s. */
final class AckPart {
    private static final double BOOT_CPU_SECONDS = 6;
    private static final Duration BETWEEN = Duration.ofMillis(200);
    /** What comes later is as good as none. */
    private static final Duration GIVEN_UP = Duration.ofSeconds(3);

    private static final Duration WATCHED = Duration.ofSeconds(3);

    private final TimeSource time = TimeSource.system();
    private final List<Double> acks = new ArrayList<>();
    private int unanswered;

    void measure() throws Exception {
        try (BenchScene scene = BenchScene.open("ack", WATCHED)) {
            scene.firstVersion(BOOT_CPU_SECONDS);
            List<Interaction> asked = new ArrayList<>();
            Cores.Held busy = Cores.saturated();
            try (busy) {
                Sheet.say("both cores are busy, and a deploy is asked for; commands until it rests");
                long number = scene.deploy(BenchScene.V2);
                while (scene.journal().get(number).phase().acting()) {
                    asked.add(scene.boss.slash(
                            asked.size() % 5 == 4 ? "status" : "history", Map.of("app", BenchScene.APP.value())));
                    time.sleep(BETWEEN);
                }
                asked.forEach(this::note);
                scene.atRest(number);
            }
        }
    }

    private void note(Interaction interaction) {
        try {
            acks.add(interaction.awaitAck(GIVEN_UP).toNanos() / 1e6);
        } catch (AssertionError e) {
            unanswered++;
        }
    }

    int asked() {
        return acks.size() + unanswered;
    }

    int unanswered() {
        return unanswered;
    }

    double median() {
        return Numbers.median(acks);
    }

    double p99() {
        return Numbers.percentile(acks, 0.99);
    }
}
