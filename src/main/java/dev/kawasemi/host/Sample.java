package dev.kawasemi.host;

import java.time.Instant;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One look at the host. An empty value is "not measured".
 *
 * @param cpuPercent of all cores together since the sample before, 0 to 100
 * @param cpuPressure PSI {@code some} for CPU since the sample before, 0 to 100
 * @param memoryPressure PSI {@code some} for memory likewise
 * @param memoryTotal bytes
 * @param memoryAvailable bytes (MemAvailable)
 * @param temperature degrees Celsius of the hottest thermal zone
 * @param diskFree bytes on the state folder's file system
 * @param groups by the name given to the sampler (a colour's id)
 */
public record Sample(
        Instant at,
        OptionalDouble cpuPercent,
        OptionalDouble cpuPressure,
        OptionalDouble memoryPressure,
        OptionalLong memoryTotal,
        OptionalLong memoryAvailable,
        OptionalDouble temperature,
        OptionalLong diskFree,
        Map<String, Group> groups) {
    public Sample {
        groups = Map.copyOf(groups);
    }

    /**
     * A group of containers.
     *
     * @param cores used since the sample before, 0 and up (1.0 is one core)
     * @param memory bytes
     * @param oomKills processes that the kernel killed for want of memory since the containers were started, 0 and up; it counts those whose container
     *     lives on as well
     */
    public record Group(OptionalDouble cores, OptionalLong memory, OptionalLong oomKills) {
        public static final Group NOT_MEASURED =
                new Group(OptionalDouble.empty(), OptionalLong.empty(), OptionalLong.empty());
    }
}
