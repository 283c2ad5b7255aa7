package dev.kawasemi.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.deployment.Version;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody is told that the host is busy because a queue is being worked off that nobody waits for. */
class DrainGivesWayTest {
    private static final List<String> ALL = List.of("beat", "redis", "web", "worker");

    @TempDir
    Path folder;

    private Rig rig;
    private Outside outside;
    private final AtomicReference<@Nullable CompletableFuture<Answer>> asked = new AtomicReference<>();
    private final AtomicReference<@Nullable Duration> askedAt = new AtomicReference<>();

    @BeforeEach
    void theQuestionIsOpen() throws Exception {
        rig = new Rig(folder);
        rig.v1OnBlue();
        outside = new Outside(rig, Set.of());
        rig.deployed("v2");
        rig.awaitIdle();
        rig.engine.recover().get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() {
        assertEquals(List.of(), outside.violations());
        rig.close();
    }

    @Test
    void aRollBackEndsTheDrainOfAHeldQueueAndActsAtOnce() throws Exception {
        duringTheHeldDrain(() -> rig.engine.rollBack(Rig.SHOP, Rig.BOB));
        assertInstanceOf(Answer.Accepted.class, answer());
        Deployment back = rig.await(Phase.ROLLED_BACK);
        assertTrue(sinceAsked().compareTo(Duration.ofSeconds(3)) < 0, () -> "it took " + sinceAsked());
        rig.awaitIdle();
        assertEquals(ALL, rig.running("shop-blue"));
        assertEquals(0, rig.containers.host().cpuShares("shop-blue", "worker"), "its weight is given back");
        assertEquals(Optional.empty(), back.draining());
        assertEquals(Color.BLUE, rig.proxy.active().orElseThrow().color());
    }

    @Test
    void aCancelDoesTheSame() throws Exception {
        duringTheHeldDrain(() -> rig.engine.cancel(Rig.SHOP, Rig.BOB));
        assertInstanceOf(Answer.Accepted.class, answer());
        rig.await(Phase.ROLLED_BACK);
        assertTrue(sinceAsked().compareTo(Duration.ofSeconds(3)) < 0, () -> "it took " + sinceAsked());
        rig.awaitIdle();
        assertEquals(ALL, rig.running("shop-blue"));
    }

    @Test
    void aDeployIsToldOfTheStandbyNotThatTheHostIsBusyAndTheDrainGoesOnAfterIt() throws Exception {
        duringTheHeldDrain(() -> rig.engine.deploy(DeployRequest.of(Rig.SHOP, new Version("v3"), Rig.ALICE)));
        assertInstanceOf(Answer.StandbyWaits.class, answer());
        assertTrue(sinceAsked().compareTo(Duration.ofSeconds(3)) < 0, () -> "it took " + sinceAsked());
        for (int beats = 0; rig.engine.latest(Rig.SHOP).orElseThrow().generation() == 1 && beats < 20; beats++) {
            rig.time.advance(Duration.ofSeconds(4));
            rig.beat();
            rig.awaitIdle();
        }
        Deployment again = rig.await(now -> now.generation() == 2);
        assertEquals(OptionalLong.of(0), again.evidence().orElseThrow().oldQueue());
        assertEquals(List.of("redis", "web"), rig.running("shop-blue"));
        assertEquals(0, rig.containers.host().cpuShares("shop-blue", "worker"));
    }

    @Test
    void anApprovalThatGivesTheTasksUpEndsTheDrainToo() throws Exception {
        rig.time.onAdvance(() -> outside.waiting("shop-blue", 400));
        duringTheHeldDrain(() -> rig.engine.approve(Rig.SHOP, Rig.BOB, Optional.of(1), 400));
        assertInstanceOf(Answer.Accepted.class, answer());
        Deployment stopped = rig.await(Phase.UNDO_WINDOW);
        assertTrue(sinceAsked().compareTo(Duration.ofSeconds(3)) < 0, () -> "it took " + sinceAsked());
        assertEquals(List.of(), rig.running("shop-blue"));
        assertEquals(0, rig.containers.host().cpuShares("shop-blue", "worker"));
        assertEquals(Optional.empty(), stopped.draining());
    }

    @Test
    void aFailedColoursDrainGivesWayToItsRemovalAndToADeploysRefusal() throws Exception {
        rig.time.onAdvance(() -> {
            outside.waiting("shop-green", 7);
            onceWhen(
                    Phase.ROLLED_BACK,
                    () -> rig.engine.deploy(DeployRequest.of(Rig.SHOP, new Version("v3"), Rig.ALICE)));
        });
        outside.waiting("shop-green", 7);
        rig.ask(rig.engine.rollBack(Rig.SHOP, Rig.BOB));
        rig.await(now -> asked.get() != null);
        Answer.Refused refused = assertInstanceOf(Answer.Refused.class, answer());
        assertEquals(Answer.Reason.PREFLIGHT, refused.reason(), refused::toString);
        assertTrue(refused.texts().get(0).startsWith("7 tasks wait in GREEN's queue"), refused::toString);
        rig.awaitIdle();
        assertEquals(ALL, rig.running("shop-blue"));
        outside.waiting("shop-green", 0);
        rig.containers.script().queueDepth("shop-green", 7);
        assertInstanceOf(Answer.Accepted.class, rig.ask(rig.engine.remove(Rig.SHOP, Rig.BOB, 7)));
        int acts = rig.containers.calls().size();
        rig.time.advance(Duration.ofSeconds(10));
        rig.beat();
        rig.awaitIdle();
        assertEquals(acts, rig.containers.calls().size(), "nothing is left to be taken up");
    }

    @Test
    void theFirstLookIntoAFailedColoursQueueGivesWayToo() throws Exception {
        rig.containers.script().unreadableQueue("shop-green");
        rig.time.onAdvance(() -> onceWhen(Phase.ROLLED_BACK, () -> {
            rig.containers.script().readableQueue("shop-green");
            return rig.engine.deploy(DeployRequest.of(Rig.SHOP, new Version("v3"), Rig.ALICE));
        }));
        rig.ask(rig.engine.rollBack(Rig.SHOP, Rig.BOB));
        rig.await(now -> asked.get() != null);
        assertInstanceOf(Answer.Accepted.class, answer(), "busy for nobody");
        assertEquals(
                Phase.AWAITING_APPROVAL, rig.await(now -> !now.phase().acting()).phase());
    }

    @Test
    void aRollBackAskedForWhileTheNewReleaseStillDrainsOrWatchesTurnsItBack() throws Exception {
        rig.ask(rig.engine.rollBack(Rig.SHOP, Rig.BOB));
        rig.await(Phase.ROLLED_BACK);
        rig.awaitIdle();
        outside.waiting("shop-blue", 4000);
        rig.time.onAdvance(() -> {
            Deployment now = rig.engine.latest(Rig.SHOP).orElseThrow();
            if (now.draining().isPresent()) {
                onceWhen(Phase.RUNNING, () -> rig.engine.rollBack(Rig.SHOP, Rig.BOB));
            }
        });
        Deployment back = rig.deployed("v3");
        assertInstanceOf(Answer.Accepted.class, answer());
        assertEquals(Phase.ROLLED_BACK, back.phase());
        assertEquals(Optional.of(Rig.BOB), back.decidedBy());
        assertEquals(ALL, rig.running("shop-blue"));
    }

    /** Bob approved, tasks wait: the old colour's workers work them off, and meanwhile this is asked. */
    private void duringTheHeldDrain(Supplier<CompletableFuture<Answer>> request) throws Exception {
        outside.waiting("shop-blue", 400);
        rig.time.onAdvance(() -> {
            if (rig.engine.latest(Rig.SHOP).orElseThrow().draining().isPresent()) {
                onceWhen(Phase.AWAITING_APPROVAL, request);
            }
        });
        assertNull(asked.get());
        rig.ask(rig.engine.approve(Rig.SHOP, Rig.BOB, Optional.of(1), 0));
        rig.await(now -> asked.get() != null);
    }

    private void onceWhen(Phase phase, Supplier<CompletableFuture<Answer>> request) {
        if (asked.get() == null && rig.engine.latest(Rig.SHOP).orElseThrow().phase() == phase) {
            askedAt.set(rig.time.elapsed());
            asked.set(request.get());
        }
    }

    private Answer answer() throws Exception {
        return rig.ask(java.util.Objects.requireNonNull(asked.get()));
    }

    private Duration sinceAsked() {
        return rig.time.elapsed().minus(java.util.Objects.requireNonNull(askedAt.get()));
    }
}
