package dev.kawasemi.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.container.ComposeApp.Prepare;
import dev.kawasemi.container.ContainerStatus.State;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.ContainerRef;
import dev.kawasemi.deployment.Release;
import dev.kawasemi.testing.Shows;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong with Compose when it is used the plain way, each seen on a real engine. */
@Tag("engine")
@Timeout(120)
class ComposeTrapsTest extends RealEngineFixture {
    ComposeTrapsTest(@TempDir Path folder, @TempDir Path stateDir) throws IOException {
        super(folder, stateDir);
    }

    @Test
    void aMovedTagAndEditedFilesChangeNothingInARestore() throws Exception {
        Release release = startAll(Color.BLUE, V1);
        List<ContainerRef> workers = refs(blue(), "worker");
        engine.stop(workers, Duration.ofSeconds(5));
        vanish(workers.get(0));
        real.docker.docker("tag", real.image + ":v2", real.image + ":v1");
        real.replace("docker-compose.yml", "command: sleep 1000\n    environment", "command: sleep 5\n    environment");
        real.write(".env", "GREETING=changed\n!! broken !!\n");

        engine.restore(app, blue(), workers);

        ContainerStatus worker = engine.inspect(refs(blue(), "worker")).get(0);
        assertTrue(worker.running());
        assertEquals(release.imageIds().get("worker"), worker.imageId());
        assertEquals("hello", real.docker.docker("exec", worker.ref().id(), "printenv", "GREETING"));
        assertTrue(real.docker.docker("inspect", worker.ref().id()).contains("\"1000\""));
        engine.remove(app, blue());
    }

    @Test
    void anOrdinaryFileRunsInBothColorsAndStaysAsItIs() throws Exception {
        String before = real.read("docker-compose.yml");
        startAll(Color.BLUE, V1);
        startAll(Color.GREEN, V2);

        awaitAnswer(21001);
        awaitAnswer(21002);
        String web = refs(blue(), "web").get(0).id();
        assertEquals(
                "5$ and ${HOME} and $$",
                real.docker.docker("exec", web, "printenv", "MONEY"),
                "dollars did not survive");
        assertEquals("unless-stopped", real.docker.docker("inspect", "-f", "{{.HostConfig.RestartPolicy.Name}}", web));
        assertEquals(
                "map[8000/tcp:[{127.0.0.1 21001}]]",
                real.docker.docker("inspect", "-f", "{{.HostConfig.PortBindings}}", web));
        assertTrue(running(blue()).contains("beat"), "the service under a profile is not there");
        assertEquals(before, real.read("docker-compose.yml"));
    }

    @Test
    void removingKeepsVolumesAndImagesAndTakesServicesThatTheFileNoLongerHas() throws Exception {
        startAll(Color.BLUE, V1);
        real.replace("docker-compose.yml", "beat:", "clock:");
        Release release = prepareWithoutBeat();
        engine.keep(withoutBeat(), Color.BLUE, release);

        engine.remove(withoutBeat(), blue());

        assertEquals(List.of(), engine.containers(blue()));
        String label = "label=com.docker.compose.project=" + blue().project();
        assertEquals(blue().project() + "_data", real.docker.docker("volume", "ls", "-q", "--filter", label));
        assertEquals("", real.docker.docker("network", "ls", "-q", "--filter", label));
        assertFalse(real.docker.imageId(real.image + ":v1").isEmpty());
    }

    @Test
    void anInterruptedStopIsWaitedOutBeforeTheRestore() throws Exception {
        makeWorkerStubborn();
        startAll(Color.BLUE, V1);
        List<ContainerRef> workers = refs(blue(), "worker");
        awaitText(workers.get(0), "ready");
        AtomicReference<Throwable> seen = new AtomicReference<>(new IllegalStateException("not interrupted"));
        Thread stopping = new Thread(() -> {
            try {
                engine.stop(workers, Duration.ofSeconds(3));
            } catch (CancelledException e) {
                seen.set(e);
            }
        });
        stopping.start();
        awaitText(workers.get(0), "asked to stop");
        stopping.interrupt();
        stopping.join(Duration.ofSeconds(10).toMillis());
        assertTrue(seen.get() instanceof CancelledException, "the stop was not interrupted");
        assertTrue(engine.inspect(workers).get(0).running(), "it is down already: nothing is tested");
        int before = engine.inspect(workers).get(0).pid();

        engine.restore(app, blue(), workers);

        ContainerStatus after = engine.inspect(workers).get(0);
        assertTrue(after.running());
        assertNotEquals(before, after.pid(), "the stop had not come to its end");
        awaitText(workers.get(0), "ready\nasked to stop\nready");
        assertTrue(engine.inspect(workers).get(0).running(), "the old stop hit the restored container");
    }

    @Test
    void manyStopsTakeOneGrace() throws Exception {
        makeWorkerStubborn();
        real.replace(
                "docker-compose.yml",
                "profiles: [background]\n    command: sleep 1000",
                "profiles: [background]\n    " + STUBBORN);
        startAll(Color.BLUE, V1);
        List<ContainerRef> workers = refs(blue(), "worker", "beat");
        workers.forEach(worker -> awaitText(worker, "ready"));
        long begun = System.nanoTime();

        List<ContainerStatus> stopped = engine.stop(workers, Duration.ofSeconds(3));

        double seconds = (System.nanoTime() - begun) / 1e9;
        assertEquals(
                List.of(137, 137),
                stopped.stream().map(ContainerStatus::exitCode).toList());
        assertTrue(seconds < 5.5, "stopping took " + seconds + " s");
    }

    @Test
    void restoringTwoContainersIsQuick() throws Exception {
        startAll(Color.BLUE, V1);
        List<ContainerRef> workers = refs(blue(), "worker", "beat");
        engine.stop(workers, Duration.ofSeconds(5));
        long begun = System.nanoTime();

        engine.restore(app, blue(), workers);

        double seconds = (System.nanoTime() - begun) / 1e9;
        Shows.write("restore-two-containers-seconds", String.format(java.util.Locale.ROOT, "%.2f", seconds));
        assertTrue(seconds < 5, "the restore took " + seconds + " s");
    }

    @Test
    void aRestartingContainerIsSeenAsSuch() throws Exception {
        real.replace(
                "docker-compose.yml", "command: sleep 1000\n    environment", "command: \"false\"\n    environment");
        startAll(Color.BLUE, V1);
        ContainerRef worker = refs(blue(), "worker").get(0);
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        ContainerStatus status = engine.inspect(List.of(worker)).get(0);
        while (status.restarts() < 2) {
            assertTrue(System.nanoTime() < end, status::toString);
            status = engine.inspect(List.of(worker)).get(0);
        }
        assertTrue(status.state() == State.RESTARTING || status.state() == State.RUNNING, status::toString);
    }

    private ComposeApp withoutBeat() {
        return new ComposeApp(
                app.name(),
                app.composeFile(),
                app.project(),
                app.versionVariable(),
                "web",
                8000,
                21001,
                21002,
                Prepare.NONE,
                new ComposeApp.Stages(List.of("redis", "web"), List.of("worker"), List.of()),
                app.stopGrace(),
                app.queue());
    }

    private Release prepareWithoutBeat() throws InterruptedException {
        return engine.prepare(withoutBeat(), Color.BLUE, V1, dev.kawasemi.process.Cancellation.none());
    }

    private static void awaitAnswer(int port) throws Exception {
        CompletableFuture<Integer> code = CompletableFuture.supplyAsync(() -> answer(port));
        assertEquals(200, code.get(30, TimeUnit.SECONDS));
    }

    private static int answer(int port) {
        long end = System.nanoTime() + Duration.ofSeconds(25).toNanos();
        while (System.nanoTime() < end) {
            try {
                HttpURLConnection connection = (HttpURLConnection)
                        URI.create("http://127.0.0.1:" + port + "/").toURL().openConnection();
                connection.setConnectTimeout(1000);
                connection.setReadTimeout(2000);
                return connection.getResponseCode();
            } catch (IOException e) {
                Thread.onSpinWait();
            }
        }
        return 0;
    }
}
