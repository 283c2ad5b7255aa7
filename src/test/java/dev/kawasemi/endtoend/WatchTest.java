package dev.kawasemi.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.bed.Eventually;
import dev.kawasemi.bed.ExampleBed;
import dev.kawasemi.bed.Traffic;
import dev.kawasemi.bed.Visit;
import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.rollout.AppSettings;
import dev.kawasemi.testing.Shows;
import dev.kawasemi.wire.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A release that falls ill after the switch goes back by itself. */
@Tag("engine")
class WatchTest {
    private static final Duration LIMIT = Scene.LIMIT;
    private static final AppSettings.Watch WATCH =
            new AppSettings.Watch(Duration.ofSeconds(40), Duration.ofSeconds(1), 5);
    /** interval x failures + 2 s. */
    private static final double TARGET = 7;

    @Test
    void aReleaseThatFallsIllAfterTheSwitchIsTakenBackWithoutAnyonesDoing() throws Exception {
        Scene.Limits limits = Scene.Limits.quick(Duration.ofSeconds(2)).watched(WATCH);
        try (Scene scene = Scene.open("watch", limits)) {
            scene.v1OnBlue();
            try (Traffic traffic = scene.bed.traffic();
                    Background background = Background.watch(scene.bed, Color.BLUE)) {
                scene.bed.tasks().enqueue(10, Duration.ofMillis(50));
                scene.deploy(ExampleBed.FALLS_ILL);
                Deployment ended = scene.awaitPhase(Phase.ROLLED_BACK);
                assertEquals(Optional.of(Actor.KAWASEMI), ended.decidedBy());
                assertTold(scene);
                scene.bed.tasks().enqueue(10, Duration.ofMillis(50));
                traffic.awaitVisits(traffic.visits().size() + 100);
                assertBack(scene, background);
                double seconds = secondsUntilBack(traffic.visits());
                Shows.write("watch-rollback-seconds", seconds);
                assertTrue(seconds < 3 * TARGET, () -> "back after " + seconds + " s (target " + TARGET + ")");
                scene.bed.tasks().awaitAllFinished(LIMIT);
            }
        }
    }

    private static void assertTold(Scene scene) {
        Message told = scene.channelMessage("probes failed");
        assertTrue(
                told.content().matches("(?s).*5 of 5 probes failed \\d+ s after the switch.*Rolled back to BLUE in .*"),
                told::content);
        assertTrue(told.pings().stream().anyMatch(scene.bob.roles()::contains), told::toString);
        assertEquals(List.of("Logs", "Remove GREEN"), told.labels());
    }

    private static void assertBack(Scene scene, Background background) {
        assertEquals("v1", scene.bed.visit().version());
        assertEquals(Scene.ALL, scene.bed.running(Color.BLUE));
        Eventually.holds(
                LIMIT,
                "GREEN stopped, kept",
                () -> scene.bed.running(Color.GREEN).isEmpty(),
                () -> scene.bed.services(Color.GREEN));
        assertEquals(Scene.ALL, List.copyOf(scene.bed.services(Color.GREEN).keySet()), "kept for its logs");
        assertEquals(List.of(), background.doubles());
    }

    /** From the first failure that a visitor saw to the first answer after which all came from the old colour. */
    private static double secondsUntilBack(List<Visit> visits) {
        List<Visit> inOrder =
                visits.stream().sorted(Comparator.comparing(WatchTest::end)).toList();
        List<Visit> failures = inOrder.stream().filter(visit -> !visit.ok()).toList();
        assertTrue(
                failures.stream()
                        .allMatch(
                                visit -> visit.status() == 503 && visit.color().equals("green")),
                failures::toString);
        Visit lastOther = inOrder.stream()
                .filter(visit -> !visit.color().equals("blue"))
                .reduce((one, other) -> other)
                .orElseThrow();
        Visit back = inOrder.get(inOrder.indexOf(lastOther) + 1);
        return Duration.between(end(failures.get(0)), end(back)).toMillis() / 1e3;
    }

    private static Instant end(Visit visit) {
        return visit.at().plus(visit.took());
    }
}
