package dev.kawasemi.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.container.ComposeApp.Prepare;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.ContainerRef;
import dev.kawasemi.deployment.Stack;
import dev.kawasemi.process.Cancellation;
import dev.kawasemi.time.TimeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a real engine brings back after a power cut. The app's file says {@code restart: always} for web, redis and worker. */
@Tag("engine")
@Timeout(180)
class RebootTest {
    private static final Duration GRACE = Duration.ofSeconds(5);

    private static PrivateEngine machine;

    private final RealApp real;
    private final Path stateDir;
    private final ComposeApp app;
    private ContainerEngine engine;

    @BeforeAll
    static void powerOn() throws IOException {
        machine = PrivateEngine.start(RealDocker.BASE);
    }

    @AfterAll
    static void throwAway() {
        machine.close();
    }

    RebootTest(@TempDir Path folder, @TempDir Path stateDir) throws IOException {
        this.stateDir = stateDir;
        real = new RealApp(folder, new RealDocker(machine.runner()));
        app = real.app(Prepare.NONE);
        engine = nextKawasemi();
    }

    @AfterEach
    void clear() {
        real.close();
    }

    @Test
    void ofAKeptCopyOnlyThoseComeBackThatRan() throws Exception {
        Stack blue = engine.stack(app, Color.BLUE);
        engine.keep(app, Color.BLUE, engine.prepare(app, Color.BLUE, EngineFixture.V1, Cancellation.none()));
        engine.up(app, Color.BLUE, List.of("redis", "web", "worker", "beat"));
        engine.stop(refs(blue, "worker", "beat"), GRACE);
        List<ContainerRef> before = refs(blue, "redis", "web", "worker", "beat");

        reboot();

        assertEquals(Set.of("redis", "web"), running(blue));
        assertEquals(Set.copyOf(before), Set.copyOf(refs(blue, "redis", "web", "worker", "beat")));
        engine.restore(app, blue, refs(blue, "worker", "beat"));
        assertEquals(Set.of("beat", "redis", "web", "worker"), running(blue));
    }

    @Test
    void ofAnAdoptedStackThoseStayDownThatWereKeptFromComingBack() throws Exception {
        String project = real.project + "-other";
        real.docker.docker(
                "compose",
                "-p",
                project,
                "-f",
                real.folder.resolve("docker-compose.yml").toString(),
                "up",
                "-d");
        Stack adopted = engine.standing(app).unmanaged().get(0);
        assertTrue(adopted.adopted());
        List<ContainerRef> worker = refs(adopted, "worker");
        engine.stayStopped(worker);
        engine.stop(worker, GRACE);
        engine.stop(refs(adopted, "redis"), GRACE);

        reboot();

        assertEquals(
                Set.of("redis", "web"), running(adopted), "redis says always: it comes back though it was stopped");
    }

    @Test
    void aStopThatTheRebootCutOffIsNotWaitedFor() throws Exception {
        real.replace(
                "docker-compose.yml",
                "command: sleep 1000\n    environment",
                RealEngineFixture.STUBBORN + "\n    environment");
        Stack blue = engine.stack(app, Color.BLUE);
        engine.keep(app, Color.BLUE, engine.prepare(app, Color.BLUE, EngineFixture.V1, Cancellation.none()));
        engine.up(app, Color.BLUE, List.of("worker"));
        List<ContainerRef> worker = refs(blue, "worker");
        Process stop = new ProcessBuilder(
                        "docker",
                        "--host",
                        machine.host(),
                        "stop",
                        "-t",
                        "60",
                        worker.get(0).id())
                .start();
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!engine.logs(worker.get(0), 5).contains("asked to stop")) {
            assertTrue(System.nanoTime() < end, "it was never asked to stop");
        }

        reboot();
        stop.destroyForcibly().waitFor();
        long begun = System.nanoTime();
        engine.restore(app, blue, worker);

        double seconds = (System.nanoTime() - begun) / 1e9;
        assertTrue(seconds < 4, "the restore took " + seconds + " s");
        assertEquals(Set.of("worker"), running(blue));
    }

    private void reboot() throws IOException {
        machine.powerCut();
        machine.powerOn();
        engine = nextKawasemi();
    }

    private ContainerEngine nextKawasemi() {
        return ContainerEngines.docker(machine.runner(), TimeSource.system(), stateDir);
    }

    private Set<String> running(Stack stack) {
        return engine.containers(stack).stream()
                .filter(ContainerStatus::running)
                .map(status -> status.ref().service())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private List<ContainerRef> refs(Stack stack, String... services) {
        return engine.containers(stack).stream()
                .map(ContainerStatus::ref)
                .filter(ref -> List.of(services).contains(ref.service()))
                .toList();
    }
}
