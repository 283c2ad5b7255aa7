package dev.kawasemi.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.Color;
import dev.kawasemi.testing.FakeHostSampler;
import dev.kawasemi.testing.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TrailTest {
    private final FakeTime time = new FakeTime();
    private final FakeHostSampler sampler = new FakeHostSampler(time);
    private final Trail trail = new Trail(Color.GREEN);
    private final Instant begin = time.now();

    private void seconds(int count, double blue, double green) {
        sampler.group("blue", blue, 1).group("green", green, 1);
        for (int i = 0; i < count; i++) {
            trail.add(sampler.sample(Map.of("blue", List.of(1), "green", List.of(2))));
            time.advance(Duration.ofSeconds(1));
        }
    }

    @Test
    void keepsWhatEachColourUsedInPercentOfACore() {
        seconds(2, 0.11, 0.18);
        assertEquals(
                List.of(
                        new ChartData.Point(0, OptionalDouble.of(18), OptionalDouble.of(11)),
                        new ChartData.Point(1, OptionalDouble.of(18), OptionalDouble.of(11))),
                trail.since(begin));
    }

    @Test
    void aColourThatDoesNotRunIsAGap() {
        trail.add(sampler.sample(Map.of("blue", List.of(), "green", List.of())));
        assertEquals(
                List.of(new ChartData.Point(0, OptionalDouble.empty(), OptionalDouble.empty())), trail.since(begin));
    }

    @Test
    void beginsWhereItIsAskedTo() {
        seconds(10, 0.1, 0.1);
        List<ChartData.Point> points = trail.since(begin.plusSeconds(7));
        assertEquals(3, points.size());
        assertEquals(0, points.get(0).seconds());
    }

    @Test
    void aDeployOfHoursStaysWholeInABoundedNumberOfPoints() {
        seconds(3600, 1, 0);
        seconds(3600, 0, 2);
        assertTrue(trail.size() <= Trail.MOST, () -> trail.size() + " points");
        assertTrue(trail.size() >= Trail.MOST / 2 - 1, () -> trail.size() + " points");
        List<ChartData.Point> points = trail.since(begin);
        assertEquals(100, points.get(0).oldCpu().orElseThrow(), 0.001);
        assertEquals(0, points.get(0).newCpu().orElseThrow(), 0.001);
        ChartData.Point last = points.get(points.size() - 1);
        assertEquals(200, last.newCpu().orElseThrow(), 0.001);
        assertTrue(last.seconds() > 7000, () -> "the end is there: " + last);
        double mean = points.stream()
                .mapToDouble(point -> point.oldCpu().orElseThrow())
                .average()
                .orElseThrow();
        assertEquals(50, mean, 2, "every second counts alike");
    }
}
