package dev.kawasemi.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.container.CancelledException;
import dev.kawasemi.deployment.AftercareEvent;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.host.Sample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process is asked to end while something acts that outlasts its patience: it is interrupted, and journal and recovery are right by it. */
class ShutdownTest {
    private static final List<String> ALL = List.of("beat", "redis", "web", "worker");
    private static final Duration IMPATIENT = Duration.ofMillis(50);

    @TempDir
    Path folder;

    private Rig rig;
    private Outside outside;
    private final CountDownLatch reached = new CountDownLatch(1);

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
    void theServiceGivesTheProcessLongerThanTheEngineGivesItself() throws Exception {
        String unit = Files.readString(
                Path.of(System.getProperty("project.basedir", ".")).resolve("conf/systemd/kawasemi.service"));
        Matcher limit = Pattern.compile("(?m)^TimeoutStopSec=(\\d+)s$").matcher(unit);
        assertTrue(limit.find());
        Duration chatAndStores = Duration.ofSeconds(20);
        Duration needed = Acts.PATIENCE.multipliedBy(2).plus(chatAndStores);
        assertTrue(Duration.ofSeconds(Long.parseLong(limit.group(1))).compareTo(needed) >= 0, needed::toString);
    }

    @Test
    void aDeployWhoseStopLastsForMinutesIsInterruptedAndUndone() throws Exception {
        lastsFor("stop shop-blue worker,beat");
        var unused =
                rig.engine.deploy(DeployRequest.of(Rig.SHOP, new dev.kawasemi.deployment.Version("v2"), Rig.ALICE));
        end();
        rig.start();
        Deployment aborted = settled();
        assertEquals(Phase.ABORTED, aborted.phase());
        assertEquals(ALL, rig.running("shop-blue"));
        assertEquals(List.of(), rig.running("shop-green"));
    }

    @Test
    void aReleaseThatServesIsNotRolledBackByAShutdownTheNextStartGoesOn() throws Exception {
        lastsFor("up shop-green worker");
        var unused =
                rig.engine.deploy(DeployRequest.of(Rig.SHOP, new dev.kawasemi.deployment.Version("v2"), Rig.ALICE));
        end();
        rig.start();
        assertEquals(Phase.AWAITING_APPROVAL, settled().phase());
        assertTrue(rig.events.stream().noneMatch(event -> event instanceof DeploymentEvent.RollBackStarted));
        assertEquals(ALL, rig.running("shop-green"));
        assertEquals(List.of("redis", "web"), rig.running("shop-blue"));
    }

    @Test
    void anApprovalWhoseStopIsInterruptedIsCarriedOutByTheNextStart() throws Exception {
        rig.deployed("v2");
        rig.awaitIdle();
        lastsFor("stop shop-blue web");
        rig.ask(rig.engine.approve(Rig.SHOP, Rig.BOB, Optional.of(1), 0));
        end();
        assertEquals(Phase.RETIRING, journaled());
        rig.start();
        assertEquals(Phase.UNDO_WINDOW, settled().phase());
        assertEquals(List.of(), rig.running("shop-blue"));
    }

    @Test
    @Tag("processes")
    void aRemovalThatIsInterruptedIsCarriedOutByTheNextStart() throws Exception {
        rig.deployed("v2");
        rig.awaitIdle();
        rig.ask(rig.engine.approve(Rig.SHOP, Rig.BOB, Optional.of(1), 0));
        rig.await(Phase.UNDO_WINDOW);
        rig.awaitIdle();
        lastsFor("remove shop-blue");
        rig.time.advance(Duration.ofMinutes(10));
        rig.beat();
        end();
        assertEquals(Phase.REMOVING, journaled());
        rig.start();
        assertEquals(Phase.COMPLETED, settled().phase());
    }

    @Test
    void aRollBackWhoseWakingIsInterruptedGoesOnAtTheNextStart() throws Exception {
        rig.deployed("v2");
        rig.awaitIdle();
        rig.containers.host().exit("shop-blue", "web", 0);
        lastsFor("restore shop-blue redis,web");
        rig.ask(rig.engine.rollBack(Rig.SHOP, Rig.BOB));
        end();
        assertEquals(Phase.ROLLING_BACK, journaled());
        rig.start();
        assertEquals(Phase.ROLLED_BACK, settled().phase());
        assertEquals(ALL, rig.running("shop-blue"));
    }

    @Test
    void whatIsLeftOfAnUndoWindowIsNotedAtTheEndAndGoesOnAfterIt() throws Exception {
        rig.deployed("v2");
        rig.awaitIdle();
        rig.ask(rig.engine.approve(Rig.SHOP, Rig.BOB, Optional.of(1), 0));
        rig.await(Phase.UNDO_WINDOW);
        rig.awaitIdle();
        rig.beat();
        for (int restart = 0; restart < 12; restart++) {
            assertEquals(Phase.UNDO_WINDOW, journaled(), "after " + restart + " restarts");
            rig.time.advance(Duration.ofSeconds(50));
            rig.engine.close();
            // The time away does not count.
            rig.time.advance(Duration.ofHours(1));
            rig.time.jumpWallClock(Duration.ofDays(restart % 2 == 0 ? 40 : -40));
            rig.start();
            rig.beat();
        }
        assertEquals(
                Phase.COMPLETED, rig.await(Deployment::ended).phase(), "12 times 50 s are the window's 10 minutes");
        long notes = rig.events.stream()
                .filter(event -> event instanceof dev.kawasemi.deployment.AftercareEvent.WindowLeft)
                .count();
        assertTrue(notes <= 12, () -> notes + " notes");
    }

    /** As the command line does it: it ends when it has heard that the old colour is gone. */
    @Test
    void aProcessThatEndsWithTheOldColourRemovesItsOldImagesFirst() throws Exception {
        rig.engine.close();
        rig.apps = List.of(Rig.keeping(OptionalInt.of(1), Rig.shop()));
        rig.start();
        release("v2");
        CompletableFuture<Void> closed = new CompletableFuture<>();
        rig.engine.addListener(new DeploymentListener() {
            @Override
            public void happened(Deployment now, DeploymentEvent event) {
                if (event instanceof DeploymentEvent.Completed) {
                    var unused = CompletableFuture.runAsync(rig.engine::close).thenRun(() -> closed.complete(null));
                }
            }

            @Override
            public void sampled(Deployment now, Sample sample, ActProgress progress) {}
        });
        release("v3");
        closed.get(10, TimeUnit.SECONDS);
        assertTrue(rig.events.get(rig.events.size() - 1) instanceof AftercareEvent.ImagesRemoved, rig.events::toString);
    }

    private void release(String version) throws Exception {
        rig.deployed(version);
        rig.awaitIdle();
        rig.ask(rig.engine.approve(Rig.SHOP, Rig.BOB, Optional.empty(), 0));
        rig.await(Phase.UNDO_WINDOW);
        rig.time.advance(Duration.ofMinutes(10));
        rig.await(Phase.COMPLETED);
        rig.awaitIdle();
    }

    /** The act with this line goes on until it is interrupted, as the real engine's does. */
    private void lastsFor(String act) {
        rig.containers.script().onCall(call -> {
            if (call.equals(act) && reached.getCount() > 0) {
                reached.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new CancelledException("interrupted");
                }
            }
        });
    }

    private void end() throws Exception {
        assertTrue(
                reached.await(10, TimeUnit.SECONDS),
                () -> rig.containers.calls().toString());
        SequenceEngine engine = (SequenceEngine) rig.engine;
        engine.close(IMPATIENT);
        rig.awaitIdle(engine);
    }

    private Deployment settled() throws Exception {
        rig.engine.recover().get(10, TimeUnit.SECONDS);
        Deployment now = rig.await(d -> !d.phase().acting());
        rig.awaitIdle();
        return now;
    }

    private Phase journaled() {
        var all = rig.journal.read();
        return Deployment.of(List.copyOf(all.values()).get(all.size() - 1)).phase();
    }
}
