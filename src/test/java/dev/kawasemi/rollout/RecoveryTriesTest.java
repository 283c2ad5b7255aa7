package dev.kawasemi.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.Phase;
import dev.kawasemi.testing.FakeHealthGate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A recovery that does not succeed, and one that meets an act. */
class RecoveryTriesTest extends RigFixture {
    private RecoveryReport recover() throws Exception {
        return rig.engine.recover().get(10, TimeUnit.SECONDS);
    }

    @Test
    void aRecoveryThatFailsIsTriedAgainLaterAndLaterUntilItSucceeds() throws Exception {
        rig.engine.close();
        rig.containers.host().exit("shop-blue", "worker", 255);
        rig.start();
        rig.containers.script().onCall(call -> {
            if (call.startsWith("restore")) {
                throw new IllegalStateException("the disk is full");
            }
        });
        assertEquals(List.of(Rig.SHOP), recover().open());
        rig.awaitIdle();
        rig.beat();
        rig.awaitIdle();
        assertEquals(2, tries(), "once more with the next beat");
        for (int pause : List.of(2, 4, 4)) {
            int tries = tries();
            rig.time.advance(Duration.ofSeconds(pause).minusMillis(1));
            rig.beat();
            rig.awaitIdle();
            assertEquals(tries, tries(), "not before " + pause + " s");
            rig.time.advance(Duration.ofMillis(1));
            rig.beat();
            rig.awaitIdle();
            assertEquals(tries + 1, tries(), "after " + pause + " s");
        }
        rig.containers.script().onCall(call -> {});
        rig.time.advance(Duration.ofSeconds(4));
        rig.beat();
        rig.awaitIdle();
        assertEquals(ALL, rig.running("shop-blue"));
    }

    private int tries() {
        return (int) rig.containers.calls().stream()
                .filter(call -> call.startsWith("restore"))
                .count();
    }

    @Test
    void whatActsIsNotDisturbedByARecoveryAndWhatIsLeftIsSaid() throws Exception {
        FakeHealthGate.Hold hold = rig.gate.holdNext();
        rig.deploy("v2");
        assertTrue(hold.awaitEntered());
        RecoveryReport report = recover();
        assertEquals(List.of(Rig.SHOP), report.open());
        assertEquals(List.of(), report.settled());
        hold.release();
        rig.await(Phase.AWAITING_APPROVAL);
    }
}
