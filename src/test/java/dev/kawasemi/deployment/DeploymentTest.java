package dev.kawasemi.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeploymentTest {
    private static final Instant AT = Instant.parse("2026-11-22T14:00:00Z");
    private static final AppName SHOP = new AppName("shop");
    private static final Actor BOB = new Actor(Actor.Origin.DISCORD, "2", "Bob");
    private static final Stack BLUE = new Stack(SHOP, Color.BLUE, "shop-blue", 18001, false);
    private static final Stack GREEN = new Stack(SHOP, Color.GREEN, "shop-green", 18002, false);
    private static final Release V1 = new Release(new Version("v1"), Map.of("web", "sha256:1"));
    private static final Side OLD = new Side(BLUE, Optional.of(V1));
    private static final Evidence EVIDENCE = new Evidence(
            3,
            3,
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalDouble.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty());

    @Test
    void theCommitPointIsVerifysSuccessAndNothingBefore() {
        Deployment now = accepted(1, "v2");
        for (Step step : List.of(Step.PREPARE, Step.QUIESCE, Step.START, Step.HEALTH_GATE, Step.SWITCH)) {
            now = done(now, step, new Undo.Nothing());
            assertFalse(now.committed(), () -> "committed after " + step);
            assertEquals(Optional.of(OLD), now.serving());
        }
        now = now.apply(new DeploymentEvent.StepStarted(AT, Step.VERIFY, new Undo.Nothing()));
        assertFalse(now.committed(), "the intent is not the success");
        now = now.apply(new DeploymentEvent.StepDone(AT, Step.VERIFY, ""));
        assertTrue(now.committed());
        assertEquals(GREEN, now.serving().orElseThrow().stack());
    }

    @Test
    void aFailedVerifyIsNotTheCommitPoint() {
        Deployment now = accepted(1, "v2").apply(new DeploymentEvent.StepStarted(AT, Step.VERIFY, new Undo.Nothing()));
        now = now.apply(new DeploymentEvent.StepFailed(AT, Step.VERIFY, "blue answered", List.of("line")));
        assertFalse(now.committed());
        assertEquals(Optional.of("blue answered"), now.failure());
    }

    @Test
    void whatIsToBeUndoneComesTrafficFirstThenOldWorkersThenTheNewColour() {
        Deployment now =
                done(accepted(1, "v2"), Step.QUIESCE, new Undo.Restore(BLUE, List.of(new ContainerRef("1", "worker"))));
        now = done(now, Step.START, new Undo.StopStack(GREEN));
        now = done(now, Step.SWITCH, new Undo.SwitchBack(Optional.of(OLD)));
        now = done(now, Step.WORKERS, new Undo.StopBackground(GREEN, List.of("worker")));
        List<Step> order =
                Planner.backward(now).stream().map(Plan.Planned::step).toList();
        assertEquals(List.of(Step.SWITCH, Step.WORKERS, Step.QUIESCE, Step.START), order);
        Deployment half = now.apply(new DeploymentEvent.RollBackStarted(AT, BOB, "asked for"))
                .apply(new DeploymentEvent.Undone(AT, Step.SWITCH));
        assertEquals(
                List.of(Step.WORKERS, Step.QUIESCE, Step.START),
                Planner.backward(half).stream().map(Plan.Planned::step).toList(),
                "what was undone is not undone again");
    }

    @Test
    void aStepThatOnlyBeganIsUndoneToo() {
        Deployment now = accepted(1, "v2")
                .apply(new DeploymentEvent.StepStarted(AT, Step.QUIESCE, new Undo.Restore(BLUE, List.of())));
        assertEquals(
                List.of(Step.QUIESCE),
                Planner.backward(now).stream().map(Plan.Planned::step).toList());
    }

    @Test
    void nothingIsApprovedThatWasNotAsked() {
        Deployment running = accepted(1, "v2");
        DeploymentEvent approved = new DeploymentEvent.Approved(AT, BOB, 1, Duration.ofMinutes(10), 0, false);
        IllegalMoveException e = assertThrows(IllegalMoveException.class, () -> running.apply(approved));
        assertTrue(String.valueOf(e.getMessage()).contains("RUNNING")
                && String.valueOf(e.getMessage()).contains("Approved"));
        assertEquals(
                Phase.RETIRING,
                running.apply(new DeploymentEvent.QuestionAsked(AT, 1, EVIDENCE))
                        .apply(approved)
                        .phase());
    }

    @Test
    void anEndedDeploymentTakesNothingButTheRemovalOfItsFailedColour() {
        Deployment ended = accepted(1, "v2")
                .apply(new DeploymentEvent.UndoStarted(AT, BOB, "why"))
                .apply(new DeploymentEvent.UndoDone(AT, Optional.empty()));
        assertTrue(ended.ended());
        assertThrows(IllegalMoveException.class, () -> ended.apply(new AftercareEvent.Stuck(AT, "x")));
        assertThrows(IllegalMoveException.class, () -> ended.apply(new DeploymentEvent.RollBackStarted(AT, BOB, "x")));
        assertTrue(
                ended.apply(new AftercareEvent.FailedColorRemoved(AT, BOB, 0)).failedColorRemoved());
    }

    @Test
    void aRollBackNeverGoesToWhatFailedOrWasRolledBack() {
        Deployment first = completed(1, "v1");
        Deployment failed = accepted(2, "v2")
                .apply(new DeploymentEvent.UndoStarted(AT, BOB, "why"))
                .apply(new DeploymentEvent.UndoDone(AT, Optional.empty()));
        Deployment third = completed(3, "v3");
        List<Deployment> history = List.of(first, failed, third);
        assertEquals(Optional.of(third), Planner.serving(history));
        assertEquals(Optional.of(first), Planner.lastApprovedBefore(third, history));
    }

    @Test
    void aReleaseThatWasLeftWithoutAnApprovalIsNotOneToGoBackTo() {
        Deployment first = completed(1, "v1");
        Deployment left = done(accepted(2, "v2"), Step.VERIFY, new Undo.Nothing())
                .apply(new DeploymentEvent.QuestionAsked(AT, 1, EVIDENCE))
                .apply(new DeploymentEvent.RemovalStarted(AT))
                .apply(new DeploymentEvent.Completed(AT));
        Deployment third = completed(3, "v3");
        assertEquals(Optional.of(first), Planner.lastApprovedBefore(third, List.of(first, left, third)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"; rm -rf /", "@everyone", "", "-v", ".v", "v 1", "v1\n", "a/b", "é", "v1:2"})
    void whatIsNoTagIsNoVersion(String text) {
        assertFalse(Version.isValid(text));
        assertThrows(IllegalArgumentException.class, () -> new Version(text));
    }

    @Test
    void aVersionHasAtMost128Characters() {
        assertTrue(Version.isValid("v".repeat(128)));
        assertFalse(Version.isValid("v".repeat(129)));
    }

    private static Deployment completed(long id, String version) {
        Deployment now = done(accepted(id, version), Step.VERIFY, new Undo.Nothing());
        return now.apply(new DeploymentEvent.Resolved(AT, new Release(new Version(version), Map.of())))
                .apply(new DeploymentEvent.QuestionAsked(AT, 1, EVIDENCE))
                .apply(new DeploymentEvent.Approved(AT, BOB, 1, Duration.ZERO, 0, false))
                .apply(new DeploymentEvent.WindowOpened(AT, Duration.ZERO, List.of()))
                .apply(new DeploymentEvent.RemovalStarted(AT))
                .apply(new DeploymentEvent.Completed(AT));
    }

    private static Deployment done(Deployment now, Step step, Undo undo) {
        return now.apply(new DeploymentEvent.StepStarted(AT, step, undo))
                .apply(new DeploymentEvent.StepDone(AT, step, ""));
    }

    private static Deployment accepted(long id, String version) {
        return Deployment.begin(new DeploymentEvent.Accepted(
                AT,
                new DeploymentId(id),
                SHOP,
                Optional.of(OLD),
                GREEN,
                new Version(version),
                BOB,
                Optional.empty(),
                ""));
    }
}
