package dev.kawasemi.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Finding;
import dev.kawasemi.testing.FakeCommandRunner;
import dev.kawasemi.testing.FakeTime;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineCheckTest {
    private static final String NO_ENGINE =
            "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?";
    private static final List<String> ENGINE = DockerCommands.version();
    private static final List<String> COMPOSE = ComposeCommands.version();
    private static final List<String> OLD = ComposeCommands.versionOfOld();

    private final FakeCommandRunner runner = new FakeCommandRunner()
            .answer(ENGINE, FakeCommandRunner.ok("20.10.24\n"))
            .answer(COMPOSE, FakeCommandRunner.ok("2.26.1-4\n"))
            .missing("docker-compose");

    @Test
    void aHostWithAllPartsHasNoProblem() {
        assertEquals(List.of(), problems());
    }

    @Test
    void anEngineThatDoesNotAnswerIsNamed() {
        runner.answer(ENGINE, FakeCommandRunner.failed(1, NO_ENGINE));

        assertProblem("The Docker engine does not answer", "systemctl start docker");
    }

    @Test
    void aUserWithoutTheGroupIsToldSo() {
        runner.answer(
                ENGINE,
                FakeCommandRunner.failed(1, "permission denied while trying to connect to the Docker daemon socket"));

        assertProblem("permission denied", "group docker");
    }

    @Test
    void aMissingComposeIsNamed() {
        runner.answer(COMPOSE, FakeCommandRunner.failed(1, "docker: 'compose' is not a docker command."));

        assertProblem("Docker Compose v2 is missing", "docker-compose-plugin");
    }

    @Test
    void anOldComposeAloneIsRefusedWithAClearWord() {
        runner.answer(COMPOSE, FakeCommandRunner.failed(1, "docker: 'compose' is not a docker command."))
                .answer(OLD, FakeCommandRunner.ok("1.29.2\n"));

        assertProblem("Only the old docker-compose 1.29.2", "docker compose");
    }

    @Test
    void aStandaloneComposeIsNotEnough() {
        runner.answer(COMPOSE, FakeCommandRunner.failed(1, "docker: unknown command: docker compose"))
                .answer(OLD, FakeCommandRunner.ok("v2.29.0\n"));

        assertProblem("docker-compose v2.29.0 is here as a program of its own", "cli-plugins");
    }

    @Test
    void aHostWithoutDockerIsToldToInstallIt() {
        FakeCommandRunner bare = new FakeCommandRunner().missing("docker").missing("docker-compose");

        assertTrue(engine(bare).check().toString().contains("Install Docker Engine"));
        assertThrows(EngineUnreachableException.class, () -> engine(bare).standing(Apps.shop()));
    }

    @Test
    void everyActSaysThatTheEngineIsOutOfReach() {
        FakeCommandRunner down =
                new FakeCommandRunner().answer(List.of("docker"), FakeCommandRunner.failed(1, NO_ENGINE));
        ContainerEngine engine = engine(down);

        EngineUnreachableException failure = assertThrows(
                EngineUnreachableException.class, () -> engine.containers(engine.stack(Apps.shop(), Color.BLUE)));
        assertTrue(String.valueOf(failure.getMessage()).contains("Cannot connect"), failure::toString);
        assertThrows(
                EngineUnreachableException.class,
                () -> engine.remove(Apps.shop(), engine.stack(Apps.shop(), Color.BLUE)));
    }

    private void assertProblem(String... words) {
        List<String> problems = problems();
        assertEquals(1, problems.size(), problems::toString);
        for (String word : words) {
            assertTrue(problems.get(0).contains(word), problems::toString);
        }
    }

    private List<String> problems() {
        return engine(runner).check().stream().map(Finding::words).toList();
    }

    private static ContainerEngine engine(FakeCommandRunner commands) {
        return ContainerEngines.docker(commands, new FakeTime(), Path.of("nowhere"));
    }
}
