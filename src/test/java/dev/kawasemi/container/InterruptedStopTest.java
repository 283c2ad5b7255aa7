package dev.kawasemi.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.ContainerRef;
import dev.kawasemi.process.CommandRunners;
import dev.kawasemi.time.TimeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A stop that goes on in a real engine after the Kawasemi that began it was killed. */
@Tag("engine")
@Timeout(120)
class InterruptedStopTest extends RealEngineFixture {
    private static final Duration GRACE = Duration.ofSeconds(5);

    InterruptedStopTest(@TempDir Path folder, @TempDir Path stateDir) throws IOException {
        super(folder, stateDir);
    }

    @Test
    void aRestoreByTheNextKawasemiWaitsItOut() throws Exception {
        ContainerRef worker = stubbornWorkerWhoseStopWasInterrupted();
        int before = engine.inspect(List.of(worker)).get(0).pid();

        nextKawasemi().restore(app, blue(), List.of(worker));

        expectSecondRun(worker, before);
    }

    @Test
    void anUpByTheNextKawasemiWaitsItOut() throws Exception {
        ContainerRef worker = stubbornWorkerWhoseStopWasInterrupted();
        int before = engine.inspect(List.of(worker)).get(0).pid();

        nextKawasemi().up(app, Color.BLUE, List.of("worker"));

        expectSecondRun(worker, before);
    }

    @Test
    void aStopByTheNextKawasemiEndsWithTheContainerDownAndARemoveLeavesNothing() throws Exception {
        ContainerRef worker = stubbornWorkerWhoseStopWasInterrupted();

        List<ContainerStatus> stopped = nextKawasemi().stop(List.of(worker), GRACE);

        assertEquals(
                List.of(137), stopped.stream().map(ContainerStatus::exitCode).toList());
        engine.restore(app, blue(), List.of(worker));
        interruptedStop(worker, "ready\nasked to stop\nasked to stop\nready\nasked to stop");
        nextKawasemi().remove(app, blue());
        assertEquals(List.of(), engine.containers(blue()));
    }

    @Test
    void signalsThatAreNoStopAndStopsThatAreOverAreNotWaitedFor() throws Exception {
        startAll(Color.BLUE, V1);
        List<ContainerRef> workers = refs(blue(), "worker", "beat");
        engine.stop(workers, GRACE);
        engine.restore(app, blue(), workers);
        workers.forEach(worker -> real.docker.docker("kill", "-s", "WINCH", worker.id()));
        var before = pids(blue());
        long begun = System.nanoTime();

        nextKawasemi().restore(app, blue(), workers);

        double seconds = (System.nanoTime() - begun) / 1e9;
        assertTrue(seconds < 4, "the restore of running containers took " + seconds + " s");
        assertEquals(before, pids(blue()));
    }

    private ContainerRef stubbornWorkerWhoseStopWasInterrupted() throws Exception {
        makeWorkerStubborn();
        startAll(Color.BLUE, V1);
        ContainerRef worker = refs(blue(), "worker").get(0);
        awaitText(worker, "ready");
        interruptedStop(worker, "asked to stop");
        return worker;
    }

    private void interruptedStop(ContainerRef worker, String said) throws Exception {
        Process stop = new ProcessBuilder("docker", "stop", "-t", "5", worker.id()).start();
        awaitText(worker, said);
        stop.destroyForcibly().waitFor();
        assertTrue(engine.inspect(List.of(worker)).get(0).running(), "it is down already: nothing is tested");
    }

    private void expectSecondRun(ContainerRef worker, int pidBefore) {
        ContainerStatus after = engine.inspect(List.of(worker)).get(0);
        assertTrue(after.running());
        assertNotEquals(pidBefore, after.pid(), "the stop had not come to its end");
        awaitText(worker, "ready\nasked to stop\nready");
        assertTrue(engine.inspect(List.of(worker)).get(0).running(), "the old stop hit the container");
        assertFalse(String.join("\n", engine.logs(worker, 20)).endsWith("asked to stop"));
    }

    private ContainerEngine nextKawasemi() {
        return ContainerEngines.docker(CommandRunners.system(), TimeSource.system(), stateDir);
    }
}
