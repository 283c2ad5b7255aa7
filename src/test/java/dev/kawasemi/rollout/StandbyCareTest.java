package dev.kawasemi.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.deployment.StandbyNote.State;
import dev.kawasemi.testing.FakeHealthProbe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The standby while a person is asked: the promise of a roll back, and what a short memory does to it. */
class StandbyCareTest {
    private static final long MB = 1 << 20;

    @TempDir
    Path folder;

    private Rig rig;

    @BeforeEach
    void theQuestionIsOpen() throws Exception {
        rig = new Rig(folder);
        rig.v1OnBlue();
        rig.deployed("v2");
        rig.awaitIdle();
        rig.probe.answering(
                port -> rig.running(port == 18001 ? "shop-blue" : "shop-green").contains("web")
                        ? FakeHealthProbe.OK
                        : FakeHealthProbe.REFUSED);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aStandbyThatAnswersIsNotSpokenOf() {
        looks(10);
        assertEquals(Optional.empty(), now().standbyNote());
        assertTrue(rig.probe.ports().contains(18001), "the old colour's own port is asked");
    }

    @Test
    void aStandbyThatNoLongerAnswersIsSaidAndSoIsItsReturn() {
        rig.probe.always(FakeHealthProbe.UNAVAILABLE);
        looks(2);
        assertEquals(Optional.empty(), now().standbyNote(), "two bad looks are no news");
        looks(1);
        assertEquals(State.SICK, note());
        assertEquals("HTTP 503", now().standbyNote().orElseThrow().text());
        int events = rig.events.size();
        looks(5);
        assertEquals(events, rig.events.size(), "said once");
        rig.probe.always(FakeHealthProbe.OK);
        looks(1);
        assertEquals(State.WARM, note());
    }

    @Test
    void aStandbyStoppedByHandIsColdAndOneRemovedByHandIsGone() {
        rig.probe.always(FakeHealthProbe.REFUSED);
        rig.containers.host().exit("shop-blue", "web", 0);
        looks(3);
        assertEquals(State.COLD, note());
        for (String service : List.of("beat", "redis", "web", "worker")) {
            rig.containers.host().vanish("shop-blue", service);
        }
        looks(1);
        assertEquals(State.GONE, note());
        assertEquals(Phase.AWAITING_APPROVAL, now().phase(), "nothing is decided by that");
    }

    @Test
    void aMinuteOfShortMemoryMakesAWarmStandbyColdAndAsksAgain() throws Exception {
        rig.sampler.free(90 * MB, 5000 * MB);
        looks(5);
        assertEquals(Optional.empty(), now().standbyNote());
        looks(1);
        Deployment asked = rig.await(d -> d.generation() == 2);
        assertEquals(State.COLD, note());
        assertEquals(
                "memory: 90 MB available, 150 MB must stay free",
                asked.standbyNote().orElseThrow().text());
        rig.awaitIdle();
        assertEquals(List.of(), rig.running("shop-blue"), "stopped");
        assertEquals(4, rig.containers.host().containers("shop-blue").size(), "and kept");
        assertEquals(OptionalLong.empty(), asked.evidence().orElseThrow().standbyMemory(), "it frees nothing more");
        looks(20);
        assertEquals(2, now().generation(), "once is enough");
    }

    @Test
    void aBrokerThatHoldsTasksStaysWhenTheStandbyGoesCold() throws Exception {
        rig.containers.script().queueDepth("shop-blue", 3);
        rig.sampler.free(90 * MB, 5000 * MB);
        looks(6);
        rig.await(d -> d.generation() == 2);
        rig.awaitIdle();
        assertEquals(List.of("redis"), rig.running("shop-blue"));
    }

    @Test
    void aStandbyThatGotTheTrafficByHandIsNotStoppedForWantOfMemory() {
        rig.proxy.movedByHand(
                Optional.of(new dev.kawasemi.proxy.ProxySwitcher.Target(dev.kawasemi.deployment.Color.BLUE, 18001)));
        rig.sampler.free(90 * MB, 5000 * MB);
        looks(20);
        assertEquals(List.of("redis", "web"), rig.running("shop-blue"));
        assertEquals(Optional.empty(), now().standbyNote());
    }

    @Test
    void aMomentOfShortMemoryChangesNothing() {
        for (int i = 0; i < 5; i++) {
            rig.sampler.free(90 * MB, 5000 * MB);
            looks(5);
            rig.sampler.free(900 * MB, 5000 * MB);
            looks(1);
        }
        assertEquals(Optional.empty(), now().standbyNote());
        assertEquals(List.of("redis", "web"), rig.running("shop-blue"));
    }

    @Test
    void aRollBackToAColdStandbyStartsAndGatesItFirst() throws Exception {
        rig.sampler.free(90 * MB, 5000 * MB);
        looks(6);
        rig.await(d -> d.generation() == 2);
        rig.awaitIdle();
        rig.ask(rig.engine.rollBack(Rig.SHOP, Rig.BOB));
        rig.await(Phase.ROLLED_BACK);
        assertEquals(List.of("beat", "redis", "web", "worker"), rig.running("shop-blue"));
        List<String> acts = rig.containers.calls();
        assertTrue(acts.toString().contains("restore shop-blue redis,web"), acts::toString);
    }

    private void looks(int times) {
        for (int i = 0; i < times; i++) {
            rig.time.advance(Duration.ofSeconds(10));
            rig.beat();
            rig.awaitIdle();
        }
    }

    private Deployment now() {
        return rig.engine.latest(Rig.SHOP).orElseThrow();
    }

    private State note() {
        return now().standbyNote().orElseThrow().state();
    }
}
