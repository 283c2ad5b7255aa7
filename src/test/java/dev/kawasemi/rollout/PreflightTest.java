package dev.kawasemi.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.deployment.Stack;
import dev.kawasemi.deployment.Version;
import dev.kawasemi.proxy.ProxySwitcher;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proxy, engine, journal, ports and queues must fit together before anything is touched. */
class PreflightTest {
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

    private List<String> refused(Answer.Reason reason, DeployRequest request) throws Exception {
        List<String> before = rig.containers.calls();
        Answer answer = rig.ask(rig.engine.deploy(request));
        Answer.Refused refused = assertInstanceOf(Answer.Refused.class, answer, answer.toString());
        assertEquals(reason, refused.reason(), refused::toString);
        assertEquals(before, rig.containers.calls(), "nothing was touched");
        return refused.texts();
    }

    private List<String> refused(Answer.Reason reason) throws Exception {
        return refused(reason, DeployRequest.of(Rig.SHOP, new Version("v2"), Rig.ALICE));
    }

    private static Stack foreign(String project) {
        return new Stack(Rig.SHOP, Color.BLUE, project, 8000, true);
    }

    @Test
    void aStackOfSomebodyElsesIsNamedWithBothWaysOut() throws Exception {
        rig.containers.script().unmanaged(Rig.SHOP, foreign("shop"));
        List<String> texts = refused(Answer.Reason.PREFLIGHT);
        assertTrue(texts.get(0).contains("runs as project shop: it would work beside the new one"), texts::toString);
        assertTrue(texts.get(0).contains("`kawasemi deploy shop v2 --adopt`"), texts::toString);
    }

    @Test
    void onlyOneStackCanBeTakenOver() throws Exception {
        rig.containers.host().up("shop", "web", "sha256:1");
        rig.containers.script().unmanaged(Rig.SHOP, foreign("shop"), foreign("shop-test"));
        List<String> texts = refused(
                Answer.Reason.PREFLIGHT, new DeployRequest(Rig.SHOP, new Version("v2"), Rig.ALICE, true, false));
        assertEquals(1, texts.size(), texts::toString);
        assertTrue(texts.get(0).contains("[shop, shop-test]. Stop all but one before --adopt"), texts::toString);
    }

    @Test
    void aProxyThatLeadsNowhereContradictsTheJournal() throws Exception {
        rig.v1OnBlue();
        rig.proxy.movedByHand(Optional.empty());
        List<String> texts = refused(Answer.Reason.PREFLIGHT);
        assertTrue(
                texts.get(0).contains("the journal says that BLUE serves, but the proxy points at no colour"),
                texts::toString);
    }

    @Test
    void aWebThatDoesNotRunIsNothingToFallBackOn() throws Exception {
        rig.v1OnBlue();
        rig.containers.host().exit("shop-blue", "web", 1);
        List<String> texts = refused(Answer.Reason.PREFLIGHT);
        assertEquals(1, texts.size(), texts::toString);
        assertTrue(texts.get(0).contains("no web of project shop-blue runs"), texts::toString);
        assertTrue(texts.get(0).contains("`docker compose -p shop-blue start`"), texts::toString);
    }

    @Test
    void aProxyThatCannotSayWhereItLeadsIsOutOfReach() throws Exception {
        rig.v1OnBlue();
        rig.containers.script().preflightProblems("service worker is not in the file");
        rig.proxy.failNextActive("the file was changed by hand");
        assertEquals(
                List.of(
                        "service worker is not in the file. Mend it",
                        "the file was changed by hand. Mend this, then try again"),
                refused(Answer.Reason.OUT_OF_REACH));
    }

    @Test
    void theComposeFilesAndTheProxysProblemsAreToldTogether() throws Exception {
        rig.containers.script().preflightProblems("service worker is not in the file");
        rig.proxy.problems("nginx -t fails");
        assertEquals(
                List.of("service worker is not in the file. Mend it", "nginx -t fails. Mend it"),
                refused(Answer.Reason.PREFLIGHT));
    }

    @Test
    void aPortIsTakenOnlyIfNotByOurOwnIdleColour() throws Exception {
        rig.v1OnBlue();
        rig.takenPorts.add(18002);
        List<String> texts = refused(Answer.Reason.PREFLIGHT);
        assertTrue(
                texts.get(0).contains("port 18002, where GREEN would be published, is taken by another program"),
                texts::toString);
        assertTrue(texts.get(0).contains("change ports.green"), texts::toString);
        rig.containers.host().up("shop-green", "web", "sha256:1");
        assertEquals(Phase.AWAITING_APPROVAL, rig.deployed("v2").phase());
    }

    @Test
    void aColourThatGetsTheTrafficWhileImagesArePulledIsNotCleared() throws Exception {
        rig.v1OnBlue();
        rig.containers.host().up("shop-green", "web", "sha256:1");
        rig.containers.script().onCall(call -> {
            if (call.startsWith("prepare shop-green")) {
                rig.proxy.movedByHand(Optional.of(new ProxySwitcher.Target(Color.GREEN, 18002)));
            }
        });
        Deployment aborted = rig.deployed("v2");
        assertEquals(Phase.ABORTED, aborted.phase());
        assertTrue(aborted.failure().orElseThrow().contains("the proxy leads to GREEN"), aborted.failure()::toString);
        assertTrue(rig.containers.calls().stream().noneMatch(call -> call.startsWith("remove")));
    }

    @Test
    void whereTheProxyLeadsIsNotWhereAnAdoptingDeployGoes() throws Exception {
        rig.proxy.movedByHand(Optional.of(new ProxySwitcher.Target(Color.GREEN, 18002)));
        rig.containers.host().up("shop-green", "web", "sha256:1");
        rig.containers.host().up("old", "web", "sha256:2");
        rig.containers.script().unmanaged(Rig.SHOP, new Stack(Rig.SHOP, Color.BLUE, "old", 18001, true));
        Answer.Refused refused = assertInstanceOf(
                Answer.Refused.class,
                rig.ask(rig.engine.deploy(new DeployRequest(Rig.SHOP, new Version("v2"), Rig.ALICE, true, false))));
        assertTrue(refused.texts().toString().contains("the new colour would be GREEN"), refused::toString);
        assertEquals(List.of("web"), rig.running("shop-green"));
    }

    @Test
    void tasksInTheIdleColoursQueueHoldADeploy() throws Exception {
        rig.v1OnBlue();
        rig.containers.host().up("shop-green", "redis", "sha256:1");
        rig.containers.script().queueDepth("shop-green", 4);
        List<String> texts = refused(Answer.Reason.PREFLIGHT);
        assertEquals(1, texts.size(), texts::toString);
        assertTrue(texts.get(0).contains("4 tasks wait in GREEN's queue, and a deploy clears it"), texts::toString);
        assertTrue(texts.get(0).contains("`docker compose -p shop-green down`"), texts::toString);
        rig.containers.script().queueDepth("shop-green", 0);
        assertEquals(Phase.AWAITING_APPROVAL, rig.deployed("v2").phase());
    }

    @Test
    void aFirstDeployGoesToBlueAndTheNextOneToTheOther() throws Exception {
        assertEquals(Color.BLUE, rig.deployed("v1").next().color());
        assertEquals(Color.GREEN, rig.deployed("v2").next().color());
    }
}
