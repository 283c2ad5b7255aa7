package dev.kawasemi.time;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

final class SystemTime implements TimeSource {
    private static final String ORIGIN = bootId();

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime());
    }

    /** HotSpot reads CLOCK_MONOTONIC for nanoTime (os_posix.cpp, javaTimeNanos), which counts from the boot for every process (clock_gettime(2)). */
    @Override
    public String origin() {
        return ORIGIN;
    }

    /** Where the boot has no name, this process is on its own. */
    private static String bootId() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            return UUID.randomUUID().toString();
        }
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        Thread.sleep(duration.toMillis(), duration.toNanosPart() % 1_000_000);
    }
}
