package dev.kawasemi.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.container.EngineUnreachableException;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Finding;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.deployment.Stack;
import dev.kawasemi.deployment.Version;
import dev.kawasemi.health.ProbeResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waits for a person is no fault, what moves just now is not judged, and what is away hides nothing else. */
class AppChecksTest {
    @TempDir
    Path folder;

    private Rig rig;

    @BeforeEach
    void open() throws Exception {
        rig = new Rig(folder);
        rig.v1OnBlue();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private List<Finding> look(Finding... ofEngine) throws InterruptedException {
        AppSettings shop = rig.apps.get(0);
        RolloutSettings settings = new RolloutSettings(
                folder, "pi4", Duration.ofMinutes(10), Rig.REMIND, 150L << 20, 1L << 30, List.of(shop));
        Parts parts = new Parts(
                rig.containers,
                app -> rig.proxy,
                rig.gate,
                rig.probe,
                () -> rig.sampler,
                rig.journal,
                rig.time,
                Pulse.everySecond(),
                port -> !rig.takenPorts.contains(port),
                Runnable::run);
        return new AppChecks(settings, parts).look(shop, List.of(ofEngine));
    }

    private static List<String> inTheWay(List<Finding> found) {
        return found.stream().filter(Finding::inTheWay).map(Finding::words).toList();
    }

    private static void assertNoted(List<Finding> found, String words) {
        assertTrue(
                found.stream()
                        .anyMatch(one ->
                                one.kind() == Finding.Kind.NOTE && one.seen().contains(words)),
                found::toString);
    }

    @Test
    void anOpenQuestionAndALockAreNotes() throws Exception {
        rig.deployed("v2");
        rig.engine.freeze(Rig.SHOP, Rig.BOB, "audit", Duration.ofHours(1));
        List<Finding> found = look();
        assertEquals(List.of(), inTheWay(found));
        assertNoted(found, "The question of deployment 2 is open");
        assertNoted(found, "Locked by Bob (audit)");
    }

    @Test
    void whatADeployMovesIsNotJudgedMeanwhile() throws Exception {
        CountDownLatch held = rig.containers.script().holdPrepare();
        rig.ask(rig.engine.deploy(DeployRequest.of(Rig.SHOP, new Version("v2"), Rig.ALICE)));
        rig.takenPorts.add(18002);
        List<Finding> found = look();
        assertEquals(List.of(), inTheWay(found));
        assertNoted(found, "Deployment 2 is under way");
        held.countDown();
        rig.await(Phase.AWAITING_APPROVAL);
    }

    @Test
    void withoutTheEngineFileProxyAndWebAreStillLookedAt() throws Exception {
        rig.containers.script().preflightProblems("service worker is not in the file");
        rig.proxy.problems("nginx -t fails");
        rig.probe.always(new ProbeResult(false, 404, "HTTP 404", Duration.ofMillis(5)));
        List<String> found = inTheWay(look(Finding.outOfReach("the engine does not answer", "Start it")));
        assertEquals(3, found.size(), found::toString);
        assertTrue(found.get(2).contains("HTTP 404"), found::toString);
    }

    @Test
    void anEngineThatGoesAwayMeanwhileIsOutOfReach() throws Exception {
        rig.containers.script().failNext("standing", new EngineUnreachableException("it does not answer"));
        List<Finding> found = look();
        assertEquals(
                List.of(Finding.Kind.OUT_OF_REACH),
                found.stream().filter(Finding::inTheWay).map(Finding::kind).toList());
    }

    @Test
    void aStackBesideTheColourThatServesIsToBeStopped() throws Exception {
        rig.containers.script().unmanaged(Rig.SHOP, new Stack(Rig.SHOP, Color.BLUE, "old", 8000, true));
        List<String> found = inTheWay(look());
        assertEquals(1, found.size(), found::toString);
        assertTrue(found.get(0).contains("`docker compose -p old stop`"), found::toString);
    }
}
