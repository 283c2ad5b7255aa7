package dev.kawasemi.rollout;

import dev.kawasemi.container.ContainerStatus;
import dev.kawasemi.deployment.Finding;
import dev.kawasemi.host.HostSampler;
import dev.kawasemi.host.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** Whether memory and disk will do. What is not measured never refuses. */
final class Guards {
    private static final long MB = 1024 * 1024;

    private final RolloutSettings settings;

    Guards(RolloutSettings settings) {
        this.settings = settings;
    }

    /** The reasons against, with numbers. */
    List<Finding> reasons(DryRun.Forecast forecast) {
        List<Finding> reasons = new ArrayList<>();
        memory(forecast).ifPresent(reasons::add);
        disk(forecast).ifPresent(reasons::add);
        return reasons;
    }

    /** @param old the old colour's containers */
    DryRun.Forecast forecast(AppSettings app, List<ContainerStatus> old, HostSampler sampler) {
        Sample sample = sample(app, old, sampler);
        return new DryRun.Forecast(
                sample.memoryAvailable(),
                memoryOf(sample, "background"),
                memoryOf(sample, "web"),
                sample.diskFree(),
                settings.minFreeMemory(),
                settings.minFreeDisk());
    }

    /**
     * What stays free in bytes; empty: not measured.
     *
     * @param besideOldWorkers beside the new web when the old workers keep their memory
     * @param besideAll when new workers as large as the old ones come as well
     */
    record Free(OptionalLong besideOldWorkers, OptionalLong besideAll) {}

    /** @param old the old colour's containers */
    Free freeBesideOldWorkers(AppSettings app, List<ContainerStatus> old, HostSampler sampler) {
        Sample sample = sample(app, old, sampler);
        OptionalLong beside = less(
                sample.memoryAvailable(),
                OptionalLong.of(memoryOf(sample, "web").orElse(0)));
        return new Free(beside, less(beside, memoryOf(sample, "background")));
    }

    /**
     * What stays free in bytes when workers as large as the old ones start beside them; empty: not measured.
     *
     * @param old the old colour's containers
     */
    OptionalLong freeBesideNewWorkers(AppSettings app, List<ContainerStatus> old, HostSampler sampler) {
        Sample sample = sample(app, old, sampler);
        return less(sample.memoryAvailable(), memoryOf(sample, "background"));
    }

    private static OptionalLong less(OptionalLong available, OptionalLong needed) {
        return available.isEmpty() || needed.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(available.getAsLong() - needed.getAsLong());
    }

    private static Sample sample(AppSettings app, List<ContainerStatus> old, HostSampler sampler) {
        return sampler.sample(Map.of(
                "background", pids(old, DeploySteps.background(app.compose())::contains),
                "web", pids(old, app.compose().stages().web()::contains)));
    }

    private Optional<Finding> memory(DryRun.Forecast forecast) {
        OptionalLong left = forecast.left();
        if (left.isEmpty() || left.getAsLong() >= settings.minFreeMemory()) {
            return Optional.empty();
        }
        return Optional.of(Finding.problem(
                "memory would run short: " + mb(forecast.available().orElse(0)) + " available + "
                        + mb(forecast.freed().orElse(0)) + " from the old workers - "
                        + mb(forecast.needed().orElse(0)) + " for the new web leaves " + mb(left.getAsLong())
                        + ", and at least " + mb(settings.minFreeMemory())
                        + " must stay free (guard.min-free-memory)",
                "Free some memory, or deploy from the command line with --force"));
    }

    private Optional<Finding> disk(DryRun.Forecast forecast) {
        OptionalLong free = forecast.diskFree();
        if (free.isEmpty() || free.getAsLong() >= settings.minFreeDisk()) {
            return Optional.empty();
        }
        return Optional.of(Finding.problem(
                "disk is short: " + mb(free.getAsLong()) + " free, and at least " + mb(settings.minFreeDisk())
                        + " must be (guard.min-free-disk)",
                "Remove old images, or deploy from the command line with --force"));
    }

    private static List<Integer> pids(List<ContainerStatus> containers, Predicate<String> service) {
        return containers.stream()
                .filter(status -> service.test(status.ref().service()))
                .map(ContainerStatus::pid)
                .filter(pid -> pid > 0)
                .toList();
    }

    private static OptionalLong memoryOf(Sample sample, String group) {
        return sample.groups().getOrDefault(group, Sample.Group.NOT_MEASURED).memory();
    }

    static String mb(long bytes) {
        return bytes / MB + " MB";
    }
}
