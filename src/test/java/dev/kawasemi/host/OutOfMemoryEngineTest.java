package dev.kawasemi.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.process.Command;
import dev.kawasemi.process.CommandResult;
import dev.kawasemi.process.CommandRunner;
import dev.kawasemi.process.CommandRunners;
import dev.kawasemi.time.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real container with too little memory for its child. */
@Tag("engine")
@Timeout(120)
class OutOfMemoryEngineTest {
    private static final String IMAGE = System.getProperty("demo.base.image", "kawasemi/demo-base:trixie");

    private final CommandRunner runner = CommandRunners.system();
    private final String name = "kawasemi-oom-" + ProcessHandle.current().pid();

    @AfterEach
    void remove() throws InterruptedException {
        docker("rm", "-f", name);
    }

    @Test
    void aChildKilledForWantOfMemoryIsSeenThoughTheContainerLivesOn() throws InterruptedException {
        docker(
                "run",
                "-d",
                "--network",
                "none",
                "--memory",
                "48m",
                "--memory-swap",
                "48m",
                "--name",
                name,
                IMAGE,
                "sleep",
                "1000");
        int pid = Integer.parseInt(docker("inspect", "-f", "{{.State.Pid}}", name));
        assertEquals(OptionalLong.of(0), oomKills(pid));

        CommandResult child = run("exec", name, "python3", "-c", "x = bytearray(200 << 20)");

        assertEquals(137, child.exitCode(), child::stderr);
        assertEquals(OptionalLong.of(1), oomKills(pid));
        assertEquals("true", docker("inspect", "-f", "{{.State.Running}}", name));
    }

    private static OptionalLong oomKills(int pid) {
        return HostSamplers.linux(Path.of("/"), Path.of("."), TimeSource.system())
                .sample(Map.of("green", List.of(pid)))
                .groups()
                .getOrDefault("green", Sample.Group.NOT_MEASURED)
                .oomKills();
    }

    private String docker(String... arguments) throws InterruptedException {
        CommandResult result = run(arguments);
        assertTrue(result.ok(), () -> List.of(arguments) + ": " + result.stderr());
        return result.stdout().strip();
    }

    private CommandResult run(String... arguments) throws InterruptedException {
        List<String> argv =
                Stream.concat(Stream.of("docker"), Stream.of(arguments)).toList();
        return runner.run(Command.of(Duration.ofMinutes(1), argv));
    }
}
