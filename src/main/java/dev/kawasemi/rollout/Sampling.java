package dev.kawasemi.rollout;

import dev.kawasemi.container.ContainerEngine;
import dev.kawasemi.container.ContainerStatus;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Side;
import dev.kawasemi.deployment.Stack;
import dev.kawasemi.health.PressureGauge;
import dev.kawasemi.host.HostSampler;
import dev.kawasemi.host.Sample;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Samples the host and both colours once a second while a deployment acts. The containers' process ids are looked up at steps, not at every sample. */
final class Sampling {
    private static final Logger LOG = LoggerFactory.getLogger(Sampling.class);

    private final ContainerEngine containers;
    private final HostSampler sampler;
    private final Comparison comparison = new Comparison();
    private volatile Map<String, List<Integer>> groups = Map.of();
    private volatile Optional<Sample> last = Optional.empty();

    Sampling(ContainerEngine containers, HostSampler sampler) {
        this.containers = containers;
        this.sampler = sampler;
    }

    /** Looks up which processes belong to which colour now. */
    void lookAgain(Deployment deployment) {
        Map<String, List<Integer>> found = new HashMap<>();
        deployment
                .old()
                .map(Side::stack)
                .ifPresent(stack -> found.put(stack.color().id(), pids(stack)));
        found.put(deployment.next().color().id(), pids(deployment.next()));
        groups = Map.copyOf(found);
    }

    /** @param running the old colour's containers as they were just seen; of the new one there are none yet */
    void begin(Optional<Side> old, List<ContainerStatus> running) {
        groups = old.map(side -> Map.of(side.stack().color().id(), pids(running)))
                .orElse(Map.of());
    }

    /** This colour's containers as they were just seen. */
    void seen(Color color, List<ContainerStatus> containers) {
        Map<String, List<Integer>> now = new HashMap<>(groups);
        now.put(color.id(), pids(containers));
        groups = Map.copyOf(now);
    }

    /** Some of a colour's containers were stopped: its figures are those of the others. Costs no look at the engine. */
    void forgetDead(Color color) {
        Map<String, List<Integer>> now = new HashMap<>(groups);
        now.computeIfPresent(
                color.id(),
                (id, pids) -> pids.stream()
                        .filter(pid -> ProcessHandle.of(pid).isPresent())
                        .toList());
        groups = Map.copyOf(now);
    }

    private static List<Integer> pids(List<ContainerStatus> containers) {
        return containers.stream()
                .map(ContainerStatus::pid)
                .filter(pid -> pid > 0)
                .toList();
    }

    /** For a figure that begins or ends at this moment. A deployment never fails for want of figures. */
    void note(Deployment now) {
        try {
            var unused = take(now);
        } catch (RuntimeException e) {
            LOG.warn("Could not take a sample: {}", e.getMessage());
        }
    }

    /** About once a second. */
    synchronized Sample take(Deployment now) {
        Sample sample = sampler.sample(groups);
        last = Optional.of(sample);
        comparison.take(now, sample);
        return sample;
    }

    /** What the new colour uses against the old one, as far as it is known by now. */
    Comparison comparison() {
        return comparison;
    }

    OptionalLong memory(Color color) {
        return last.map(sample -> sample.groups()
                        .getOrDefault(color.id(), Sample.Group.NOT_MEASURED)
                        .memory())
                .orElse(OptionalLong.empty());
    }

    /** Processes of this colour that the kernel has killed for want of memory so far; 0 where it is not measured. */
    long oomKills(Color color) {
        return last.map(sample -> sample.groups()
                        .getOrDefault(color.id(), Sample.Group.NOT_MEASURED)
                        .oomKills()
                        .orElse(0))
                .orElse(0L);
    }

    PressureGauge gauge(Color color) {
        return new PressureGauge() {
            @Override
            public OptionalDouble cpuPressure() {
                return last.map(Sample::cpuPressure).orElse(OptionalDouble.empty());
            }

            @Override
            public OptionalDouble webCores() {
                return last.map(sample -> sample.groups()
                                .getOrDefault(color.id(), Sample.Group.NOT_MEASURED)
                                .cores())
                        .orElse(OptionalDouble.empty());
            }
        };
    }

    private List<Integer> pids(Stack stack) {
        try {
            return pids(containers.containers(stack));
        } catch (RuntimeException e) {
            // Figures are for people: a deployment never fails for want of them.
            LOG.warn("Could not look up the processes of {}: {}", stack.project(), e.getMessage());
            return List.of();
        }
    }
}
