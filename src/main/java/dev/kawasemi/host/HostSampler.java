package dev.kawasemi.host;

import java.util.List;
import java.util.Map;

/** Reads the host. Rates are since this sampler's call before, so one sampler serves one caller. Starts no process. */
public interface HostSampler {
    /**
     * Looks now.
     *
     * @param groups the main process ids of containers by group name; a container's cgroup is found through its process
     */
    Sample sample(Map<String, List<Integer>> groups);
}
