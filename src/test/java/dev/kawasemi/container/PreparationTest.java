package dev.kawasemi.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.container.ComposeApp.Prepare;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Release;
import dev.kawasemi.deployment.Version;
import dev.kawasemi.process.Cancellation;
import dev.kawasemi.process.CommandResult;
import dev.kawasemi.process.CommandRunners;
import dev.kawasemi.time.TimeSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pulls from a registry on loopback, builds, and what is said when neither is possible; on a real engine. */
@Tag("engine")
@Timeout(300)
class PreparationTest {
    private static final int REGISTRY_PORT = 21010;
    private static final int SILENT_PORT = 21011;

    private final RealApp real;
    private final Path registryFolder;
    private final ContainerEngine engine;

    PreparationTest(@TempDir Path folder, @TempDir Path stateDir, @TempDir Path registryFolder) throws IOException {
        this.registryFolder = registryFolder;
        real = new RealApp(folder);
        engine = ContainerEngines.docker(CommandRunners.system(), TimeSource.system(), stateDir);
    }

    @AfterEach
    void clear() {
        real.close();
        real.docker.tryDocker("image", "rm", "-f", pulled(REGISTRY_PORT) + ":v1", pulled(REGISTRY_PORT) + ":v2");
    }

    @Test
    void pullsEveryImageFromTheRegistry() throws Exception {
        Process registry = startRegistry();
        try {
            push("v1", "v2");
            String expected = real.docker.imageId(real.image + ":v2");
            imagesFrom(REGISTRY_PORT);

            Release release =
                    engine.prepare(real.app(Prepare.PULL), Color.GREEN, EngineFixture.V2, Cancellation.none());

            release.imageIds().forEach((service, id) -> assertEquals(expected, id, service));
            assertEquals(4, release.imageIds().size());
            ContainerException failure = assertThrows(
                    ContainerException.class,
                    () -> engine.prepare(real.app(Prepare.PULL), Color.GREEN, new Version("v9"), Cancellation.none()));
            assertTrue(String.valueOf(failure.getMessage()).contains("v9"), failure::toString);
        } finally {
            registry.destroy();
            registry.waitFor(10, TimeUnit.SECONDS);
        }
    }

    private void push(String... tags) {
        for (String tag : tags) {
            real.docker.docker("tag", real.image + ":" + tag, pulled(REGISTRY_PORT) + ":" + tag);
            real.docker.docker("push", "-q", pulled(REGISTRY_PORT) + ":" + tag);
            real.docker.docker("image", "rm", pulled(REGISTRY_PORT) + ":" + tag);
        }
    }

    @Test
    void whatWasPulledGoesWithItsDigest() throws Exception {
        Process registry = startRegistry();
        try {
            push("v1", "v2");
            real.docker.docker("image", "rm", real.image + ":v1");
            imagesFrom(REGISTRY_PORT);
            ComposeApp app = real.app(Prepare.PULL);
            Release first = engine.prepare(app, Color.BLUE, EngineFixture.V1, Cancellation.none());
            Release second = engine.prepare(app, Color.GREEN, EngineFixture.V2, Cancellation.none());
            String web = first.imageIds().getOrDefault("web", "");
            assertTrue(real.docker.docker("image", "inspect", web).contains(pulled(REGISTRY_PORT) + "@sha256:"));

            ContainerEngine.Removed removed = engine.removeReleases(
                    app, List.of(first), Set.copyOf(second.imageIds().values()));

            assertEquals(List.of(web), removed.images());
            assertFalse(real.docker.tryDocker("image", "inspect", web).ok());
        } finally {
            registry.destroy();
            registry.waitFor(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void cancellingEndsAPullThatHangs() throws Exception {
        imagesFrom(SILENT_PORT);
        Cancellation cancellation = new Cancellation();
        try (ServerSocket silent = new ServerSocket(SILENT_PORT, 50, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Long> over = CompletableFuture.supplyAsync(() -> {
                assertThrows(
                        CancelledException.class,
                        () -> engine.prepare(real.app(Prepare.PULL), Color.GREEN, EngineFixture.V2, cancellation));
                return System.nanoTime();
            });
            try (Socket asked = silent.accept()) {
                assertTrue(asked.isConnected());
                assertFalse(over.isDone());
                long begun = System.nanoTime();

                cancellation.request();

                Duration took = Duration.ofNanos(over.get(20, TimeUnit.SECONDS) - begun);
                assertTrue(took.toSeconds() < 5, took::toString);
            }
        }
    }

    @Test
    void anImageThatIsInNoRegistryIsExplained() throws Exception {
        imagesFrom(SILENT_PORT);

        ContainerException failure = assertThrows(
                ContainerException.class,
                () -> engine.prepare(real.app(Prepare.PULL), Color.GREEN, EngineFixture.V1, Cancellation.none()));

        String message = String.valueOf(failure.getMessage());
        assertTrue(message.contains("connection refused"), message);
        assertTrue(message.contains("set prepare = none or prepare = build"), message);
    }

    @Test
    void buildsAndPinsWhatWasBuilt() throws Exception {
        real.write("Dockerfile", "FROM " + RealDocker.BASE + "\nARG WHICH\nLABEL built=$WHICH\n");
        String build = "build: {context: ., args: {WHICH: \"${APP_TAG}\"}}";
        real.write(
                "docker-compose.yml",
                real.read("docker-compose.yml").replace("image: " + real.image + ":${APP_TAG:-v1}", build));
        ComposeApp app = real.app(Prepare.BUILD);
        assertEquals(List.of(), engine.preflight(app, EngineFixture.V1));

        Release release = engine.prepare(app, Color.BLUE, EngineFixture.V1, Cancellation.none());
        engine.keep(app, Color.BLUE, release);
        engine.prepare(app, Color.BLUE, EngineFixture.V2, Cancellation.none());
        engine.up(app, Color.BLUE, List.of("web"));

        String web = real.container(real.project + "-blue", "web");
        assertEquals("v1", real.docker.docker("inspect", "-f", "{{.Config.Labels.built}}", web));
        engine.remove(app, engine.stack(app, Color.BLUE));
        for (String service : release.imageIds().keySet()) {
            real.docker.tryDocker("image", "rm", "-f", real.project + "-blue-" + service);
        }
    }

    @Test
    void aMissingImageIsNamedWhenNothingIsToBePrepared() {
        ContainerException failure = assertThrows(
                ContainerException.class,
                () -> engine.prepare(real.app(Prepare.NONE), Color.GREEN, new Version("v9"), Cancellation.none()));

        assertTrue(String.valueOf(failure.getMessage()).contains(real.image + ":v9"), failure::toString);
    }

    private String pulled(int port) {
        return "127.0.0.1:" + port + "/" + real.project;
    }

    private void imagesFrom(int port) throws IOException {
        real.write(
                "docker-compose.yml",
                real.read("docker-compose.yml")
                        .replace(real.image + ":${APP_TAG:-v1}", pulled(port) + ":${APP_TAG}")
                        .replace("image: " + RealDocker.BASE, "image: " + pulled(port) + ":${APP_TAG}"));
    }

    private Process startRegistry() throws Exception {
        Path config =
                Files.writeString(registryFolder.resolve("config.yml"), """
                version: 0.1
                storage: {filesystem: {rootdirectory: FOLDER}}
                http: {addr: "127.0.0.1:PORT"}
                """.replace("FOLDER", registryFolder.toString())
                        .replace("PORT", Integer.toString(REGISTRY_PORT)));
        Process registry = new ProcessBuilder("docker-registry", "serve", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(registryFolder.resolve("log").toFile())
                .start();
        CommandResult answer = awaitRegistry();
        assertTrue(answer.ok(), () -> "the registry does not answer: " + answer.stderr());
        return registry;
    }

    private static CommandResult awaitRegistry() throws InterruptedException {
        return CommandRunners.system()
                .run(dev.kawasemi.process.Command.of(
                        Duration.ofSeconds(30),
                        List.of(
                                "curl",
                                "-sS",
                                "--retry",
                                "20",
                                "--retry-connrefused",
                                "--retry-delay",
                                "1",
                                "http://127.0.0.1:" + REGISTRY_PORT + "/v2/")));
    }
}
