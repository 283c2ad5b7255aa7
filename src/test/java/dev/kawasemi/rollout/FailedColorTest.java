package dev.kawasemi.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.container.EngineUnreachableException;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Phase;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a release that was taken back leaves behind: its tasks. */
class FailedColorTest {
    private static final List<String> ALL = List.of("beat", "redis", "web", "worker");

    @TempDir
    Path folder;

    private Rig rig;
    private Outside outside;

    @BeforeEach
    void v1Serves() throws Exception {
        rig = new Rig(folder);
        rig.v1OnBlue();
        outside = new Outside(rig, Set.of());
    }

    @AfterEach
    void close() {
        assertEquals(List.of(), outside.violations());
        rig.close();
    }

    @Test
    void theQueueOfARolledBackColourIsWorkedOffThenItStops() throws Exception {
        rig.deployed("v2");
        rig.awaitIdle();
        outside.waiting("shop-green", 20);
        rig.ask(rig.engine.rollBack(Rig.SHOP, Rig.BOB));
        Deployment back = rig.await(now -> now.phase() == Phase.ROLLED_BACK
                && now.drained()
                        .filter(done -> done.stack().color() == Color.GREEN)
                        .isPresent());
        assertEquals(OptionalLong.of(0), back.drained().orElseThrow().left());
        rig.awaitIdle();
        assertEquals(List.of(), rig.running("shop-green"));
        assertEquals(ALL, rig.running("shop-blue"));
    }

    @Test
    void tasksThatAReleaseTookBeforeItsWorkersWereMadeAreWorkedOff() throws Exception {
        AtomicInteger failures = new AtomicInteger(1);
        rig.containers.script().onCall(call -> {
            if (call.startsWith("up shop-green") && call.contains("worker") && failures.getAndDecrement() > 0) {
                outside.waiting("shop-green", 5);
                throw new EngineUnreachableException("Cannot connect to the Docker daemon");
            }
        });
        rig.deploy("v2");
        Deployment back = rig.await(now -> now.phase() == Phase.ROLLED_BACK
                && now.drained()
                        .filter(done -> done.stack().color() == Color.GREEN)
                        .isPresent());
        assertEquals(OptionalLong.of(0), back.drained().orElseThrow().left());
        rig.awaitIdle();
        assertEquals(List.of(), rig.running("shop-green"));
        assertEquals(ALL, rig.running("shop-blue"));
    }

    @Test
    void aFailedColourThatGotTheTrafficByHandIsNotRemoved() throws Exception {
        rig.deployed("v2");
        rig.awaitIdle();
        rig.ask(rig.engine.rollBack(Rig.SHOP, Rig.BOB));
        rig.await(now -> now.drained().isPresent());
        rig.awaitIdle();
        rig.proxy.movedByHand(Optional.of(new dev.kawasemi.proxy.ProxySwitcher.Target(Color.GREEN, 18002)));
        Answer.Refused refused =
                assertInstanceOf(Answer.Refused.class, rig.ask(rig.engine.remove(Rig.SHOP, Rig.BOB, 100)));
        assertTrue(refused.texts().get(0).contains("`kawasemi repair shop --active green`"), refused::toString);
        assertTrue(rig.containers.calls().stream().noneMatch(call -> call.startsWith("remove")));
        rig.proxy.movedByHand(Optional.of(new dev.kawasemi.proxy.ProxySwitcher.Target(Color.BLUE, 18001)));
        assertInstanceOf(Answer.Accepted.class, rig.ask(rig.engine.remove(Rig.SHOP, Rig.BOB, 100)));
    }

    @Test
    void tasksLeftInARolledBackColourHoldTheNextDeployUntilTheyAreGivenUp() throws Exception {
        rig.deployed("v2");
        rig.awaitIdle();
        rig.time.onAdvance(() -> outside.waiting("shop-green", 7));
        outside.waiting("shop-green", 7);
        rig.ask(rig.engine.rollBack(Rig.SHOP, Rig.BOB));
        rig.await(now -> now.drained().isPresent());
        rig.awaitIdle();
        assertEquals(List.of("redis"), rig.running("shop-green"), "the broker stays up while it holds tasks");
        Answer.Refused refused = assertInstanceOf(Answer.Refused.class, rig.deploy("v3"));
        assertTrue(refused.texts().toString().contains("kawasemi remove shop --lose-tasks 7"), refused::toString);
        assertInstanceOf(Answer.Refused.class, rig.ask(rig.engine.remove(Rig.SHOP, Rig.BOB, 6)));
        outside.waiting("shop-green", 0);
        rig.containers.script().queueDepth("shop-green", 7);
        assertInstanceOf(Answer.Accepted.class, rig.ask(rig.engine.remove(Rig.SHOP, Rig.BOB, 7)));
        assertTrue(rig.engine.latest(Rig.SHOP).orElseThrow().failedColorRemoved());
        rig.containers.script().queueDepth("shop-green", 0);
        assertInstanceOf(
                Answer.Refused.class, rig.ask(rig.engine.remove(Rig.SHOP, Rig.BOB, 0)), "there is nothing left");
    }

    @Test
    void aCancelLeavesTheTasksOfTheFailedColourToRecoveryAndNoWorkerOfItBehind() throws Exception {
        AtomicInteger cancels = new AtomicInteger(1);
        outside.waiting("shop-blue", 400);
        rig.time.onAdvance(() -> {
            if (rig.engine.latest(Rig.SHOP).orElseThrow().draining().isPresent() && cancels.getAndDecrement() > 0) {
                outside.waiting("shop-green", 20);
                var unused = rig.engine.cancel(Rig.SHOP, Rig.BOB);
            }
        });
        assertEquals(Phase.ROLLED_BACK, rig.deployed("v2").phase());
        rig.awaitIdle();
        assertEquals(List.of("redis"), rig.running("shop-green"), "held, and nobody works at full weight");
        var report = rig.engine.recover().get(10, TimeUnit.SECONDS);
        assertEquals(List.of(), report.open());
        Deployment back = rig.await(now -> now.drained()
                .filter(done -> done.stack().color() == Color.GREEN)
                .isPresent());
        assertEquals(OptionalLong.of(0), back.drained().orElseThrow().left());
        rig.awaitIdle();
        assertEquals(List.of(), rig.running("shop-green"));
        assertEquals(ALL, rig.running("shop-blue"));
    }
}
