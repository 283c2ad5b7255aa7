package dev.kawasemi.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.time.TimeSource;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The sampler on the host that runs the tests. */
class RealHostTest {
    private static final int SAMPLES = 200;

    private final HostSampler sampler = HostSamplers.linux(Path.of("/"), Path.of("."), TimeSource.system());

    @Test
    void figuresOfThisHostAreInTheirRanges() {
        sampler.sample(Map.of());
        long spun = spinForTicks();
        Sample sample = sampler.sample(Map.of());
        assertTrue(spun > 0);
        double cpu = sample.cpuPercent().orElseThrow();
        assertTrue(cpu > 0 && cpu <= 100, "CPU " + cpu);
        long total = sample.memoryTotal().orElseThrow();
        long available = sample.memoryAvailable().orElseThrow();
        assertTrue(available > 0 && available < total, available + " of " + total);
        assertTrue(sample.diskFree().orElseThrow() > 0);
        sample.cpuPressure().ifPresent(p -> assertTrue(p >= 0 && p <= 100, "pressure " + p));
    }

    /** At once a second it may use half a percent of a core: 5 ms of CPU each. */
    @Test
    void aSampleIsCheap() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Map<String, List<Integer>> groups = Map.of("blue", ownProcess(), "green", ownProcess());
        for (int warm = 0; warm < SAMPLES; warm++) {
            sampler.sample(groups);
        }
        long before = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < SAMPLES; i++) {
            sampler.sample(groups);
        }
        double millis = (threads.getCurrentThreadCpuTime() - before) / 1e6 / SAMPLES;
        assertTrue(millis < 5, "one sample takes " + millis + " ms of CPU");
    }

    @Test
    void aProcessThatDoesNotExistIsNotMeasured() {
        assertEquals(
                Sample.Group.NOT_MEASURED,
                sampler.sample(Map.of("blue", List.of(Integer.MAX_VALUE)))
                        .groups()
                        .get("blue"));
    }

    private static List<Integer> ownProcess() {
        return List.of(Math.toIntExact(ProcessHandle.current().pid()));
    }

    /** /proc/stat counts in hundredths of a second: works for ten of them. */
    private static long spinForTicks() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long end = threads.getCurrentThreadCpuTime() + 100_000_000L;
        long turns = 0;
        while (threads.getCurrentThreadCpuTime() < end) {
            turns++;
        }
        return turns;
    }
}
