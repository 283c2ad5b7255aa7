package dev.kawasemi.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.FourEyes;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.deployment.Version;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Approve and go on, dry runs, bypasses, reasons, logs. */
class DeskTest {
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
    void approveAndGoOnRemovesTheStandbyWithoutAWindowAndDeploys() throws Exception {
        Deployment waiting = rig.deployed("v2");
        Answer answer = rig.ask(rig.engine.deploy(request("v3").approvingFirst(waiting.generation())));
        Answer.Accepted accepted = assertInstanceOf(Answer.Accepted.class, answer, String.valueOf(answer));
        assertEquals(Color.BLUE, accepted.deployment().next().color());
        Deployment before = rig.engine.deployment(waiting.id()).orElseThrow();
        assertEquals(Phase.COMPLETED, before.phase());
        assertEquals(Optional.of(Rig.ALICE), before.decidedBy());
        assertEquals(Duration.ZERO, before.undoWindow());
        rig.await(now -> now.phase() == Phase.AWAITING_APPROVAL && now.version().equals(new Version("v3")));
    }

    @Test
    void goingOnAnswersOnlyTheNewestQuestion() throws Exception {
        Deployment waiting = rig.deployed("v2");
        Answer answer = rig.ask(rig.engine.deploy(request("v3").approvingFirst(waiting.generation() + 1)));
        assertInstanceOf(Answer.StandbyWaits.class, answer);
    }

    @Test
    void goingOnNeverLosesTasks() throws Exception {
        Deployment waiting = rig.deployed("v2");
        rig.containers.script().queueDepth("shop-blue", 3);
        Answer answer = rig.ask(rig.engine.deploy(request("v3").approvingFirst(waiting.generation())));
        Answer.Refused refused = assertInstanceOf(Answer.Refused.class, answer);
        assertTrue(
                refused.texts().get(0).startsWith("3 tasks wait in BLUE's queue, and removing it loses that"),
                refused::toString);
        assertEquals(
                Phase.AWAITING_APPROVAL,
                rig.engine.latest(Rig.SHOP).orElseThrow().phase());
    }

    @Test
    void whereThePreflightRefusesTheStandbyStaysThoughItWasApproved() throws Exception {
        Deployment waiting = rig.deployed("v2");
        rig.containers.script().preflightProblems("service worker is not in the file");
        Answer answer = rig.ask(rig.engine.deploy(request("v3").approvingFirst(waiting.generation())));
        assertInstanceOf(Answer.Refused.class, answer);
        assertEquals(
                Phase.AWAITING_APPROVAL,
                rig.engine.latest(Rig.SHOP).orElseThrow().phase());
    }

    @Test
    void aDryRunTellsThePlanAndTouchesNothing() throws Exception {
        List<String> calls = rig.containers.calls();
        int events = rig.events.size();
        DryRun run = dryRun("v2");
        assertEquals(List.of(), run.against());
        DryRun.Way way = run.way().orElseThrow();
        assertEquals(18002, way.next().port());
        assertEquals("v1", way.old().orElseThrow().versionText());
        assertEquals(Step.PREPARE, way.steps().get(0));
        assertTrue(way.steps().containsAll(List.of(Step.QUIESCE, Step.SWITCH, Step.WATCH)));
        assertTrue(way.forecast().left().isPresent());
        assertEquals(List.of("web: port 8000 is published on 127.0.0.1:18002"), way.edits());
        assertEquals(calls, rig.containers.calls());
        assertEquals(events, rig.events.size());
        assertEquals(2, rig.deployed("v2").id().number());
    }

    @Test
    void aDryRunNamesEverythingThatIsInTheWay() throws Exception {
        rig.deployed("v2");
        rig.engine.freeze(Rig.SHOP, Rig.BOB, "x", Duration.ofHours(1));
        rig.takenPorts.add(18001);
        rig.sampler.free(1, 1);
        DryRun run = dryRun("v3");
        assertInstanceOf(Answer.Frozen.class, run.against().get(0));
        Answer.Refused refused =
                assertInstanceOf(Answer.Refused.class, run.against().get(1));
        assertEquals(2, refused.texts().size(), refused::toString);
        assertTrue(run.way().isPresent());
        rig.containers.script().checkProblems("the Docker engine does not answer");
        assertEquals(Optional.empty(), dryRun("v3").way());
    }

    @Test
    void anApprovalPastTheFourEyesRuleIsRecordedAndOutlivesARestart() throws Exception {
        rig.close();
        rig.fourEyes = new FourEyes(false, Duration.ofMinutes(10));
        rig.start();
        Deployment waiting = rig.deployed("v2");
        Actor pi = new Actor(Actor.Origin.TERMINAL, "1000", "pi");
        rig.ask(rig.engine.approve(Rig.SHOP, pi, Optional.empty(), 0));
        rig.await(Phase.UNDO_WINDOW);
        rig.close();
        rig.start();
        assertEquals(
                Optional.of(pi),
                rig.engine.deployment(waiting.id()).orElseThrow().bypassedBy());
    }

    @Test
    void anApprovalByAnotherIsNoBypass() throws Exception {
        rig.close();
        rig.fourEyes = new FourEyes(false, Duration.ofMinutes(10));
        rig.start();
        Deployment waiting = rig.deployed("v2");
        rig.ask(rig.engine.approve(Rig.SHOP, Rig.BOB, Optional.empty(), 0));
        rig.await(Phase.UNDO_WINDOW);
        assertEquals(
                Optional.empty(),
                rig.engine.deployment(waiting.id()).orElseThrow().bypassedBy());
    }

    @Test
    void theReasonStaysWithTheDeployment() throws Exception {
        rig.ask(rig.engine.deploy(request("v2").because("the login is broken")));
        assertEquals("the login is broken", rig.await(Phase.AWAITING_APPROVAL).reason());
    }

    @Test
    void logsAreThoseOfTheServingColourWithSecretsMasked() throws Exception {
        rig.containers.script().logs("web", List.of("logging in with password=hunter22"));
        AppLogs logs = rig.engine.logs(Rig.SHOP, Optional.empty()).get(10, TimeUnit.SECONDS);
        assertEquals(Color.BLUE, logs.color());
        assertTrue(logs.lines().contains("web | logging in with password=***"), logs::toString);
        assertFalse(logs.toString().contains("hunter22"));
    }

    @Test
    void whatIsKeptOfAFailedReleasesOutputIsMasked() throws Exception {
        rig.containers.script().logs("web", List.of("logging in with password=hunter22"));
        rig.gate.nextNeverHealthy();
        Deployment failed = rig.deployed("v2");
        assertEquals(Phase.ABORTED, failed.phase());
        assertEquals(List.of("logging in with password=***"), failed.logTail());
    }

    private DryRun dryRun(String version) throws Exception {
        rig.awaitIdle();
        return rig.engine.dryRun(request(version)).get(10, TimeUnit.SECONDS);
    }

    private static DeployRequest request(String version) {
        return DeployRequest.of(Rig.SHOP, new Version(version), Rig.ALICE);
    }
}
