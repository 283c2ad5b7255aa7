package dev.kawasemi.host;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What the kernel counts for a container, found through the cgroup of its main process (cgroups(7)). Version 1 has a hierarchy per
 * controller, version 2 one for all; a hybrid host has both, and then the one that names the controller counts.
 */
final class Cgroups {
    private static final String MOUNT = "sys/fs/cgroup";

    private final ProcFs files;

    Cgroups(ProcFs files) {
        this.files = files;
    }

    /** Where a process' container is counted; each empty where it is not. */
    Location locate(int pid) {
        List<String> lines = files.text("proc/" + pid + "/cgroup")
                .map(text -> text.lines().toList())
                .orElse(List.of());
        Optional<String> v2 = path(lines, "").flatMap(path -> folder(path, "", "/unified"));
        return new Location(
                path(lines, "cpuacct")
                        .flatMap(path -> folder(path, "/cpuacct", "/cpu,cpuacct", "/cpuacct,cpu"))
                        .map(folder -> new Source(folder, true))
                        .or(() -> v2.map(folder -> new Source(folder, false))),
                path(lines, "memory")
                        .flatMap(path -> folder(path, "/memory"))
                        .map(folder -> new Source(folder, true))
                        .or(() -> v2.map(folder -> new Source(folder, false))));
    }

    /** CPU time used since the cgroup was made, microseconds. */
    OptionalLong cpuMicros(Source source) {
        if (!source.v1()) {
            return files.value(source.folder() + "/cpu.stat", "usage_usec");
        }
        OptionalLong nanos = files.number(source.folder() + "/cpuacct.usage");
        return nanos.isPresent() ? OptionalLong.of(nanos.getAsLong() / 1000) : nanos;
    }

    /** Bytes, without the page cache that the kernel gives back first (as {@code docker stats} counts). */
    OptionalLong memory(Source source) {
        OptionalLong used =
                files.number(source.folder() + (source.v1() ? "/memory.usage_in_bytes" : "/memory.current"));
        OptionalLong cache =
                files.value(source.folder() + "/memory.stat", source.v1() ? "total_inactive_file" : "inactive_file");
        return used.isPresent() && cache.isPresent()
                ? OptionalLong.of(Math.max(0, used.getAsLong() - cache.getAsLong()))
                : OptionalLong.empty();
    }

    /**
     * Processes killed by the kernel's out-of-memory killer since the cgroup was made ({@code oom_kill}: version 2 in memory.events, version 1 since
     * Linux 4.13 in memory.oom_control).
     */
    OptionalLong oomKills(Source source) {
        return files.value(source.folder() + (source.v1() ? "/memory.oom_control" : "/memory.events"), "oom_kill");
    }

    /** Lines are {@code hierarchy:controllers:path}; version 2 names no controllers. */
    private static Optional<String> path(List<String> lines, String controller) {
        return lines.stream()
                .filter(line -> {
                    int first = line.indexOf(':');
                    int second = line.indexOf(':', first + 1);
                    return second > first
                            && Stream.of(line.substring(first + 1, second).split(",", -1))
                                    .anyMatch(controller::equals);
                })
                .map(line -> line.substring(line.indexOf(':', line.indexOf(':') + 1) + 1))
                // The root cgroup is the whole host, and a path with .. lies outside of what this namespace can see.
                .filter(path -> path.length() > 1 && !path.contains(".."))
                .findFirst();
    }

    private Optional<String> folder(String path, String... hierarchies) {
        return Stream.of(hierarchies)
                .map(hierarchy -> MOUNT + hierarchy + path)
                .filter(files::isFolder)
                .findFirst();
    }

    /** A cgroup's folder in one hierarchy. */
    record Source(String folder, boolean v1) {}

    /** Where a container's CPU time and memory are counted. */
    record Location(Optional<Source> cpu, Optional<Source> memory) {}
}
