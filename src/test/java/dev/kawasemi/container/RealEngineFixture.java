package dev.kawasemi.container;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.container.ComposeApp.Prepare;
import dev.kawasemi.deployment.ContainerRef;
import dev.kawasemi.process.CommandRunners;
import dev.kawasemi.time.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

/** The real engine with the ordinary app. */
abstract class RealEngineFixture extends EngineFixture {
    static final String STUBBORN =
            "command: [\"sh\", \"-c\", \"trap 'echo asked to stop' TERM; echo ready; while :; do sleep 0.2; done\"]";

    final RealApp real;
    final Path stateDir;
    final ContainerEngine engine;
    final ComposeApp app;

    RealEngineFixture(Path folder, Path stateDir) throws IOException {
        this.stateDir = stateDir;
        real = new RealApp(folder);
        engine = ContainerEngines.docker(CommandRunners.system(), TimeSource.system(), stateDir);
        app = real.app(Prepare.NONE);
    }

    @AfterEach
    void clear() {
        real.close();
    }

    @Override
    ContainerEngine engine() {
        return engine;
    }

    @Override
    ComposeApp app() {
        return app;
    }

    @Override
    void kill(ContainerRef container) {
        real.docker.docker("kill", container.id());
    }

    @Override
    void pause(ContainerRef container) {
        real.docker.docker("pause", container.id());
    }

    @Override
    void makeWorkerAPool() {
        try {
            real.makeWorkerAPool();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    int held(ContainerRef container) {
        return real.held(container);
    }

    @Override
    void vanish(ContainerRef container) {
        real.docker.docker("rm", "-f", container.id());
    }

    @Override
    void always(ContainerRef container) {
        real.docker.docker("update", "--restart", "always", container.id());
    }

    @Override
    boolean isAlways(ContainerRef container) {
        return real.restartPolicy(container).equals("always");
    }

    /** The worker says when it is ready and when it is asked to stop, and does not go. */
    final void makeWorkerStubborn() throws IOException {
        real.replace("docker-compose.yml", "command: sleep 1000\n    environment", STUBBORN + "\n    environment");
    }

    final void awaitText(ContainerRef container, String text) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!String.join("\n", engine.logs(container, 20)).contains(text)) {
            assertTrue(System.nanoTime() < end, () -> "never said " + text + ": " + engine.logs(container, 20));
        }
    }
}
