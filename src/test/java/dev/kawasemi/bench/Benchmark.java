package dev.kawasemi.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The parts of the benchmark, run by {@code src/test/bench/run} alone: Surefire does not take it for a test by its name, and without the property it does
 * nothing. It fails where something could not be measured or a task was lost; a figure that falls short is printed, not failed.
 */
@Tag("bench")
@EnabledIfSystemProperty(named = "bench.run", matches = "true")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class Benchmark {
    private static final List<String> ONLY =
            List.of(System.getProperty("bench.only", "").split("[, ]+", -1));

    @Test
    @Order(1)
    @Timeout(900)
    void footprint() throws Exception {
        begin("footprint");
        FootprintPart part = new FootprintPart();
        part.measure();
        Report.footprint(part);
    }

    @Test
    @Order(2)
    @Timeout(600)
    void ack() throws Exception {
        begin("ack");
        AckPart part = new AckPart();
        part.measure();
        Report.acks(part);
        assertTrue(part.asked() > part.unanswered(), "no command was answered");
    }

    @Test
    @Order(3)
    @Timeout(600)
    void rollback() throws Exception {
        begin("rollback");
        RollbackPart part = new RollbackPart();
        part.measure();
        Report.rollback(part);
    }

    @Test
    @Order(4)
    @Timeout(1500)
    void switching() throws Exception {
        begin("switch");
        SwitchPart part = new SwitchPart();
        part.measure();
        Report.switches(part);
        for (String way : SwitchPart.WAYS) {
            Outcome outcome = part.outcomes().get(way);
            assertTrue(outcome.switchedAfter().isPresent(), way + ": no answer of the new version was seen");
            assertEquals(0, outcome.lost(), way + ": tasks that were accepted and never finished");
        }
    }

    private static void begin(String part) {
        assumeTrue(ONLY.contains("") || ONLY.contains(part), "BENCH_ONLY leaves it out");
        Sheet.say("--- " + part);
    }
}
