package dev.kawasemi.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.Color;
import dev.kawasemi.testing.FakeCommandRunner;
import dev.kawasemi.time.TimeSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real programs called docker, left behind by a starter that is gone. */
@Timeout(60)
@Tag("processes")
class LeftoversTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final String MARK = "KAWASEMI_STATE";

    /** Starts no program: between fork and exec a child shows its parent's name. */
    private static final String WAITS = "exec 3<>pipe; until [ -e end ]; do read -t 0.05 -u 3; done";

    private final Path folder;
    private final Path state;
    private final ContainerEngine engine;
    private final List<ProcessHandle> started = new ArrayList<>();

    LeftoversTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        Files.writeString(folder.resolve("compose"), WAITS);
        Files.writeString(folder.resolve("stubborn"), "trap '' TERM; " + WAITS);
        new ProcessBuilder("mkfifo", folder.resolve("pipe").toString())
                .start()
                .onExit()
                .join();
        this.state = folder.resolve("state");
        this.engine = ContainerEngines.docker(new FakeCommandRunner(), TimeSource.system(), state);
    }

    @AfterEach
    void endAll() {
        started.forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void everyDockerProgramCarriesTheStateFolder() {
        FakeCommandRunner runner = new FakeCommandRunner().answer(List.of(), FakeCommandRunner.ok(""));
        ContainerEngine marking = ContainerEngines.docker(runner, TimeSource.system(), Path.of("/var/lib/x/../shop"));

        marking.check();
        marking.remove(Apps.shop(), marking.stack(Apps.shop(), Color.BLUE));

        assertTrue(runner.commands().size() > 3);
        runner.commands()
                .forEach(command -> assertEquals(
                        "/var/lib/shop",
                        command.environment().get(MARK),
                        () -> command.argv().toString()));
    }

    @Test
    void nothingLeftBehindIsNothingToDo() {
        assertEquals(List.of(), engine.endLeftovers(LONG));
    }

    @Test
    void aPullIsEndedAtOnceAndNoArgumentIsTold() throws Exception {
        ProcessHandle pull = leftBehind("docker", state, "compose", "-p", "build", "-f", "/secret", "pull", "--quiet");

        List<String> ended = engine.endLeftovers(LONG);

        assertFalse(runs(pull));
        assertEquals(
                List.of("docker compose pull (process " + pull.pid() + ") of an earlier Kawasemi was ended"), ended);
    }

    @Test
    void otherActsAreWaitedForAndEndByThemselves() throws Exception {
        ProcessHandle up = leftBehind("docker-compose", state, "compose", "up", "build");
        CompletableFuture<List<String>> ended = CompletableFuture.supplyAsync(() -> engine.endLeftovers(LONG));

        assertThrows(TimeoutException.class, () -> ended.get(500, TimeUnit.MILLISECONDS));
        assertTrue(runs(up));
        Files.writeString(folder.resolve("end"), "now");

        assertEquals(List.of(), ended.get(30, TimeUnit.SECONDS));
        assertFalse(runs(up));
    }

    @Test
    void whoeverOutlastsThePatienceIsAskedAndThenKilled() throws Exception {
        ProcessHandle up = leftBehind("docker", state, "compose", "--profile", "*", "up", "-d");
        ProcessHandle stubborn = leftBehind("docker-buildx", state, "stubborn");

        List<String> ended = engine.endLeftovers(Duration.ofMillis(300));

        assertFalse(runs(up) || runs(stubborn));
        assertEquals(3, ended.size(), ended::toString);
        assertTrue(ended.contains("docker compose up (process " + up.pid() + ") of an earlier Kawasemi was ended"));
        assertTrue(ended.contains("docker (process " + stubborn.pid() + ") did not end when asked: it was killed"));
    }

    @Test
    void otherProgramsAndOtherKawasemisAreNeverTouched() throws Exception {
        ProcessHandle script = leftBehind("proxy-script", state, "compose", "pull");
        ProcessHandle neighbour = leftBehind("docker", folder.resolve("state2"), "compose", "pull");
        ProcessHandle child =
                ready(start(named("docker", "compose", "pull"), state).toHandle(), "docker");

        assertEquals(List.of(), engine.endLeftovers(Duration.ZERO));

        assertTrue(runs(script) && runs(neighbour) && runs(child));
    }

    /** Started by a shell that ends at once, so that it is nobody's child. */
    private ProcessHandle leftBehind(String name, Path stateDir, String... arguments) throws Exception {
        List<String> line = new ArrayList<>(List.of("sh", "-c", "\"$@\" >/dev/null 2>&1 & echo $!", "sh"));
        line.addAll(named(name, arguments));
        Process starter = start(line, stateDir);
        String pid = new String(starter.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        assertEquals(0, starter.waitFor());
        return ready(ProcessHandle.of(Long.parseLong(pid)).orElseThrow(), name);
    }

    /** Bash under another name, with a script that is called as Docker's first argument. */
    private static List<String> named(String name, String... arguments) {
        List<String> line = new ArrayList<>(List.of("bash", "-c", "exec -a \"$0\" bash \"$@\"", "/opt/bin/" + name));
        line.addAll(List.of(arguments));
        return line;
    }

    private Process start(List<String> line, Path stateDir) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile());
        builder.environment().put(MARK, stateDir.toString());
        return builder.start();
    }

    private ProcessHandle ready(ProcessHandle process, String name) throws IOException {
        started.add(process);
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!commandLine(process).startsWith("/opt/bin/" + name + "\0")) {
            assertTrue(System.nanoTime() < end, () -> name + " did not start");
        }
        return process;
    }

    /** One that has ended and that nobody has asked for has no command line any more. */
    private static boolean runs(ProcessHandle process) throws IOException {
        return !commandLine(process).isEmpty();
    }

    private static String commandLine(ProcessHandle process) throws IOException {
        Path file = Path.of("/proc", Long.toString(process.pid()), "cmdline");
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            return "";
        }
    }
}
