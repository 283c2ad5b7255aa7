package dev.kawasemi.host;

import dev.kawasemi.time.TimeSource;
import java.nio.file.Path;

/** Makes samplers. */
public final class HostSamplers {
    private HostSamplers() {}

    /**
     * Reads Linux's own files. The first sample has no rates, as there is nothing before it.
     *
     * @param root where {@code proc} and {@code sys} lie: {@code /} but in tests
     * @param diskPath a path on the file system whose free space is shown
     */
    public static HostSampler linux(Path root, Path diskPath, TimeSource time) {
        return new LinuxSampler(new ProcFs(root), diskPath, time);
    }
}
