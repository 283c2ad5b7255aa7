package dev.kawasemi.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.container.ContainerStatus;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Finding;
import dev.kawasemi.deployment.Stack;
import dev.kawasemi.host.Sample;
import dev.kawasemi.testing.FakeContainerEngine;
import dev.kawasemi.testing.FakeHostSampler;
import dev.kawasemi.testing.FakeTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The forecast of memory and disk, in numbers: 150 MB of memory and 1 GB of disk must stay free. */
class GuardsTest {
    private static final long MB = 1L << 20;
    private static final long MUCH_DISK = 8L << 30;

    private final FakeContainerEngine containers = new FakeContainerEngine();
    private final FakeHostSampler sampler = new FakeHostSampler(new FakeTime());
    private final AppSettings shop = Rig.shop();
    private final Stack blue = containers.stack(shop.compose(), Color.BLUE);
    private final Guards guards = new Guards(new RolloutSettings(
            Path.of("/"), "pi4", Duration.ofMinutes(10), Reminding.NONE, 150 * MB, 1024 * MB, List.of(shop)));

    @BeforeEach
    void blueRuns() {
        for (String service : List.of("redis", "web", "worker", "beat")) {
            containers.host().up(blue.project(), service, "sha256:1");
        }
        sampler.group("background", 0.5, 100 * MB).group("web", 0.1, 160 * MB);
    }

    private List<String> upgrade() {
        return guards.reasons(guards.forecast(shop, containers.containers(blue), sampler)).stream()
                .map(Finding::words)
                .toList();
    }

    @Test
    void theOldWorkersMemoryCountsForAndTheNewWebsAgainst() {
        sampler.free(210 * MB, MUCH_DISK);
        assertEquals(List.of(), upgrade(), "210 + 100 - 160 is just enough");
        sampler.free(210 * MB - 1, MUCH_DISK);
        assertEquals(1, upgrade().size());
    }

    @Test
    void aShortageIsToldInNumbersWithTheWayOut() {
        sampler.free(200 * MB, MUCH_DISK);
        String said = upgrade().get(0);
        assertTrue(
                said.startsWith(
                        "memory would run short: 200 MB available + 100 MB from the old workers - 160 MB for the"
                                + " new web leaves 140 MB, and at least 150 MB must stay free (guard.min-free-memory)."),
                said);
        assertTrue(said.contains("--force"), said);
    }

    @Test
    void theProcessesOfRunningContainersAreCountedByWhatTheyDo() {
        containers.host().exit(blue.project(), "beat", 1);
        upgrade();
        Map<String, List<Integer>> asked = sampler.asked().get(0);
        assertEquals(pids("worker"), new TreeSet<>(asked.get("background")));
        assertEquals(pids("redis", "web"), new TreeSet<>(asked.get("web")));
        assertEquals(2, asked.size());
    }

    private Set<Integer> pids(String... services) {
        TreeSet<Integer> pids = new TreeSet<>();
        for (ContainerStatus status : containers.containers(blue)) {
            if (List.of(services).contains(status.ref().service())) {
                pids.add(status.pid());
            }
        }
        return pids;
    }

    @Test
    void aFirstDeployHasOnlyWhatIsFree() {
        sampler.free(150 * MB, MUCH_DISK);
        assertEquals(List.of(), guards.reasons(guards.forecast(shop, List.of(), sampler)));
        assertEquals(
                Map.of("background", List.of(), "web", List.of()),
                sampler.asked().get(0));
        sampler.free(149 * MB, MUCH_DISK);
        assertEquals(
                1, guards.reasons(guards.forecast(shop, List.of(), sampler)).size());
    }

    @Test
    void diskIsToldInNumbersToo() {
        sampler.free(500 * MB, 1024 * MB);
        assertEquals(List.of(), upgrade(), "just enough");
        sampler.free(500 * MB, 1023 * MB);
        List<String> reasons = upgrade();
        assertEquals(1, reasons.size());
        assertTrue(
                reasons.get(0)
                        .startsWith("disk is short: 1023 MB free, and at least 1024 MB must be (guard.min-free-disk)."),
                reasons.get(0));
    }

    @Test
    void memoryAndDiskAreToldTogether() {
        sampler.free(MB, MB);
        assertEquals(
                List.of("memory", "disk"),
                upgrade().stream().map(reason -> reason.split(" ", 2)[0]).toList());
    }

    @Test
    void whatIsNotMeasuredNeverRefuses() {
        sampler.change(s -> new Sample(
                s.at(),
                s.cpuPercent(),
                s.cpuPressure(),
                s.memoryPressure(),
                s.memoryTotal(),
                OptionalLong.empty(),
                s.temperature(),
                OptionalLong.empty(),
                s.groups()));
        assertEquals(List.of(), upgrade());
    }

    @Test
    void aWebWithoutFiguresIsForecastAsNothing() {
        FakeHostSampler blind = new FakeHostSampler(new FakeTime());
        blind.free(150 * MB, MUCH_DISK);
        assertEquals(List.of(), guards.reasons(guards.forecast(shop, containers.containers(blue), blind)));
    }
}
