package dev.kawasemi.container;

import dev.kawasemi.container.ComposeApp.Prepare;
import dev.kawasemi.deployment.ContainerRef;
import dev.kawasemi.deployment.Version;
import dev.kawasemi.process.CommandRunners;
import dev.kawasemi.time.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The contract, kept by a real Docker engine and Compose. */
@Tag("engine")
@Timeout(120)
class ComposeEngineTest extends ContainerEngineContract {
    private final RealApp real;
    private final ContainerEngine engine;
    private final List<String> extraNames = new ArrayList<>();

    ComposeEngineTest(@TempDir Path folder, @TempDir Path stateDir) throws IOException {
        real = new RealApp(folder);
        engine = ContainerEngines.docker(CommandRunners.system(), TimeSource.system(), stateDir);
    }

    @BeforeEach
    void nothingLeft() {
        real.docker.clear(real.project);
    }

    @AfterEach
    void clear() {
        extraNames.forEach(name -> real.docker.tryDocker("image", "rm", "--no-prune", name));
        real.close();
    }

    @Override
    ContainerEngine engine() {
        return engine;
    }

    @Override
    ComposeApp app() {
        return real.app(Prepare.NONE);
    }

    @Override
    ComposeApp withUnreadableQueue() {
        return real.app(Prepare.NONE, List.of(List.of("echo", "2"), List.of("false")));
    }

    @Override
    boolean hasImage(String id) {
        return real.docker
                .tryDocker("image", "inspect", "--format", "{{.Id}}", id)
                .ok();
    }

    @Override
    void tagImage(String id, String name) {
        real.docker.docker("tag", id, name);
        extraNames.add(name);
    }

    @Override
    void loseName(String id, Version version) {
        real.docker.docker("tag", RealDocker.BASE, real.image + ":" + version);
    }

    @Override
    void makePins() {
        real.labelled(PINNED.value(), "kawasemi.keep=");
        real.labelled(UNPINNED.value(), "kawasemi.keep=false");
    }

    @Override
    void kill(ContainerRef container) {
        // A kill through the engine counts as a stop by hand, so the restart policy leaves it down.
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
}
