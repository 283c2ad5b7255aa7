package dev.kawasemi.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a file tree as the kernel has it; we are process 500, of user 1000. */
class MarkedProcessesTest {
    private static final Mark MARK = new Mark("SHOP_STATE", "/var/lib/shöp");

    @TempDir
    Path proc;

    @BeforeEach
    void ourselves() throws IOException {
        process("self", 500, 1, 1000).argv("self", "/usr/bin/java", "-jar", "bot.jar");
        process("500", 500, 1, 1000).argv("500", "/usr/bin/java", "-jar", "bot.jar");
        process("1", 1, 0, 0).argv("1", "/sbin/init");
        Files.createDirectories(proc.resolve("sys"));
        Files.writeString(proc.resolve("uptime"), "1 2");
    }

    @Test
    void findsTheOrphansWithExactlyThisMark() throws IOException {
        process("601", 601, 1, 1000)
                .argv("601", "/usr/bin/docker", "compose", "up")
                .mark("601", "/var/lib/shöp");
        process("602", 602, 601, 1000).argv("602", "docker-compose", "").mark("602", "/var/lib/shöp");
        process("603", 603, 1, 1000).argv("603", "docker").mark("603", "/var/lib/shöp2");
        process("604", 604, 1, 1000).argv("604", "docker").mark("604", "/var/lib");
        process("605", 605, 1, 1000).argv("605", "docker");

        assertEquals(Set.of(601L, 602L), found());
        MarkedProcess first = processes().leftBehind().stream()
                .filter(process -> process.pid() == 601)
                .findFirst()
                .orElseThrow();
        assertEquals("docker", first.program());
        assertEquals(List.of("/usr/bin/docker", "compose", "up"), first.argv());
    }

    @Test
    void leavesWhatAnotherUserStartedAndWhatCannotBeRead() throws IOException {
        process("601", 601, 1, 1001).argv("601", "docker").mark("601", "/var/lib/shöp");
        process("602", 602, 1, 1000).argv("602", "docker");
        Files.createDirectories(proc.resolve("602/environ"));
        Files.createDirectories(proc.resolve("603"));

        assertEquals(Set.of(), found());
    }

    @Test
    void leavesWhatHasEnded() throws IOException {
        process("601", 601, 1, 1000).mark("601", "/var/lib/shöp");
        Files.writeString(proc.resolve("601/cmdline"), "");

        assertEquals(Set.of(), found());
    }

    @Test
    void leavesItsOwnProgramsAndThoseOfALivingOneOfItsKind() throws IOException {
        process("601", 601, 500, 1000).argv("601", "docker").mark("601", "/var/lib/shöp");
        process("602", 602, 601, 1000).argv("602", "docker-compose").mark("602", "/var/lib/shöp");
        process("700", 700, 1, 1000).argv("700", "/usr/lib/jvm/bin/java", "-jar", "bot.jar", "check");
        process("701", 701, 700, 1000).argv("701", "docker").mark("701", "/var/lib/shöp");
        process("800", 800, 1, 1000).argv("800", "/bin/sh", "/usr/bin/java.sh");
        process("801", 801, 800, 1000).argv("801", "docker").mark("801", "/var/lib/shöp");

        assertEquals(Set.of(801L), found());
    }

    @Test
    void theMarkReachesAProgramBesidesItsOwnEnvironment() throws Exception {
        CommandRunner runner = new Mark("SHOP_STATE", "/var/lib/shop").on(CommandRunners.system());
        Command command = new Command(
                List.of("env"), Duration.ofSeconds(10), Map.of("OTHER", "x"), Set.of("SHOP_"), Optional.empty());

        List<String> environment = runner.run(command).stdout().lines().toList();

        assertEquals(
                Set.of("SHOP_STATE=/var/lib/shop", "OTHER=x"),
                environment.stream()
                        .filter(line -> line.startsWith("SHOP_") || line.startsWith("OTHER"))
                        .collect(Collectors.toSet()));
    }

    private MarkedProcesses processes() {
        return new MarkedProcesses(proc, MARK);
    }

    private Set<Long> found() {
        return processes().leftBehind().stream().map(MarkedProcess::pid).collect(Collectors.toSet());
    }

    private MarkedProcessesTest process(String folder, int pid, int parent, int user) throws IOException {
        Files.createDirectories(proc.resolve(folder));
        Files.writeString(
                proc.resolve(folder).resolve("status"),
                "Name:\tx\nPid:\t" + pid + "\nPPid:\t" + parent + "\nUid:\t" + user + "\t0\t0\t0\n");
        return this;
    }

    private MarkedProcessesTest argv(String folder, String... argv) throws IOException {
        Files.writeString(proc.resolve(folder).resolve("cmdline"), String.join("\0", argv) + "\0");
        return this;
    }

    private void mark(String folder, String value) throws IOException {
        Files.writeString(proc.resolve(folder).resolve("environ"), "PATH=/bin\0SHOP_STATE=" + value + "\0HOME=/\0");
    }
}
