package dev.kawasemi.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.container.ComposeApp.Prepare;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Stack;
import dev.kawasemi.process.CommandRunners;
import dev.kawasemi.time.TimeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Stacks that stood before Kawasemi came, on a real engine. */
@Tag("engine")
@Timeout(120)
class AdoptionTest {
    private static final String OTHERS = "services: {db: {image: IMAGE, command: sleep 1000, init: true}}";

    private final RealApp real;
    private final ContainerEngine engine;
    private final ComposeApp app;

    AdoptionTest(@TempDir Path folder, @TempDir Path stateDir) throws IOException {
        real = new RealApp(folder);
        engine = ContainerEngines.docker(CommandRunners.system(), TimeSource.system(), stateDir);
        app = real.app(Prepare.NONE);
    }

    @AfterEach
    void clear() {
        real.close();
    }

    @Test
    void aStackOfTheSameFileIsSeenAndRemovedWithItsVolumesKept() {
        String project = real.project + "-other";
        compose(project, "docker-compose.yml", "up", "-d");

        List<Stack> seen = engine.standing(app).unmanaged();
        assertEquals(
                List.of(real.adopted(21003).color()),
                seen.stream().map(stack -> stack.color()).toList());
        assertEquals(project, seen.get(0).project());
        assertEquals(21003, seen.get(0).port());
        assertEquals(4, engine.containers(seen.get(0)).size());
        engine.remove(app, seen.get(0));

        assertEquals(List.of(), engine.standing(app).unmanaged());
        assertEquals(
                project + "_data",
                real.docker.docker("volume", "ls", "-q", "--filter", "label=com.docker.compose.project=" + project));
    }

    @Test
    void theProjectsOwnNameIsEnough() throws Exception {
        real.write("moved.yml", real.read("docker-compose.yml"));
        compose(real.project, "moved.yml", "up", "-d", "web", "redis");

        assertEquals(List.of(real.adopted(21003)), engine.standing(app).unmanaged());
    }

    @Test
    void aStoppedStackOrSomeoneElsesIsNotOurs() throws Exception {
        real.write("others.yml", OTHERS.replace("IMAGE", RealDocker.BASE));
        compose(real.project, "others.yml", "up", "-d");
        compose(real.project + "-other", "docker-compose.yml", "up", "-d");
        compose(real.project + "-other", "docker-compose.yml", "stop", "-t", "1");

        assertEquals(List.of(), engine.standing(app).unmanaged());
        assertEquals(List.of(), engine.preflight(app, EngineFixture.V1));
    }

    @Test
    void containersOfOthersInTheProjectAreNeverRemoved() throws Exception {
        real.write("others.yml", OTHERS.replace("IMAGE", RealDocker.BASE));
        compose(real.project, "docker-compose.yml", "up", "-d");
        compose(real.project, "others.yml", "up", "-d");
        compose(real.project + "-green", "others.yml", "up", "-d");

        String problems = engine.preflight(app, EngineFixture.V1).toString();
        assertThrows(ContainerException.class, () -> engine.remove(app, real.adopted(21003)));
        assertThrows(ContainerException.class, () -> engine.remove(app, engine.stack(app, Color.GREEN)));

        assertTrue(problems.contains(real.project + " holds containers that are not of shop (db)"), problems);
        assertTrue(problems.contains(real.project + "-green holds containers"), problems);
        assertTrue(!real.container(real.project, "db").isEmpty()
                && !real.container(real.project + "-green", "db").isEmpty());
    }

    private void compose(String project, String file, String... act) {
        List<String> line = new java.util.ArrayList<>(List.of(
                "compose",
                "-p",
                project,
                "--profile",
                "*",
                "-f",
                real.folder.resolve(file).toString()));
        line.addAll(List.of(act));
        real.docker.docker(line.toArray(String[]::new));
    }
}
