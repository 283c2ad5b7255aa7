package dev.kawasemi.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NumbersTest {
    @Test
    void aPercentileIsAValueThatWasMeasured() {
        List<Double> hundred =
                IntStream.rangeClosed(1, 100).mapToObj(value -> (double) value).toList();

        assertEquals(99, Numbers.percentile(hundred, 0.99));
        assertEquals(100, Numbers.percentile(hundred, 1));
        assertEquals(50, Numbers.median(hundred));
    }

    @Test
    void theOrderDoesNotMatter() {
        assertEquals(2, Numbers.median(List.of(3.0, 1.0, 2.0)));
    }

    @Test
    void ofNothingThereIsNoFigure() {
        assertTrue(Double.isNaN(Numbers.median(List.of())));
        assertEquals("–", Numbers.text(Numbers.median(List.of()), 1));
    }

    @Test
    void aTableHasItsFirstColumnToTheLeft() {
        Sheet sheet = new Sheet("", "limit", "stop");
        sheet.row("switched after, s", "12.9", "15.0");
        sheet.row("failed", "0");

        assertEquals(
                "                   limit  stop\nswitched after, s   12.9  15.0\nfailed                 0\n",
                sheet.text());
    }
}
