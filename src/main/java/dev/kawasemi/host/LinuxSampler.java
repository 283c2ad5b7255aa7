package dev.kawasemi.host;

import dev.kawasemi.time.TimeSource;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

final class LinuxSampler implements HostSampler {
    /** Sensors that are off report such as -274 or 0 kelvin; a chip outside of this range does not run. */
    private static final double COLDEST = -40;

    private static final double HOTTEST = 150;

    private final ProcFs files;
    private final Path diskPath;
    private final TimeSource time;
    private final Pressure cpuPressure;
    private final Pressure memoryPressure;
    private final GroupMeter groups;
    private Optional<Duration> lookedAt = Optional.empty();
    private Optional<CpuClock> clock = Optional.empty();
    private Optional<FileStore> disk = Optional.empty();

    LinuxSampler(ProcFs files, Path diskPath, TimeSource time) {
        this.files = files;
        this.diskPath = diskPath;
        this.time = time;
        this.cpuPressure = new Pressure(files, "cpu");
        this.memoryPressure = new Pressure(files, "memory");
        this.groups = new GroupMeter(new Cgroups(files));
    }

    @Override
    public synchronized Sample sample(Map<String, List<Integer>> wanted) {
        Duration now = time.elapsed();
        Duration passed = lookedAt.map(now::minus).orElse(Duration.ZERO);
        lookedAt = Optional.of(now);
        Optional<String> memory = files.text("proc/meminfo");
        return new Sample(
                time.now(),
                cpuPercent(),
                cpuPressure.percent(passed),
                memoryPressure.percent(passed),
                bytes(memory, "MemTotal"),
                bytes(memory, "MemAvailable"),
                temperature(),
                diskFree(),
                groups.measure(wanted, passed));
    }

    private OptionalDouble cpuPercent() {
        Optional<CpuClock> before = clock;
        clock = CpuClock.read(files);
        return clock.isPresent() && before.isPresent()
                ? clock.get().percentSince(before.get())
                : OptionalDouble.empty();
    }

    private static OptionalLong bytes(Optional<String> meminfo, String key) {
        OptionalLong kibibytes = meminfo.map(text -> ProcFs.valueIn(text, key)).orElse(OptionalLong.empty());
        return kibibytes.isPresent() ? OptionalLong.of(kibibytes.getAsLong() * 1024) : kibibytes;
    }

    /** Thermal zones report thousandths of a degree (Documentation/driver-api/thermal/sysfs-api.rst). */
    private OptionalDouble temperature() {
        return files.entries("sys/class/thermal", "thermal_zone*").stream()
                .map(zone -> files.number(zone + "/temp"))
                .filter(OptionalLong::isPresent)
                .mapToDouble(milli -> milli.getAsLong() / 1000.0)
                .filter(celsius -> celsius > COLDEST && celsius < HOTTEST)
                .max();
    }

    private OptionalLong diskFree() {
        try {
            if (disk.isEmpty()) {
                // Kept: finding it reads the whole mount table.
                disk = Optional.of(Files.getFileStore(diskPath));
            }
            return OptionalLong.of(disk.get().getUsableSpace());
        } catch (IOException e) {
            disk = Optional.empty();
            return OptionalLong.empty();
        }
    }
}
