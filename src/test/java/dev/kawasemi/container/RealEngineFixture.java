package dev.kawasemi.container;

import dev.kawasemi.container.ComposeApp.Prepare;
import dev.kawasemi.deployment.ContainerRef;
import dev.kawasemi.process.CommandRunners;
import dev.kawasemi.time.TimeSource;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;

/** The real engine with the ordinary app. */
abstract class RealEngineFixture extends EngineFixture {
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
    void vanish(ContainerRef container) {
        real.docker.docker("rm", "-f", container.id());
    }
}
