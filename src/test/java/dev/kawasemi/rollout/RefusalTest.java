package dev.kawasemi.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.deployment.Version;
import dev.kawasemi.proxy.ProxySwitcher;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused, with nothing touched. */
class RefusalTest {
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

    @Test
    void everyReasonAtOnce() throws Exception {
        rig.containers.script().preflightProblems("service worker is not in the file", "service db has a named volume");
        rig.takenPorts.add(18002);
        rig.sampler.free(100L << 20, 100L << 20);
        Answer.Refused refused = refused(Answer.Reason.PREFLIGHT);
        assertEquals(5, refused.texts().size(), refused::toString);
        assertTrue(refused.texts().get(2).contains("port 18002"), refused::toString);
        assertTrue(refused.texts().get(3).contains("100 MB available"), refused::toString);
    }

    @Test
    void forceOverridesOnlyTheGuards() throws Exception {
        rig.sampler.free(1, 1);
        DeployRequest forced = new DeployRequest(Rig.SHOP, new Version("v2"), Rig.ALICE, false, true);
        assertInstanceOf(Answer.Accepted.class, rig.ask(rig.engine.deploy(forced)));
        rig.await(Phase.AWAITING_APPROVAL);
    }

    @Test
    void cpuPressureNeverRefuses() throws Exception {
        rig.sampler.cpuPressure(99);
        assertEquals(Phase.AWAITING_APPROVAL, rig.deployed("v2").phase());
    }

    @Test
    void noEngineIsOutOfReach() throws Exception {
        rig.containers.script().checkProblems("the Docker engine does not answer");
        refused(Answer.Reason.OUT_OF_REACH);
    }

    @Test
    void aFailingProxyTestIsRefusedBeforeAnythingIsTouched() throws Exception {
        rig.proxy.problems("nginx -t fails: unknown directive");
        refused(Answer.Reason.PREFLIGHT);
    }

    @Test
    void proxyAndJournalMustAgree() throws Exception {
        rig.proxy.movedByHand(Optional.of(new ProxySwitcher.Target(Color.GREEN, 18002)));
        Answer.Refused refused = refused(Answer.Reason.PREFLIGHT);
        assertTrue(refused.texts().get(0).contains("the journal says that BLUE serves"), refused::toString);
    }

    @Test
    void anUnknownAppIsNamedWithTheOnesThereAre() throws Exception {
        Answer answer =
                rig.ask(rig.engine.deploy(DeployRequest.of(new AppName("shoop"), new Version("v2"), Rig.ALICE)));
        Answer.Refused refused = assertInstanceOf(Answer.Refused.class, answer);
        assertTrue(refused.texts().get(0).contains("shoop")
                && refused.texts().get(0).contains("[shop]"));
    }

    @Test
    void journalThatCannotBeWrittenBeginsNothing() throws Exception {
        rig.journal.failFromNowOn(true);
        int calls = rig.containers.calls().size();
        CompletableFuture<Answer> answer = rig.engine.deploy(DeployRequest.of(Rig.SHOP, new Version("v2"), Rig.ALICE));
        assertTrue(answer.handle((value, error) -> error != null).get(10, java.util.concurrent.TimeUnit.SECONDS));
        assertEquals(calls, rig.containers.calls().size());
    }

    @Test
    void journalThatFailsInTheMiddleIsUndoneAllTheSame() throws Exception {
        rig.gate.onAwait(watched -> rig.journal.failFromNowOn(true));
        rig.deploy("v2");
        Deployment undone = rig.await(Phase.ABORTED);
        assertEquals(List.of("beat", "redis", "web", "worker"), rig.running("shop-blue"), undone::toString);
        assertEquals(Color.BLUE, rig.proxy.active().orElseThrow().color());
    }

    @Test
    void anUnfinishedDeploymentFoundAtStartRefusesNewOnesUntilItIsCancelled() throws Exception {
        rig.gate.onAwait(watched -> {
            throw new Error("killed here");
        });
        rig.deploy("v2");
        rig.await(now -> now.version().value().equals("v2")
                && now.steps().containsKey(dev.kawasemi.deployment.Step.HEALTH_GATE));
        rig.engine.close();
        rig.start();
        Answer.Refused refused = assertInstanceOf(Answer.Refused.class, rig.deploy("v3"));
        assertEquals(Answer.Reason.UNFINISHED, refused.reason());
        rig.ask(rig.engine.cancel(Rig.SHOP, Rig.BOB));
        rig.await(Phase.ABORTED);
        assertEquals(List.of("beat", "redis", "web", "worker"), rig.running("shop-blue"));
        assertEquals(List.of(), rig.running("shop-green"));
    }

    @Test
    void anUndoThatCannotBeDoneIsStuckAndSaysWhat() throws Exception {
        rig.gate.nextNeverHealthy();
        for (int tries = 0; tries < 40; tries++) {
            rig.containers.script().failNext("restore", "the engine says no");
        }
        rig.deploy("v2");
        Deployment stuck = rig.await(Phase.STUCK);
        assertTrue(stuck.failure().orElseThrow().contains("the engine says no"));
        assertEquals(Answer.Reason.NEEDS_A_PERSON, ((Answer.Refused) rig.deploy("v3")).reason());
        rig.ask(rig.engine.rollBack(Rig.SHOP, Rig.BOB));
        rig.await(Phase.ABORTED);
        assertEquals(List.of("beat", "redis", "web", "worker"), rig.running("shop-blue"));
    }

    private Answer.Refused refused(Answer.Reason reason) throws Exception {
        int calls = rig.containers.calls().size();
        Answer answer = rig.deploy("v2");
        Answer.Refused refused = assertInstanceOf(Answer.Refused.class, answer, answer.toString());
        assertEquals(reason, refused.reason());
        assertEquals(calls, rig.containers.calls().size(), "nothing was touched");
        return refused;
    }
}
