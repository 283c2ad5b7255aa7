package dev.kawasemi.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.container.ComposeApp;
import dev.kawasemi.container.ContainerException;
import dev.kawasemi.container.ContainerStatus;
import dev.kawasemi.container.ContainerStatus.State;
import dev.kawasemi.deployment.ContainerRef;
import dev.kawasemi.health.Listening;
import dev.kawasemi.testing.FakeContainerEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether what was started still runs, and in which words it is told when not. */
class StageLivenessTest {
    private static final ContainerRef WEB = new ContainerRef("c0ffee", "web");
    private static final ContainerRef REDIS = new ContainerRef("beef", "redis");
    /** Above pid_max on every Linux (proc(5): at most 2^22). */
    private static final int NO_SUCH_PROCESS = Integer.MAX_VALUE;

    private static final ComposeApp SHOP = Rig.shop().compose();

    private final FakeContainerEngine containers = new FakeContainerEngine();

    private static ContainerStatus status(ContainerRef ref, State state, int exitCode) {
        return new ContainerStatus(ref, state, "sha256:1", 0, 2, exitCode, false);
    }

    private static ContainerStatus running(ContainerRef ref) {
        return status(ref, State.RUNNING, 0);
    }

    private static ContainerStatus withProcess(ContainerRef ref, long pid) {
        return new ContainerStatus(ref, State.RUNNING, "sha256:1", Math.toIntExact(pid), 0, 0, false);
    }

    private static Optional<String> why(ContainerStatus... now) {
        return StageLiveness.whyNotAsStarted(List.of(running(REDIS), running(WEB)), List.of(now));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "RUNNING, 0, -",
                "RESTARTING, 3, web ended with exit code 3 and is being restarted",
                "EXITED, 1, web exited with code 1",
                "DEAD, 137, web exited with code 137",
                "REMOVING, 0, web exited with code 0",
                "CREATED, 0, web was created but does not run",
                "PAUSED, 0, web is paused"
            })
    void eachStateHasItsWords(State state, int exitCode, String words) {
        assertEquals(Optional.ofNullable(words), why(running(REDIS), status(WEB, state, exitCode)));
    }

    @Test
    void aContainerThatIsGoneWasRemoved() {
        assertEquals(Optional.of("web was removed"), why(running(REDIS)));
        ContainerRef another = new ContainerRef("f00d", "web");
        assertEquals(Optional.of("web was removed"), why(running(REDIS), running(another)), "another one is not it");
    }

    @Test
    void theFirstOneStartedIsToldFirst() {
        assertEquals(
                Optional.of("redis exited with code 2"),
                why(status(WEB, State.EXITED, 1), status(REDIS, State.EXITED, 2)));
    }

    @Test
    void memoryIsNamedAsTheCauseBeforeTheExitCode() {
        ContainerStatus killed = new ContainerStatus(WEB, State.EXITED, "sha256:1", 0, 2, 137, true);
        assertEquals(Optional.of("web was killed for want of memory"), why(running(REDIS), killed));
    }

    @Test
    void aRestartCountsThoughItRunsAgain() {
        ContainerStatus again = new ContainerStatus(WEB, State.RUNNING, "sha256:1", 0, 3, 1, false);
        assertEquals(Optional.of("web ended and was started again 3 times, exit code 1"), why(running(REDIS), again));
    }

    @Test
    void restartsOfLongAgoDoNotCount() {
        assertEquals(Optional.empty(), why(running(REDIS), running(WEB)), "2 before, 2 now");
    }

    @Test
    void whileTheProcessesLiveTheEngineIsNotAsked() {
        long own = ProcessHandle.current().pid();
        containers.script().failNext("inspect", "not to be asked");
        assertEquals(
                Optional.empty(),
                new StageLiveness(containers, List.of(withProcess(WEB, own), withProcess(REDIS, own))).whyDead());
        assertThrows(ContainerException.class, () -> containers.inspect(List.of()), "nobody asked");
    }

    @Test
    void oneProcessThatIsGoneIsEnoughToAskTheEngineWhy() {
        long own = ProcessHandle.current().pid();
        StageLiveness liveness =
                new StageLiveness(containers, List.of(withProcess(REDIS, own), withProcess(WEB, NO_SUCH_PROCESS)));
        assertTrue(liveness.whyDead().orElseThrow().contains("redis was removed"), "as the engine says");
    }

    @Test
    void theWebAmongThemIsSeenToListenAndNobodyElse(@TempDir Path proc) throws Exception {
        String listens = "   0: 00000000:%04X 00000000:0000 0A 0\n".formatted(SHOP.webPort());
        Listening listening = new Listening(proc);
        Files.writeString(Files.createDirectories(proc.resolve("78/net")).resolve("tcp"), listens);
        StageLiveness liveness =
                StageLiveness.ofWeb(containers, SHOP, List.of(withProcess(WEB, 77), withProcess(REDIS, 78)), listening);

        assertFalse(liveness.listens(), "that is redis");
        Files.writeString(Files.createDirectories(proc.resolve("77/net")).resolve("tcp"), listens);
        assertTrue(liveness.listens());
        assertFalse(new StageLiveness(containers, List.of(withProcess(WEB, 77))).listens());
    }

    @Test
    void aContainerWithoutAProcessIdIsAskedFor() {
        containers.host().up("shop-green", "web", "sha256:1");
        ContainerRef web = containers.host().ref("shop-green", "web");
        StageLiveness liveness = new StageLiveness(containers, List.of(withProcess(web, 0)));
        assertEquals(Optional.empty(), liveness.whyDead());
        containers.host().exit("shop-green", "web", 7);
        assertEquals(Optional.of("web exited with code 7"), liveness.whyDead());
    }
}
