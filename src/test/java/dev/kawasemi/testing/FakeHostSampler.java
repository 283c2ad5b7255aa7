package dev.kawasemi.testing;

import dev.kawasemi.host.HostSampler;
import dev.kawasemi.host.Sample;
import dev.kawasemi.time.TimeSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/** A calm Pi: 1 GB, 40 % of it available, 18 % CPU. Tests change what they need. */
public final class FakeHostSampler implements HostSampler {
    private static final long MB = 1L << 20;

    private final TimeSource time;
    private final Map<String, Sample.Group> groups = new HashMap<>();
    private final List<Map<String, List<Integer>>> asked = new ArrayList<>();
    private UnaryOperator<Sample> change = UnaryOperator.identity();

    public FakeHostSampler(TimeSource time) {
        this.time = time;
    }

    /** What a group shows whenever it is asked for with at least one process; no process of it was killed for want of memory. */
    public synchronized FakeHostSampler group(String name, double cores, long bytes) {
        groups.put(name, new Sample.Group(OptionalDouble.of(cores), OptionalLong.of(bytes), OptionalLong.of(0)));
        return this;
    }

    /** So many processes of the group, as {@link #group} made it, were killed for want of memory. */
    public synchronized FakeHostSampler oomKills(String name, long kills) {
        Sample.Group group = groups.getOrDefault(name, Sample.Group.NOT_MEASURED);
        groups.put(name, new Sample.Group(group.cores(), group.memory(), OptionalLong.of(kills)));
        return this;
    }

    /** Applied to every sample from now on. */
    public synchronized void change(UnaryOperator<Sample> edit) {
        change = edit;
    }

    public void cpuPressure(double percent) {
        change(s -> new Sample(
                s.at(),
                s.cpuPercent(),
                OptionalDouble.of(percent),
                s.memoryPressure(),
                s.memoryTotal(),
                s.memoryAvailable(),
                s.temperature(),
                s.diskFree(),
                s.groups()));
    }

    /** Available memory and free disk, in bytes. */
    public void free(long memory, long disk) {
        change(s -> new Sample(
                s.at(),
                s.cpuPercent(),
                s.cpuPressure(),
                s.memoryPressure(),
                s.memoryTotal(),
                OptionalLong.of(memory),
                s.temperature(),
                OptionalLong.of(disk),
                s.groups()));
    }

    /** The groups of each call so far. */
    public synchronized List<Map<String, List<Integer>>> asked() {
        return List.copyOf(asked);
    }

    @Override
    public synchronized Sample sample(Map<String, List<Integer>> wanted) {
        asked.add(Map.copyOf(wanted));
        Map<String, Sample.Group> shown = new HashMap<>();
        wanted.forEach((name, pids) -> shown.put(
                name,
                pids.isEmpty() ? Sample.Group.NOT_MEASURED : groups.getOrDefault(name, Sample.Group.NOT_MEASURED)));
        return change.apply(new Sample(
                time.now(),
                OptionalDouble.of(18),
                OptionalDouble.of(2),
                OptionalDouble.of(0),
                OptionalLong.of(1024 * MB),
                OptionalLong.of(410 * MB),
                OptionalDouble.of(58),
                OptionalLong.of(8L << 30),
                shown));
    }
}
