package dev.kawasemi.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkRowsTest {
    private static MarkRows rows(double... seconds) {
        List<ChartData.Mark> marks = java.util.Arrays.stream(seconds)
                .mapToObj(at -> new ChartData.Mark(at, "m" + at))
                .toList();
        return MarkRows.of(marks, word -> 10, 100);
    }

    @Test
    void wordsApartShareARowAndWordsCloseByDoNot() {
        assertEquals(1, rows(0, 20, 40).count());
        assertEquals(2, rows(0, 3, 40).count());
        assertEquals(3, rows(0, 3, 5, 40).count());
    }

    @Test
    void aWordThatWouldGoBeyondTheEndStandsOnTheOtherSide() {
        assertEquals(85, rows(95).placed().get(0).left());
    }

    @Test
    void noWordCoversAnother() {
        MarkRows rows = rows(20, 23, 41, 45, 84, 87, 93);
        for (MarkRows.Placed a : rows.placed()) {
            for (MarkRows.Placed b : rows.placed()) {
                boolean apart = a.equals(b) || a.row() != b.row() || Math.abs(a.left() - b.left()) >= 10;
                assertTrue(apart, () -> a + " covers " + b);
            }
        }
    }
}
