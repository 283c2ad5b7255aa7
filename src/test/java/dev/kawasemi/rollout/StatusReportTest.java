package dev.kawasemi.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.container.ContainerStatus;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.proxy.ProxySwitcher;
import dev.kawasemi.testing.FakeHealthProbe;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An app now. */
class StatusReportTest {
    @TempDir
    Path folder;

    private Rig rig;

    @BeforeEach
    void open() {
        rig = new Rig(folder);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private AppStatus status() throws Exception {
        return rig.engine.status(Rig.SHOP).get(10, TimeUnit.SECONDS);
    }

    private List<Integer> pids(String project) {
        return rig.containers.host().containers(project).stream()
                .map(ContainerStatus::pid)
                .filter(pid -> pid > 0)
                .toList();
    }

    @Test
    void anAppThatNeverRanHasNothingAndThatIsNoProblem() throws Exception {
        AppStatus status = status();
        assertEquals(Rig.SHOP, status.app());
        assertEquals(Optional.empty(), status.active());
        assertEquals(Optional.empty(), status.last());
        assertEquals(Optional.empty(), status.health(), "there is nobody to ask");
        assertEquals(Map.of(Color.BLUE, List.of(), Color.GREEN, List.of()), status.containers());
        assertEquals(List.of(), status.problems());
        assertEquals(List.of(), rig.probe.ports());
    }

    @Test
    void theActiveColourIsProbedAtItsPort() throws Exception {
        rig.v1OnBlue();
        rig.deployed("v2");
        rig.probe.always(FakeHealthProbe.UNAVAILABLE);
        int before = rig.probe.ports().size();
        AppStatus status = status();
        assertEquals(Optional.of(Color.GREEN), status.active());
        assertEquals(Optional.of(FakeHealthProbe.UNAVAILABLE), status.health());
        assertEquals(
                List.of(18002),
                rig.probe.ports().subList(before, rig.probe.ports().size()));
        assertEquals(Phase.AWAITING_APPROVAL, status.last().orElseThrow().phase());
        assertEquals("v2", status.last().orElseThrow().version().value());
    }

    @Test
    void bothColoursAreSampledByTheirRunningProcesses() throws Exception {
        rig.v1OnBlue();
        rig.deployed("v2");
        rig.sampler.group("blue", 0.1, 111).group("green", 0.2, 222);
        AppStatus status = status();
        assertEquals(4, status.containers().get(Color.BLUE).size());
        assertEquals(4, status.containers().get(Color.GREEN).size());
        Map<String, List<Integer>> asked =
                rig.sampler.asked().get(rig.sampler.asked().size() - 1);
        assertEquals(Map.of("blue", pids("shop-blue"), "green", pids("shop-green")), asked);
        assertTrue(pids("shop-blue").size() < 4, "the old workers are stopped");
        assertEquals(222, status.host().groups().get("green").memory().orElseThrow());
    }

    @Test
    void aProxyThatWasMovedByHandIsADisagreementWithTheWayOut() throws Exception {
        assertEquals(Optional.empty(), status().disagreement(), "nothing serves, by either account");
        rig.v1OnBlue();
        assertEquals(Optional.empty(), status().disagreement());
        rig.proxy.movedByHand(Optional.of(new ProxySwitcher.Target(Color.GREEN, 18002)));
        String said = status().disagreement().orElseThrow();
        assertTrue(said.startsWith("the journal says that BLUE serves, but the proxy points at GREEN"), said);
        assertTrue(said.contains("`kawasemi repair shop --active blue`"), said);
        rig.proxy.movedByHand(Optional.empty());
        assertTrue(status().disagreement().orElseThrow().contains("points at no colour"), "that is one too");
        rig.proxy.failNextActive("nginx file is gone");
        assertEquals(Optional.empty(), status().disagreement(), "what cannot be told is a problem, not this");
    }

    @Test
    void whatCannotBeLookedAtIsAProblemAndTheRestIsShown() throws Exception {
        rig.v1OnBlue();
        rig.proxy.failNextActive("nginx file is gone");
        AppStatus status = status();
        assertEquals(List.of("the proxy could not be looked at: nginx file is gone"), status.problems());
        assertEquals(Optional.empty(), status.active());
        assertEquals(4, status.containers().get(Color.BLUE).size());

        rig.containers.script().failNext("containers", "no engine");
        status = status();
        assertEquals(List.of("the containers of BLUE could not be looked at: no engine"), status.problems());
        assertEquals(List.of(), status.containers().get(Color.BLUE));
        assertEquals(Optional.of(Color.BLUE), status.active());
        assertEquals(Optional.of(FakeHealthProbe.OK), status.health());
    }
}
