package dev.kawasemi.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.container.ContainerStatus;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.health.PressureGauge;
import dev.kawasemi.host.Sample;
import dev.kawasemi.testing.FakeContainerEngine;
import dev.kawasemi.testing.FakeHostSampler;
import dev.kawasemi.testing.FakeTime;
import dev.kawasemi.testing.Stories;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Figures by colour. */
class SamplingTest {
    private final FakeContainerEngine containers = new FakeContainerEngine();
    private final FakeHostSampler sampler = new FakeHostSampler(new FakeTime());
    private final Sampling sampling = new Sampling(containers, sampler);
    private final Deployment upgrade = Stories.upgrade().deployment();

    @BeforeEach
    void bothColoursRun() {
        for (String project : List.of("shop-blue", "shop-green")) {
            containers.host().up(project, "web", "sha256:1");
            containers.host().up(project, "worker", "sha256:1");
        }
        sampler.group("blue", 0.2, 198).group("green", 1.5, 212);
    }

    private List<Integer> pids(String project) {
        return containers.host().containers(project).stream()
                .map(ContainerStatus::pid)
                .toList();
    }

    @Test
    void nothingIsMeasuredBeforeTheFirstLook() {
        assertEquals(OptionalLong.empty(), sampling.memory(Color.BLUE));
        PressureGauge gauge = sampling.gauge(Color.GREEN);
        assertEquals(OptionalDouble.empty(), gauge.cpuPressure());
        assertEquals(OptionalDouble.empty(), gauge.webCores());
        sampling.take(upgrade);
        assertEquals(List.of(Map.of()), sampler.asked(), "no processes are known yet");
        assertEquals(OptionalLong.empty(), sampling.memory(Color.BLUE));
    }

    @Test
    void eachColourHasItsOwnFigures() {
        sampling.lookAgain(upgrade);
        Sample sample = sampling.take(upgrade);
        assertEquals(2, sample.groups().size());
        assertEquals(OptionalLong.of(198), sampling.memory(Color.BLUE));
        assertEquals(OptionalLong.of(212), sampling.memory(Color.GREEN));
        assertEquals(OptionalDouble.of(1.5), sampling.gauge(Color.GREEN).webCores());
        assertEquals(OptionalDouble.of(0.2), sampling.gauge(Color.BLUE).webCores());
        assertEquals(OptionalDouble.of(2), sampling.gauge(Color.GREEN).cpuPressure());
    }

    @Test
    void processesKilledForWantOfMemoryAreCountedByColour() {
        assertEquals(0, sampling.oomKills(Color.GREEN), "nothing was measured yet");
        sampler.oomKills("green", 3);
        sampling.lookAgain(upgrade);
        sampling.take(upgrade);
        assertEquals(3, sampling.oomKills(Color.GREEN));
        assertEquals(0, sampling.oomKills(Color.BLUE));
    }

    @Test
    void aGaugeShowsTheNewestSample() {
        PressureGauge gauge = sampling.gauge(Color.GREEN);
        sampling.lookAgain(upgrade);
        sampling.take(upgrade);
        sampler.cpuPressure(91);
        sampler.group("green", 0.4, 1);
        sampling.take(upgrade);
        assertEquals(OptionalDouble.of(91), gauge.cpuPressure());
        assertEquals(OptionalDouble.of(0.4), gauge.webCores());
    }

    @Test
    void onlyWhatRunsHasProcesses() {
        containers.host().exit("shop-blue", "worker", 0);
        sampling.lookAgain(upgrade);
        sampling.take(upgrade);
        Map<String, List<Integer>> asked = sampler.asked().get(0);
        assertEquals(pids("shop-blue").subList(0, 1), asked.get("blue"), "the worker has ended");
        assertEquals(pids("shop-green"), asked.get("green"));
    }

    @Test
    void theProcessesOfTheLastLookCountUntilTheNext() {
        sampling.lookAgain(upgrade);
        List<Integer> before = pids("shop-green");
        containers.host().exit("shop-green", "web", 0);
        sampling.take(upgrade);
        assertEquals(before, sampler.asked().get(0).get("green"));
        sampling.lookAgain(upgrade);
        sampling.take(upgrade);
        assertEquals(before.subList(1, 2), sampler.asked().get(1).get("green"));
    }

    @Test
    void aFirstDeployHasOneColour() {
        sampling.lookAgain(Stories.firstDeploy().deployment());
        sampling.take(upgrade);
        assertEquals(Map.of("blue", pids("shop-blue")), sampler.asked().get(0));
    }

    @Test
    void anEngineThatDoesNotAnswerCostsOnlyTheFigures() {
        containers.script().failNext("containers", "the engine is away");
        sampling.lookAgain(upgrade);
        sampling.take(upgrade);
        assertEquals(List.of(), sampler.asked().get(0).get("blue"));
        assertEquals(OptionalLong.empty(), sampling.memory(Color.BLUE));
        assertTrue(sampling.memory(Color.GREEN).isPresent());
    }
}
