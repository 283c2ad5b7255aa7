package dev.kawasemi.chat;

import static dev.kawasemi.chat.Texts.WORDING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.health.HealthGate;
import dev.kawasemi.health.ProbeResult;
import dev.kawasemi.rollout.ActProgress;
import dev.kawasemi.testing.Stories;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class LiveCardTest {
    private static final Instant NOW = Instant.parse("2026-11-22T14:03:20Z");

    @Test
    void isLaidOutAsDesigned() {
        HealthGate.Progress gate =
                new HealthGate.Progress(1, 2, new ProbeResult(true, "HTTP 200", Duration.ofMillis(84)));
        Readings readings = Readings.NONE;
        double[] green = {.1, .15, .55, .3, .18};
        for (double cores : green) {
            for (int i = 0; i < 4; i++) {
                readings = readings.with(
                        Stories.sample(NOW, cores, cores == .18 && i == 3 ? .11 : .14),
                        new ActProgress(Optional.of(gate), Optional.empty(), Optional.empty()));
            }
        }
        Deployment d = Stories.upgrade().upToTheGate().starts(Step.HEALTH_GATE).deployment();
        assertEquals("""
                ```
                GREEN v1.9.2          BLUE v1.9.1 (serving)
                prepare  done  41 s
                quiesce  done   3 s   workers stopped 14:02:51
                start    done   6 s
                health   1/2 ok       last 84 ms
                switch   waiting
                CPU  ▁▂▅▃▂  18 %      CPU  ▂▂▂▂▂  11 %
                MEM  212 MB           MEM  198 MB
                host     CPU 64 %  pressure 12 %  memory 71 %  58 °C
                updated 14:03:20
                ```""", LiveCard.of(d, readings, WORDING, NOW).content());
    }

    @Test
    void saysNotMeasuredInsteadOfZero() {
        Readings readings = Readings.NONE.with(Stories.notMeasured(NOW), ActProgress.NONE);
        String card = LiveCard.of(Stories.upgrade().deployment(), readings, WORDING, NOW)
                .content();
        assertTrue(card.contains("CPU  not measured     CPU  not measured\n"), card);
        assertTrue(card.contains("MEM  not measured     MEM  not measured\n"), card);
        assertTrue(card.contains("host     not measured: CPU, pressure, memory, temperature\n"), card);
        assertFalse(card.contains("0 %"), card);
    }

    @Test
    void marksTheColourThatServesAfterTheSwitch() {
        String card = card(Stories.upgrade().switched());
        assertTrue(card.contains("GREEN v1.9.2 (serving)  BLUE v1.9.1\n"), card);
        assertTrue(card.contains("approval waiting\n"), card.replace("  ", " "));
    }

    @Test
    void showsAFailureAndWhatWasUndone() {
        String card = card(Texts.undoing(dev.kawasemi.deployment.Actor.KAWASEMI, "HTTP 503")
                .then(at -> new dev.kawasemi.deployment.DeploymentEvent.Undone(at, Step.QUIESCE)));
        assertTrue(card.contains("quiesce  undone"), card);
        assertTrue(card.contains("state    undoing\n"), card);
        assertFalse(card.contains("waiting"), card);
    }

    @Test
    void aFirstDeployHasNoRightHalf() {
        String card = card(Stories.firstDeploy().step(Step.PREPARE, 41, ""));
        assertTrue(
                card.startsWith("```\nBLUE v1.9.1\nprepare  done  41 s\nstart    waiting\nCPU  not measured\n"), card);
    }

    @Test
    void noLineIsTooWideForAPhone() {
        Texts.everyState()
                .values()
                .forEach(d -> LiveCard.of(d, Readings.NONE, WORDING, NOW)
                        .content()
                        .lines()
                        .forEach(line -> assertTrue(line.length() <= 54, line)));
    }

    @Test
    void theSparklinesLastBarIsTheNewestMean() {
        assertEquals("", Sparkline.of(List.of(), 100));
        assertEquals("▁", Sparkline.of(List.of(0.0), 100));
        assertEquals("▁█", Sparkline.of(values(0, 100, 100, 100, 100), 100));
        assertEquals("█▄", Sparkline.of(values(400, 400, 400, 400, 150, 150, 150, 150), 100));
    }

    @Test
    void keepsTheLastTwentySamples() {
        Readings readings = Readings.NONE;
        for (int i = 0; i < 50; i++) {
            readings = readings.with(Stories.sample(NOW.plusSeconds(i), i, 0), ActProgress.NONE);
        }
        assertEquals(20, readings.samples().size());
        assertEquals(
                4900.0, readings.lastCpu(dev.kawasemi.deployment.Color.GREEN).orElseThrow());
    }

    private static List<Double> values(double... values) {
        return DoubleStream.of(values).boxed().toList();
    }

    private static String card(Stories story) {
        return LiveCard.of(story.deployment(), Readings.NONE, WORDING, NOW).content();
    }
}
