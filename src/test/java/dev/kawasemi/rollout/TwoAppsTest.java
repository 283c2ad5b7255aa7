package dev.kawasemi.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.deployment.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What happens to one app must not keep another one waiting. */
class TwoAppsTest extends TwoAppsFixture {
    @Test
    void anotherAppsWorkersDoNotWaitForAQueueThatIsWorkedOff() throws Exception {
        rig.deployed("v2");
        rig.awaitIdle();
        tasksInEvery("shop-green");
        PowerCut cut = PowerCut.when(words -> words.contains("DrainStarted"));
        rig.engine.close();
        rig.start(cut);
        var unused = rig.engine.rollBack(Rig.SHOP, Rig.BOB);
        rig.awaitUnless(cut::happened, now -> false);
        rig.engine.close();
        rig.containers.host().exit("blog-blue", "worker", 255);
        List<String> whileItDrained = new ArrayList<>();
        rig.time.onAdvance(() -> {
            if (rig.engine.latest(Rig.SHOP).orElseThrow().draining().isPresent()) {
                whileItDrained.addAll(rig.running("blog-blue"));
                rig.containers.script().queueDepth("shop-green", 0);
            }
        });
        rig.start();
        recover();
        assertTrue(whileItDrained.contains("worker"), whileItDrained::toString);
        assertEquals(ALL, rig.running("shop-blue"));
    }

    @Test
    void oldWorkersComeBackBeforeAnotherAppsWebIsWaitedFor() throws Exception {
        PowerCut cut = PowerCut.when(words -> words.contains("HEALTH_GATE"));
        rig.engine.close();
        rig.start(cut);
        var unused = rig.engine.deploy(DeployRequest.of(Rig.SHOP, new Version("v2"), Rig.ALICE));
        rig.awaitUnless(cut::happened, now -> false);
        rig.engine.close();
        rig.containers.host().exit("blog-blue", "web", 255);
        rig.gate.nextNeverHealthy();
        rig.apps = List.of(Rig.app(BLOG, 18101), Rig.shop());
        rig.start();
        recover();
        List<String> calls = rig.containers.calls();
        assertTrue(
                calls.lastIndexOf("restore shop-blue worker,beat") < calls.lastIndexOf("restore blog-blue redis,web"),
                calls::toString);
        assertEquals(ALL, rig.running("shop-blue"));
        assertEquals(
                Phase.ABORTED,
                rig.engine.latest(Rig.SHOP).map(Deployment::phase).orElseThrow());
    }

    @Test
    void aDeployOfOneAppDoesNotWaitForAnothersQueueWhichIsTakenUpAfterIt() throws Exception {
        rig.deployed("v2");
        rig.awaitIdle();
        recover();
        tasksInEvery("shop-blue");
        AtomicReference<@Nullable CompletableFuture<Answer>> asked = new AtomicReference<>();
        rig.time.onAdvance(() -> {
            Deployment shop = rig.engine.latest(Rig.SHOP).orElseThrow();
            if (shop.phase() == Phase.AWAITING_APPROVAL && shop.draining().isPresent() && asked.get() == null) {
                asked.set(rig.engine.deploy(DeployRequest.of(BLOG, new Version("v2"), Rig.ALICE)));
            }
        });
        rig.ask(rig.engine.approve(Rig.SHOP, Rig.BOB, Optional.of(1), 0));
        rig.await(now -> asked.get() != null);
        assertInstanceOf(Answer.Accepted.class, rig.ask(java.util.Objects.requireNonNull(asked.get())));
        rig.awaitIdle();
        assertTrue(rig.engine.latest(BLOG).orElseThrow().isDone(Step.WATCH));
        rig.containers.script().queueDepth("shop-blue", 0);
        rig.time.advance(Duration.ofSeconds(5));
        Deployment again = rig.await(now -> now.generation() == 2);
        assertEquals(Optional.empty(), again.draining());
        rig.awaitIdle();
        assertEquals(List.of("redis", "web"), rig.running("shop-blue"));
    }

    private void tasksInEvery(String project) {
        rig.containers.script().queueDepth(project, 5);
    }

    private void recover() throws Exception {
        rig.engine.recover().get(10, TimeUnit.SECONDS);
        rig.awaitIdle();
    }
}
