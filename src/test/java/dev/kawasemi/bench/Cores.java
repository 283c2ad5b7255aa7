package dev.kawasemi.bench;

import dev.kawasemi.bed.BedCommand;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Which cores do what. The app's containers are in a cgroup that is held to the first one; {@code src/test/bench/run} made it. */
final class Cores {
    /** As Compose's {@code cgroup_parent} takes it. */
    static final String CGROUP = System.getProperty("bench.cgroup", "/kawasemi-bench");

    private static final String LOAD = System.getProperty("bench.load.core", "1");
    private static final String ALL = "0-" + (Runtime.getRuntime().availableProcessors() - 1);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private Cores() {}

    /** Whatever makes the load, and every program that is started from here, goes to the other core than the app, until it is closed. */
    static Held onTheOther() {
        pin(LOAD);
        return () -> pin(ALL);
    }

    private static void pin(String cores) {
        long self = ProcessHandle.current().pid();
        var unused = BedCommand.run(LIMIT, List.of("taskset", "-a", "-c", "-p", cores, String.valueOf(self)));
    }

    /** One endless loop on each core, until it is closed. */
    static Held saturated() throws IOException {
        List<Process> loops = new ArrayList<>();
        Held held = () -> loops.forEach(Process::destroyForcibly);
        try {
            for (int core = 0; core < Runtime.getRuntime().availableProcessors(); core++) {
                loops.add(new ProcessBuilder("taskset", "-c", String.valueOf(core), "sh", "-c", "while :; do :; done")
                        .start());
            }
            return held;
        } catch (IOException e) {
            held.close();
            throw e;
        }
    }

    /** Closed without an error. */
    interface Held extends AutoCloseable {
        @Override
        void close();
    }
}
