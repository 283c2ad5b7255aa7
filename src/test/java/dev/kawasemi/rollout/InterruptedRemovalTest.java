package dev.kawasemi.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.AftercareEvent;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The power goes off while the old colour is stopped, removed or started again; the next start, or a person who presses once more, goes on with it. */
class InterruptedRemovalTest extends RigFixture {
    @BeforeEach
    void v2WaitsForApproval() throws Exception {
        rig.deployed("v2");
        rig.awaitIdle();
    }

    /** The process that this starts ends at that boundary. */
    private PowerCut cutAt(String boundary) {
        rig.engine.close();
        PowerCut cut = PowerCut.when(words -> words.startsWith(boundary));
        rig.start(cut);
        return cut;
    }

    private void off(PowerCut cut) throws Exception {
        rig.awaitUnless(cut::happened, now -> false);
        try {
            rig.engine.close();
        } catch (PowerCut.Gone e) {
            // It cannot note what is left of the window any more.
        }
        rig.start();
    }

    private Answer approve(Actor actor) throws Exception {
        return rig.ask(rig.engine.approve(Rig.SHOP, actor, Optional.empty(), 0));
    }

    private void approvedAndWindowOver() throws Exception {
        approve(Rig.BOB);
        rig.await(Phase.UNDO_WINDOW);
        rig.awaitIdle();
        rig.time.advance(Duration.ofMinutes(10));
        rig.beat();
    }

    @Test
    void anotherPressGoesOnWithAStopThatWasInterrupted() throws Exception {
        PowerCut cut = cutAt("before ContainerEngine.stop");
        var unused = rig.engine.approve(Rig.SHOP, Rig.BOB, Optional.empty(), 0);
        off(cut);
        assertEquals(Phase.RETIRING, rig.engine.latest(Rig.SHOP).orElseThrow().phase());
        assertInstanceOf(Answer.Accepted.class, approve(Rig.ALICE));
        Deployment window = rig.await(Phase.UNDO_WINDOW);
        assertEquals(Optional.of(Rig.BOB), window.decidedBy(), "the decision is the first one's");
        assertEquals(List.of(), rig.running("shop-blue"));
        assertEquals(ALL, rig.running("shop-green"));
    }

    @Test
    void anotherPressGoesOnWithARemovalThatWasInterrupted() throws Exception {
        PowerCut cut = cutAt("before ContainerEngine.remove[");
        approvedAndWindowOver();
        off(cut);
        assertEquals(Phase.REMOVING, rig.engine.latest(Rig.SHOP).orElseThrow().phase());
        assertInstanceOf(Answer.Accepted.class, approve(Rig.ALICE));
        assertEquals(Optional.of(Rig.BOB), rig.await(Phase.COMPLETED).decidedBy());
        assertEquals(
                List.of(),
                rig.containers.containers(rig.containers.stack(Rig.shop().compose(), Color.BLUE)));
    }

    @Test
    void theNextStartGoesOnWithARemoval() throws Exception {
        PowerCut cut = cutAt("before ContainerEngine.remove[");
        approvedAndWindowOver();
        off(cut);
        recover();
        assertEquals(Phase.COMPLETED, rig.await(Deployment::ended).phase());
    }

    @Test
    void theNextStartGoesOnWithAnUndo() throws Exception {
        PowerCut cut = cutAt("before ContainerEngine.restore");
        approve(Rig.BOB);
        rig.await(Phase.UNDO_WINDOW);
        rig.awaitIdle();
        var unused = rig.engine.undo(Rig.SHOP, Rig.ALICE);
        off(cut);
        assertEquals(Phase.REVIVING, rig.engine.latest(Rig.SHOP).orElseThrow().phase());
        recover();
        rig.await(Phase.AWAITING_APPROVAL);
        assertEquals(List.of("redis", "web"), rig.running("shop-blue"));
        assertEquals(ALL, rig.running("shop-green"));
    }

    @Test
    void whoPressesAfterAnotherIsToldWhoItWas() throws Exception {
        approve(Rig.BOB);
        rig.await(Phase.UNDO_WINDOW);
        rig.awaitIdle();
        Answer.AlreadyDone second = assertInstanceOf(Answer.AlreadyDone.class, approve(Rig.ALICE));
        assertEquals("Bob approved this", second.text());
    }

    @Test
    void aCancelInTheUndoWindowIsAnUndo() throws Exception {
        approve(Rig.BOB);
        rig.await(Phase.UNDO_WINDOW);
        rig.awaitIdle();
        assertInstanceOf(Answer.Accepted.class, rig.ask(rig.engine.cancel(Rig.SHOP, Rig.ALICE)));
        rig.await(Phase.AWAITING_APPROVAL);
        rig.awaitIdle();
        assertEquals(List.of("redis", "web"), rig.running("shop-blue"));
        Answer.Refused none = assertInstanceOf(Answer.Refused.class, rig.ask(rig.engine.undo(Rig.SHOP, Rig.ALICE)));
        assertEquals(List.of("no undo window of shop is open"), none.texts());
    }

    @Test
    void whatIsOverHasNothingToCancel() throws Exception {
        approvedAndWindowOver();
        rig.await(Phase.COMPLETED);
        rig.awaitIdle();
        Answer.Refused refused =
                assertInstanceOf(Answer.Refused.class, rig.ask(rig.engine.cancel(Rig.SHOP, Rig.ALICE)));
        assertEquals(Answer.Reason.NOTHING_TO_DO, refused.reason());
        assertEquals(List.of("shop has nothing to cancel"), refused.texts());
    }

    @Test
    void keepingIsJournaledAndLetsTheHostGo() throws Exception {
        Answer.Accepted kept =
                assertInstanceOf(Answer.Accepted.class, rig.ask(rig.engine.keep(Rig.SHOP, Rig.BOB, Optional.empty())));
        assertEquals(Phase.AWAITING_APPROVAL, kept.deployment().phase());
        rig.awaitIdle();
        assertTrue(rig.events.stream().anyMatch(event -> event instanceof AftercareEvent.Kept));
        assertTrue(rig.events.stream().noneMatch(event -> event instanceof DeploymentEvent.Approved));
    }

    private void recover() throws Exception {
        var unused = rig.engine.recover().get(10, TimeUnit.SECONDS);
    }
}
