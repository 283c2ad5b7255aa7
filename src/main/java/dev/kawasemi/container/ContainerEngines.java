package dev.kawasemi.container;

import dev.kawasemi.process.CommandRunner;
import dev.kawasemi.time.TimeSource;
import java.nio.file.Path;

/** Where container engines come from. */
public final class ContainerEngines {
    private ContainerEngines() {}

    /**
     * The Docker engine of this host, through its command line and Compose v2. Use one for the whole process: it remembers the stops that it began.
     *
     * @param stateDir where the kept copies lie, below {@code apps}
     */
    public static ContainerEngine docker(CommandRunner runner, TimeSource time, Path stateDir) {
        return new ComposeEngine(runner, time, stateDir, Path.of("/proc"));
    }
}
