package dev.kawasemi.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChartDataTest {

    @Test
    void comesBackAsItWas() {
        ChartData good = Charted.good();
        assertEquals(good, ChartData.decode(good.encode()));
        List<ChartData.Point> bare = List.of(
                new ChartData.Point(0, OptionalDouble.empty(), OptionalDouble.empty()),
                new ChartData.Point(1.5, OptionalDouble.of(0), OptionalDouble.empty()));
        ChartData first = new ChartData("GREEN: serves", "GREEN", "", List.of(), bare);
        assertEquals(first, ChartData.decode(first.encode()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "title x\n", "nonsense 1 2\n", "point 1\n", "point a b c\n", "mark 1\n"})
    void whatIsNoChartIsRefused(String text) {
        assertThrows(RuntimeException.class, () -> ChartData.decode(text));
    }
}
