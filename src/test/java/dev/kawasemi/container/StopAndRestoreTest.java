package dev.kawasemi.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.ContainerRef;
import dev.kawasemi.deployment.Weight;
import dev.kawasemi.process.CommandResult;
import dev.kawasemi.testing.FakeCommandRunner;
import dev.kawasemi.testing.FakeTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The order of looks and acts, with Docker's answers scripted. */
class StopAndRestoreTest {
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final List<ContainerRef> WORKER = List.of(new ContainerRef("w1", "worker"));
    private static final CommandResult RUNNING = FakeCommandRunner.ok(worker("running", 77, 0));
    private static final CommandResult EXITED = FakeCommandRunner.ok(worker("exited", 0, 0));
    private static final CommandResult TIMED_OUT = new CommandResult(CommandResult.TIMED_OUT, "", "", GRACE);

    private final FakeTime time = new FakeTime();
    private final FakeCommandRunner runner = new FakeCommandRunner()
            .answer(List.of("docker", "start"), FakeCommandRunner.ok(""))
            .answer(List.of("docker", "events"), FakeCommandRunner.ok(""));
    private final ContainerEngine engine = ContainerEngines.docker(runner, time, Path.of("nowhere"));

    @Test
    void aStopThatIsNotOverIsAFailureAndARestoreWaitsItOut() {
        runner.answer(List.of("docker", "stop"), TIMED_OUT).answer(List.of("docker", "container"), RUNNING);
        ContainerException failure = assertThrows(ContainerException.class, () -> engine.stop(WORKER, GRACE));
        assertTrue(String.valueOf(failure.getMessage()).contains("worker still run"), failure::toString);
        runner.answer(List.of("docker", "stop"), new CommandResult(CommandResult.CANCELLED, "", "", Duration.ZERO));
        assertThrows(ContainerException.class, () -> engine.stop(WORKER, GRACE));
        int before = runner.commands().size();
        runner.answer(List.of("docker", "container"), RUNNING, RUNNING, RUNNING, EXITED, EXITED, RUNNING);

        engine.restore(Apps.shop(), engine.stack(Apps.shop(), Color.BLUE), WORKER);

        assertEquals(
                List.of("container", "container", "container", "container", "container", "start", "container"),
                runner.commandLines().subList(before, runner.commands().size()).stream()
                        .map(line -> line.get(1))
                        .toList());
    }

    @Test
    void aRestoreWaitsNoLongerThanTheStopMayTake() {
        runner.answer(List.of("docker", "stop"), FakeCommandRunner.failed(1, "killed"))
                .answer(List.of("docker", "container"), RUNNING);
        assertThrows(ContainerException.class, () -> engine.stop(WORKER, GRACE));
        Duration before = time.elapsed();

        engine.restore(Apps.shop(), engine.stack(Apps.shop(), Color.BLUE), WORKER);

        Duration waited = time.elapsed().minus(before);
        assertTrue(waited.compareTo(GRACE) >= 0 && waited.compareTo(GRACE.plusSeconds(16)) < 0, waited::toString);
    }

    @Test
    void aRestoreWithoutAStopUnderWayTakesThreeProcesses() {
        runner.answer(List.of("docker", "container"), EXITED, RUNNING);

        engine.restore(Apps.shop(), engine.stack(Apps.shop(), Color.BLUE), WORKER);

        assertEquals(
                List.of("docker container inspect w1", "docker start w1", "docker container inspect w1"),
                runner.commandLines().stream()
                        .map(line -> String.join(" ", line))
                        .toList());
    }

    @Test
    void aStopThatAKilledKawasemiBeganIsWaitedOut() {
        runner.answer(List.of("docker", "container"), RUNNING, RUNNING, RUNNING, EXITED, EXITED, RUNNING)
                .answer(List.of("docker", "events"), FakeCommandRunner.ok(event("start", "") + event("kill", "15")));

        restore();

        assertEquals("container events container container container container start container", acts());
    }

    @Test
    void itIsWaitedForNoLongerThanTheAppsGraceAllows() {
        runner.answer(List.of("docker", "container"), RUNNING)
                .answer(List.of("docker", "events"), FakeCommandRunner.ok(event("kill", "15")));
        Duration before = time.elapsed();

        restore();

        Duration waited = time.elapsed().minus(before);
        assertTrue(waited.compareTo(GRACE) >= 0 && waited.compareTo(GRACE.plusSeconds(16)) < 0, waited::toString);
    }

    @Test
    void aStopIsOverWhenTheContainerRunsAnew() {
        runner.answer(List.of("docker", "container"), RUNNING, RUNNING, FakeCommandRunner.ok(worker("running", 78, 0)))
                .answer(List.of("docker", "events"), FakeCommandRunner.ok(event("kill", "15")));
        Duration before = time.elapsed();

        restore();

        assertEquals(Duration.ofMillis(100), time.elapsed().minus(before));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "kill 1",
                "kill 10",
                "kill 28",
                "kill 15,die,start",
                "kill 9,die,start",
                "kill 15,die,start,kill 1"
            })
    void whatIsNotBeingStoppedIsNotWaitedFor(String happened) {
        runner.answer(List.of("docker", "container"), RUNNING)
                .answer(List.of("docker", "events"), FakeCommandRunner.ok(events(happened)));
        Duration before = time.elapsed();

        restore();

        assertEquals(before, time.elapsed());
        assertEquals("container events container", acts());
    }

    @Test
    void aContainersOwnStopSignalCounts() {
        String quits = worker("running", 77, 0).replace("\"Labels\"", "\"StopSignal\": \"SIGQUIT\", \"Labels\"");
        runner.answer(List.of("docker", "container"), FakeCommandRunner.ok(quits), EXITED, EXITED, RUNNING)
                .answer(List.of("docker", "events"), FakeCommandRunner.ok(event("kill", "3")));

        restore();

        assertEquals("container events container container start container", acts());
    }

    @ParameterizedTest
    @CsvSource({"'', 15", "SIGTERM, 15", "SIGQUIT, 3", "quit, 3", "10, 10", "SIGRTMIN, 34", "SIGRTMIN+3, 37", "what, 15"
    })
    void stopSignalsAreReadAsTheEngineReadsThem(String text, int number) {
        assertEquals(number, StopSignal.number(text));
    }

    @Test
    void upWaitsForTheStopOfAServiceThatItWouldTakeForRunning(@TempDir Path stateDir) throws Exception {
        Path copy = stateDir.resolve("apps/shop/blue.json");
        Files.createDirectories(copy.getParent());
        Files.writeString(copy, "{\"services\": {}}");
        runner.answer(List.of("docker", "ps"), FakeCommandRunner.ok("w1\n"))
                .answer(List.of("docker", "compose"), FakeCommandRunner.ok(""))
                .answer(List.of("docker", "container"), RUNNING, RUNNING, RUNNING, EXITED)
                .answer(List.of("docker", "events"), FakeCommandRunner.ok(event("kill", "15")));
        ContainerEngine kept = ContainerEngines.docker(runner, time, stateDir);

        kept.up(Apps.shop(), Color.BLUE, List.of("web"));
        assertEquals("ps container compose", acts());
        kept.up(Apps.shop(), Color.BLUE, List.of("worker"));

        assertEquals("ps container compose ps container container events container container compose", acts());
    }

    @Test
    void onlyWeightsThatDifferAreChangedAndEqualOnesInOneLine() {
        runner.answer(
                        List.of("docker", "container"),
                        FakeCommandRunner.ok(
                                "[{\"Id\": \"a\", \"State\": {\"Status\": \"running\"}, \"HostConfig\": {\"CpuShares\": 2}}, "
                                        + "{\"Id\": \"b\", \"State\": {\"Status\": \"exited\"}, \"HostConfig\": {\"CpuShares\": 2}}, "
                                        + "{\"Id\": \"c\", \"State\": {\"Status\": \"exited\"}, \"HostConfig\": {\"CpuShares\": 0}}]"))
                .answer(
                        List.of("docker", "update"),
                        FakeCommandRunner.failed(1, "Error response from daemon: No such container: b\n"));

        engine.weigh(List.of(weight("a", 0), weight("b", 0), weight("c", 0), weight("gone", 0)));

        assertEquals(
                List.of("docker container inspect a b c gone", "docker update --cpu-shares 1024 a b"),
                runner.commandLines().stream()
                        .map(line -> String.join(" ", line))
                        .toList());
        runner.answer(List.of("docker", "update"), FakeCommandRunner.failed(1, "the maximum allowed is 262144"));
        assertThrows(ContainerException.class, () -> engine.weigh(List.of(weight("a", 7))));
    }

    @Test
    void atMostTwentyTasksOfAHundredCharactersWithoutControlCharacters() {
        runner.answer(List.of("docker", "ps"), FakeCommandRunner.ok("w1\n"))
                .answer(
                        List.of("docker", "container"),
                        FakeCommandRunner.ok(worker("running", 77, 0).replace("\"worker\"", "\"redis\"")))
                .answer(
                        List.of("docker", "exec"),
                        FakeCommandRunner.ok(
                                " a\u001b[1m\tb\u202e\u0000 \r\n\n" + "x".repeat(101) + "\n" + "y\n".repeat(30)));

        List<String> tasks = engine.runningTasks(askingApp(), engine.stack(Apps.shop(), Color.BLUE));

        assertEquals(20, tasks.size());
        assertEquals(List.of("a[1m b", "x".repeat(99) + "…", "y"), tasks.subList(0, 3));
        assertEquals(List.of(), engine.runningTasks(Apps.shop(), engine.stack(Apps.shop(), Color.BLUE)));
        assertEquals("ps container exec", acts(), "an app without a running-command was asked");
    }

    private void restore() {
        engine.restore(Apps.shop(), engine.stack(Apps.shop(), Color.BLUE), WORKER);
    }

    private String acts() {
        return runner.commandLines().stream().map(line -> line.get(1)).collect(Collectors.joining(" "));
    }

    private static Weight weight(String id, long shares) {
        return new Weight(new ContainerRef(id, "worker"), shares);
    }

    private static ComposeApp askingApp() {
        ComposeApp app = Apps.shop();
        return new ComposeApp(
                app.name(),
                app.composeFile(),
                app.project(),
                app.versionVariable(),
                app.webService(),
                app.webPort(),
                app.bluePort(),
                app.greenPort(),
                app.prepare(),
                app.stages(),
                app.stopGrace(),
                Optional.of(new ComposeApp.Queue("redis", List.of(), List.of("running"), GRACE)));
    }

    private static String events(String happened) {
        return Stream.of(happened.split(",", -1))
                .filter(word -> !word.isEmpty())
                .map(word -> word.startsWith("kill") ? event("kill", word.substring(5)) : event(word, ""))
                .collect(Collectors.joining());
    }

    private static String event(String action, String signal) {
        return "{\"Type\": \"container\", \"Action\": \"" + action
                + "\", \"Actor\": {\"ID\": \"w1\", \"Attributes\": {\"signal\": \"" + signal + "\"}}}\n";
    }

    @Test
    void aContainerThatDoesNotStayUpIsAFailure() {
        runner.answer(List.of("docker", "container"), FakeCommandRunner.ok(worker("exited", 0, 3)));

        ContainerException failure = assertThrows(
                ContainerException.class,
                () -> engine.restore(Apps.shop(), engine.stack(Apps.shop(), Color.BLUE), WORKER));

        assertTrue(
                String.valueOf(failure.getMessage()).contains("worker is exited with exit code 3"), failure::toString);
    }

    @Test
    void neitherComposesSettingsNorOurOwnReachAChild() {
        runner.answer(List.of("docker"), FakeCommandRunner.ok("")).answer(List.of("docker", "container"), EXITED);
        engine.check();
        engine.stop(WORKER, GRACE);
        engine.remove(Apps.shop(), engine.stack(Apps.shop(), Color.BLUE));

        runner.commands()
                .forEach(command -> assertEquals(
                        Set.of("COMPOSE_", "DISCORD_TOKEN", "KAWASEMI_"),
                        command.dropPrefixes(),
                        () -> command.argv().toString()));
    }

    private static String worker(String state, int pid, int exitCode) {
        return "[{\"Id\": \"w1\", \"Image\": \"sha256:aa\", \"RestartCount\": 0, \"State\": {\"Status\": \"" + state
                + "\", \"Pid\": " + pid + ", \"ExitCode\": " + exitCode
                + ", \"OOMKilled\": false}, \"Config\": {\"Labels\":"
                + " {\"com.docker.compose.service\": \"worker\", \"com.docker.compose.project\": \"shop-blue\"}}}]";
    }
}
