package dev.kawasemi.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Stack;
import dev.kawasemi.process.CommandResult;
import dev.kawasemi.testing.FakeCommandRunner;
import dev.kawasemi.testing.FakeTime;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Everything that stands of an app, from Docker's scripted answers: however much it is, two programs are started for it. */
class StandingTest {
    private static final ComposeApp SHOP = Apps.shop();

    private final FakeCommandRunner runner = new FakeCommandRunner();
    private final ContainerEngine engine = ContainerEngines.docker(runner, new FakeTime(), Path.of("nowhere"));

    @Test
    void bothColorsAndAStackFromBeforeAreSeenByTwoPrograms() {
        seen(
                container("b1", "web", SHOP.project(Color.BLUE), "nowhere/blue.json", "running"),
                container("g1", "web", SHOP.project(Color.GREEN), "nowhere/green.json", "exited"),
                container("u1", "web", "by-hand", SHOP.composeFile().toString(), "running"),
                container("x1", "web", "stopped-by-hand", SHOP.composeFile().toString(), "exited"),
                container("o1", "web", "blog", "/srv/blog/docker-compose.yml", "running"));

        Standing standing = engine.standing(SHOP);

        assertEquals(
                List.of("ps", "container"),
                runner.commandLines().stream().map(line -> line.get(1)).toList());
        assertEquals(List.of("b1"), ids(standing, engine.stack(SHOP, Color.BLUE)));
        assertEquals(List.of("g1"), ids(standing, engine.stack(SHOP, Color.GREEN)));
        assertEquals(
                List.of("by-hand"),
                standing.unmanaged().stream().map(Stack::project).toList());
        assertEquals(List.of("u1"), ids(standing, standing.unmanaged().get(0)));
        assertTrue(
                standing.problems()
                        .toString()
                        .contains("by-hand runs this app, but its service web publishes no host port"),
                standing.problems()::toString);
    }

    @Test
    void whereNothingRunsOneProgramSaysSo() {
        runner.answer(List.of("docker", "ps"), FakeCommandRunner.ok(""));

        Standing standing = engine.standing(SHOP);

        assertEquals(1, runner.commands().size());
        assertEquals(List.of(), standing.of(engine.stack(SHOP, Color.BLUE)));
        assertEquals(List.of(), standing.unmanaged());
        assertEquals(List.of(), standing.problems());
    }

    private static List<String> ids(Standing standing, Stack stack) {
        return standing.of(stack).stream().map(status -> status.ref().id()).toList();
    }

    private void seen(String... containers) {
        CommandResult all = FakeCommandRunner.ok("[" + String.join(",", containers) + "]");
        runner.answer(List.of("docker", "ps"), FakeCommandRunner.ok("b1\ng1\nu1\nx1\no1\n"))
                .answer(List.of("docker", "container"), all);
    }

    private static String container(String id, String service, String project, String file, String state) {
        return """
                {"Id":"%s","Image":"sha256:1","State":{"Status":"%s","Pid":%d},"HostConfig":{},"Config":{"Labels":{
                "com.docker.compose.service":"%s","com.docker.compose.project":"%s",
                "com.docker.compose.project.config_files":"%s"}}}""".formatted(id, state, state.equals("running") ? 77 : 0, service, project, file);
    }
}
