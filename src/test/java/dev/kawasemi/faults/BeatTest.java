package dev.kawasemi.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kawasemi.bed.Eventually;
import dev.kawasemi.bed.ExampleBed;
import dev.kawasemi.testing.Shows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The scheduler writes a line each time it asks for a tick, once a second. Over several deploys, each with the other colour, no line of one colour may stand
 * between two of the other but for the one hand-over of each deploy.
 */
@Tag("engine")
class BeatTest {
    private record Tick(double at, String color) {}

    @Test
    void theSchedulersOfTwoColoursNeverTickAtTheSameTime() throws Exception {
        int deploys = Boolean.getBoolean("faults.full") ? 10 : 3;
        try (KillScene scene = KillScene.open("beat", Map.of())) {
            var unused = scene.deployed(ExampleBed.V1);
            awaitTicks(scene, 3);
            for (int i = 0; i < deploys; i++) {
                unused = scene.deployed(i % 2 == 0 ? ExampleBed.V2 : ExampleBed.V1);
                scene.awaitLockFree();
                awaitTicks(scene, ticks(scene).size() + 3);
            }
            List<Tick> ticks = ticks(scene);
            List<Double> gaps = new ArrayList<>();
            for (int i = 1; i < ticks.size(); i++) {
                if (!ticks.get(i).color().equals(ticks.get(i - 1).color())) {
                    gaps.add(ticks.get(i).at() - ticks.get(i - 1).at());
                }
            }
            for (double gap : gaps) {
                Shows.write("beat-gap-seconds", String.format(Locale.ROOT, "%.1f", gap));
            }
            Shows.write("double-ticks", Math.max(0, gaps.size() - deploys));
            assertEquals(deploys, gaps.size(), () -> "one hand-over for each deploy: " + ticks);
            assertEquals(List.of(), scene.bystander.violations());
        }
    }

    private static void awaitTicks(KillScene scene, int count) {
        Eventually.holds(
                Duration.ofSeconds(60), count + " ticks", () -> ticks(scene).size() >= count, () -> ticks(scene));
    }

    /** Time, version, colour, container of each line, as tasks.py writes them. */
    private static List<Tick> ticks(KillScene scene) {
        Path log = scene.bed.folder().resolve("app/results/beats.log");
        if (!Files.exists(log)) {
            return List.of();
        }
        try (var lines = Files.lines(log)) {
            return lines.map(line -> line.split(" ", -1))
                    .map(words -> new Tick(Double.parseDouble(words[1]), words[3]))
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
