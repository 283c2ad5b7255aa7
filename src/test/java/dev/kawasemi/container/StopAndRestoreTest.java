package dev.kawasemi.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.ContainerRef;
import dev.kawasemi.process.CommandResult;
import dev.kawasemi.testing.FakeCommandRunner;
import dev.kawasemi.testing.FakeTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The order of looks and acts, with Docker's answers scripted. */
class StopAndRestoreTest {
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final List<ContainerRef> WORKER = List.of(new ContainerRef("w1", "worker"));
    private static final CommandResult RUNNING = FakeCommandRunner.ok(worker("running", 77, 0));
    private static final CommandResult EXITED = FakeCommandRunner.ok(worker("exited", 0, 0));
    private static final CommandResult TIMED_OUT = new CommandResult(CommandResult.TIMED_OUT, "", "", GRACE);

    private final FakeTime time = new FakeTime();
    private final FakeCommandRunner runner =
            new FakeCommandRunner().answer(List.of("docker", "start"), FakeCommandRunner.ok(""));
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
