package dev.kawasemi.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.deployment.Plan;
import dev.kawasemi.testing.FakeProxySwitcher;
import dev.kawasemi.testing.FakeTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One act at a time, however it ends. */
class ActsTest {
    @TempDir
    Path folder;

    private Acts acts;

    @BeforeEach
    void open() {
        acts = new Acts(HostLock.in(folder, new FakeTime()));
    }

    @AfterEach
    void close() {
        acts.close(Duration.ofSeconds(10));
    }

    private static Act act() {
        return new Act(Rig.shop(), new FakeProxySwitcher(), new DeploymentId(1), new Plan(List.of()));
    }

    private void takes(String what) {
        assertEquals(Optional.empty(), acts.take(Rig.BOB, what));
    }

    private boolean lockIsFree() {
        try (HostLock other = HostLock.in(folder, new FakeTime())) {
            return other.tryTake(Rig.ALICE, "a look");
        }
    }

    @Test
    @Tag("processes")
    void whoComesSecondIsToldWhoActsAndWhat() {
        takes("deploy of shop v2");
        assertTrue(acts.busy());
        Answer.Refused refused = acts.take(Rig.ALICE, "roll back of shop").orElseThrow();
        assertEquals(
                new Answer.Refused(
                        Answer.Reason.BUSY,
                        List.of("this host is busy: deploy of shop v2, by Bob, since 2026-11-22T14:00:00Z."
                                + " One act at a time: wait for it, or cancel it")),
                refused);
        acts.letGo();
        assertFalse(acts.busy());
        takes("roll back of shop");
    }

    @Test
    void anotherProcessActsToo() {
        try (HostLock other = HostLock.in(folder, new FakeTime())) {
            assertTrue(other.tryTake(Rig.ALICE, "deploy from the command line"));
            Answer.Refused refused = acts.take(Rig.BOB, "deploy").orElseThrow();
            assertTrue(refused.texts().get(0).contains("deploy from the command line, by Alice"), refused::toString);
            assertFalse(acts.busy(), "a refusal keeps nothing");
        }
        takes("deploy");
    }

    private static Stream<Acts.Work> endings() {
        return Stream.of(
                () -> {},
                () -> {
                    throw new InterruptedException("at the shutdown");
                },
                () -> {
                    throw new Leaving();
                },
                () -> {
                    throw new IllegalStateException("a fault");
                },
                () -> {
                    throw new AssertionError("a worse fault");
                });
    }

    @ParameterizedTest
    @MethodSource("endings")
    void howeverAnActEndsTheHostIsFreeThenAndTheNextOneRuns(Acts.Work work) throws Exception {
        takes("deploy");
        acts.began(act());
        acts.startAndTell(work).get(10, TimeUnit.SECONDS);
        assertFalse(acts.busy());
        assertTrue(lockIsFree());
        assertEquals(Optional.empty(), acts.current());
        takes("the next one");
        CompletableFuture<String> ran = new CompletableFuture<>();
        acts.start(() -> ran.complete(Thread.currentThread().getName()));
        assertEquals("kawasemi-acts", ran.get(10, TimeUnit.SECONDS));
    }

    @Test
    void whileAnActRunsTheHostIsTaken() throws Exception {
        takes("deploy");
        CountDownLatch end = new CountDownLatch(1);
        CompletableFuture<Void> ended = acts.startAndTell(end::await);
        assertTrue(acts.busy());
        assertFalse(lockIsFree());
        assertFalse(ended.isDone());
        end.countDown();
        ended.get(10, TimeUnit.SECONDS);
        assertTrue(lockIsFree());
    }

    @Test
    void theActUnderWayIsKnownByItsApp() {
        takes("deploy");
        Act act = act();
        acts.began(act);
        assertSame(act, acts.current().orElseThrow());
        assertSame(act, acts.current(Rig.SHOP).orElseThrow());
        assertEquals(Optional.empty(), acts.current(new AppName("blog")));
        acts.letGo();
        assertEquals(Optional.empty(), acts.current());
    }

    @Test
    void atShutdownNothingNewBeginsAndTheActUnderWayIsToldAtOnce() {
        takes("deploy");
        Act act = act();
        acts.began(act);
        List<Act> told = new ArrayList<>();
        acts.refuseMore(told::add);
        assertEquals(List.of(act), told);
        acts.letGo();
        assertTrue(acts.take(Rig.BOB, "one more").isPresent());
        assertFalse(acts.busy(), "the refusal keeps nothing");
        assertTrue(lockIsFree());
    }

    @Test
    void anActThatWasBeingPreparedAtTheShutdownIsToldWhenItBegins() {
        takes("deploy");
        List<Act> told = new ArrayList<>();
        acts.refuseMore(told::add);
        assertEquals(List.of(), told);
        Act act = act();
        acts.began(act);
        assertEquals(List.of(act), told);
    }

    @Test
    void whoeverIsInterruptedWhileWaitingIsRefusedAndStaysInterrupted() {
        takes("deploy");
        Thread.currentThread().interrupt();
        assertTrue(acts.take(Rig.ALICE, "roll back").isPresent());
        assertTrue(Thread.interrupted());
    }

    @Test
    void closingWaitsForTheActAndFreesTheLockForGood() throws Exception {
        takes("deploy");
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        List<String> ends = new ArrayList<>();
        acts.start(() -> {
            begun.countDown();
            end.await();
            ends.add("act");
        });
        assertTrue(begun.await(10, TimeUnit.SECONDS));
        CompletableFuture<Void> closed = CompletableFuture.runAsync(() -> acts.close(Duration.ofSeconds(10)));
        assertFalse(lockIsFree());
        end.countDown();
        closed.get(10, TimeUnit.SECONDS);
        assertEquals(List.of("act"), ends);
        assertTrue(lockIsFree());
    }

    @Test
    @Tag("processes")
    void anActThatOutlastsTheLimitIsInterruptedAndMayStillUndoItself() throws Exception {
        takes("deploy");
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Boolean> lockedMeanwhile = new CompletableFuture<>();
        acts.start(() -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                lockedMeanwhile.complete(!lockIsFree());
            }
        });
        assertTrue(begun.await(10, TimeUnit.SECONDS));
        // Twice this: until the interrupt, and for the undo after it.
        acts.close(Duration.ofSeconds(2));
        assertTrue(lockedMeanwhile.get(10, TimeUnit.SECONDS), "the lock stays taken while it undoes itself");
        assertTrue(lockIsFree());
    }
}
