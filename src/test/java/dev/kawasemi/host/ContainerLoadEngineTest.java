package dev.kawasemi.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.process.Command;
import dev.kawasemi.process.CommandResult;
import dev.kawasemi.process.CommandRunner;
import dev.kawasemi.process.CommandRunners;
import dev.kawasemi.time.TimeSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A real container that burns one core, or as much of one as the machine gives it. */
@Tag("engine")
class ContainerLoadEngineTest {
    private static final String IMAGE = "kawasemi/demo-base:trixie";
    private static final Duration WINDOW = Duration.ofSeconds(4);

    private final CommandRunner runner = CommandRunners.system();
    private final TimeSource time = TimeSource.system();
    private final String name = "kawasemi-load-" + ProcessHandle.current().pid();
    private int pid;

    @BeforeEach
    void start() throws InterruptedException {
        docker("run", "-d", "--rm", "--network", "none", "--name", name, IMAGE, "sh", "-c", "while :; do :; done");
        pid = Integer.parseInt(docker("inspect", "-f", "{{.State.Pid}}", name));
    }

    @AfterEach
    void stop() throws InterruptedException {
        docker("rm", "-f", name);
    }

    private String docker(String... arguments) throws InterruptedException {
        List<String> argv =
                Stream.concat(Stream.of("docker"), Stream.of(arguments)).toList();
        CommandResult result = runner.run(Command.of(Duration.ofMinutes(1), argv));
        assertTrue(result.ok(), () -> argv + ": " + result.stderr());
        return result.stdout().strip();
    }

    /** The kernel's own count of the process is the measure, so that a busy machine does not decide: one spinning thread is that process alone. */
    @Test
    void groupShowsWhatTheContainerBurns() throws Exception {
        HostSampler sampler = HostSamplers.linux(Path.of("/"), Path.of("."), time);
        Map<String, List<Integer>> groups = Map.of("green", List.of(pid));
        sampler.sample(groups);
        double ticksBefore = processSeconds();
        Duration before = time.elapsed();
        time.sleep(WINDOW);
        Sample.Group green = sampler.sample(groups).groups().get("green");
        double expected =
                (processSeconds() - ticksBefore) / (time.elapsed().minus(before).toNanos() / 1e9);
        double cores = green.cores().orElseThrow();
        assertEquals(expected, cores, 0.05, "cores shown");
        assertTrue(cores > 0.1 && cores < 1.1, "one spinning thread uses about a core, shown " + cores);
        assertTrue(green.memory().orElseThrow() > 0);
    }

    /** utime and stime of proc_pid_stat(5), in hundredths of a second. */
    private double processSeconds() throws Exception {
        String stat = Files.readString(Path.of("/proc", Integer.toString(pid), "stat"));
        List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
        return (Long.parseLong(fields.get(11)) + Long.parseLong(fields.get(12))) / 100.0;
    }
}
