package dev.kawasemi.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.deployment.Version;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is decided, frozen, sick or interrupted for one app of a host is nothing to the other one. */
class AppsApartTest extends TwoAppsFixture {
    /** In the other order, so that the first of all apps is not the first that was deployed. */
    @BeforeEach
    void bothWaitForApproval() throws Exception {
        restart(List.of(Rig.app(BLOG, 18101), Rig.shop()));
        assertInstanceOf(Answer.Accepted.class, blog("v2"));
        rig.awaitIdle();
        rig.deployed("v2");
        rig.awaitIdle();
    }

    private Deployment blog() {
        return rig.engine.latest(BLOG).orElseThrow();
    }

    @Test
    void anApprovalRemovesTheOldColourOfItsAppAlone() throws Exception {
        rig.ask(rig.engine.approve(Rig.SHOP, Rig.BOB, Optional.empty(), 0));
        rig.await(Phase.UNDO_WINDOW);
        rig.awaitIdle();
        rig.time.advance(Duration.ofMinutes(10));
        rig.beat();
        rig.await(Phase.COMPLETED);
        rig.awaitIdle();
        assertEquals(Phase.AWAITING_APPROVAL, blog().phase());
        assertEquals(List.of("redis", "web"), rig.running("blog-blue"));
        assertEquals(ALL, rig.running("blog-green"));
    }

    @Test
    void aFreezeHoldsItsAppAlone() throws Exception {
        assertInstanceOf(
                FreezeAnswer.Frozen.class, rig.engine.freeze(Rig.SHOP, Rig.BOB, "freeze", Duration.ofHours(4)));
        assertEquals(Optional.empty(), rig.engine.frozen(BLOG));
        assertInstanceOf(FreezeAnswer.Frozen.class, rig.engine.freeze(BLOG, Rig.ALICE, "mine", Duration.ofHours(1)));
        assertEquals(Rig.BOB, rig.engine.frozen(Rig.SHOP).orElseThrow().owner());
        assertEquals(Rig.ALICE, rig.engine.frozen(BLOG).orElseThrow().owner());
        FreezeAnswer.HeldBy held = assertInstanceOf(
                FreezeAnswer.HeldBy.class, rig.engine.freeze(BLOG, Rig.BOB, "too", Duration.ofHours(1)));
        assertEquals(Rig.ALICE, held.freeze().owner());
        assertEquals(Rig.ALICE, rig.engine.unfreeze(BLOG, Rig.BOB).orElseThrow().owner());
        assertEquals(Rig.BOB, rig.engine.frozen(Rig.SHOP).orElseThrow().owner());
    }

    @Test
    void aRollBackMovesItsAppAlone() throws Exception {
        rig.ask(rig.engine.rollBack(BLOG, Rig.BOB));
        rig.awaitIdle();
        assertEquals(Phase.ROLLED_BACK, blog().phase());
        assertEquals(
                Phase.AWAITING_APPROVAL,
                rig.engine.latest(Rig.SHOP).orElseThrow().phase());
        assertEquals(ALL, rig.running("blog-blue"));
        assertEquals(ALL, rig.running("shop-green"));
        assertEquals(List.of("redis", "web"), rig.running("shop-blue"));
    }

    @Test
    void afterAPowerCutEachAppIsBroughtToItsOwnColour() throws Exception {
        rig.ask(rig.engine.rollBack(BLOG, Rig.BOB));
        rig.awaitIdle();
        rig.engine.close();
        for (String project : List.of("blog-blue", "shop-green")) {
            rig.containers.host().exit(project, "worker", 255);
            rig.containers.host().exit(project, "web", 255);
        }
        rig.start();
        RecoveryReport report = rig.engine.recover().get(10, TimeUnit.SECONDS);
        assertEquals(ALL, rig.running("blog-blue"));
        assertEquals(ALL, rig.running("shop-green"));
        assertEquals(List.of("redis", "web"), rig.running("shop-blue"));
        assertEquals(List.of(), report.needsAPerson());
        assertEquals(
                List.of(
                        "blog: started BLUE's web again",
                        "blog: started worker of BLUE again",
                        "shop: started GREEN's web again",
                        "shop: started worker of GREEN again"),
                report.settled().stream().sorted().toList());
    }

    @Test
    void whatIsOlderThanTheNewestOfAnAppIsNotTakenForIt() throws Exception {
        assertEquals(new Version("v2"), blog().version());
        assertEquals(
                List.of("v2", "v2", "v1", "v1"),
                rig.engine.history().stream().map(now -> now.version().value()).toList());
    }
}
