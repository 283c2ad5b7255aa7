package dev.kawasemi.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.container.EngineUnreachableException;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.host.Sample;
import dev.kawasemi.proxy.ProxySwitcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Parts that disagree: told, and mended by a person's word, also where the journal is lost. */
class RepairTest extends RigFixture {
    @BeforeEach
    void v2OnGreen() throws Exception {
        rig.deployed("v2");
        rig.awaitIdle();
    }

    @Test
    void withAnEmptyJournalARepairMakesAHistoryByTheSameRules() throws Exception {
        theJournalIsLost();
        rig.containers.host().exit("shop-green", "worker", 1);
        rig.containers.host().up("shop-blue", "worker", "sha256:1");
        Answer.Accepted repaired =
                assertInstanceOf(Answer.Accepted.class, rig.ask(rig.engine.repair(Rig.SHOP, Color.GREEN, Rig.BOB)));
        assertEquals(Phase.COMPLETED, repaired.deployment().phase());
        assertEquals(Rig.BOB, repaired.deployment().actor());
        assertEquals(Optional.of(Color.GREEN), repaired.deployment().repaired());
        assertEquals(Color.GREEN, rig.proxy.active().orElseThrow().color());
        rig.awaitIdle();
        assertEquals(ALL, rig.running("shop-green"), "its workers run again");
        assertEquals(List.of("redis", "web"), rig.running("shop-blue"), "never two colours with workers");
        rig.engine.close();
        rig.start();
        assertEquals(List.of(), recover().needsAPerson());
        assertEquals(1, rig.engine.history().size());
        assertEquals(
                Phase.AWAITING_APPROVAL, rig.deployed("v3").phase(), "and the next deploy goes to the other colour");
        assertEquals(Color.BLUE, rig.proxy.active().orElseThrow().color());
    }

    @Test
    void withAnEmptyJournalTheOtherColourMayBeNamedToo() throws Exception {
        theJournalIsLost();
        assertInstanceOf(Answer.Accepted.class, rig.ask(rig.engine.repair(Rig.SHOP, Color.BLUE, Rig.BOB)));
        rig.awaitIdle();
        assertEquals(Color.BLUE, rig.proxy.active().orElseThrow().color());
        assertEquals(ALL, rig.running("shop-blue"));
        assertEquals(List.of("redis", "web"), rig.running("shop-green"));
    }

    @Test
    void withAnEmptyJournalAColourThatDoesNotComeUpChangesNothing() throws Exception {
        theJournalIsLost();
        rig.containers.host().exit("shop-blue", "web", 1);
        rig.gate.nextNeverHealthy();
        Answer.Refused refused =
                assertInstanceOf(Answer.Refused.class, rig.ask(rig.engine.repair(Rig.SHOP, Color.BLUE, Rig.BOB)));
        assertEquals(Answer.Reason.NEEDS_A_PERSON, refused.reason());
        assertEquals(List.of(), rig.engine.history());
        assertEquals(Color.GREEN, rig.proxy.active().orElseThrow().color());
        assertEquals(ALL, rig.running("shop-green"));
    }

    @Test
    void aRepairWhoseWorkersCannotBeStartedYetIsGoneOnWithOnThePulse() throws Exception {
        recover();
        rig.containers.script().onCall(call -> {
            if (call.startsWith("restore shop-blue worker")) {
                rig.containers.script().onCall(any -> {});
                throw new EngineUnreachableException("Cannot connect to the Docker daemon");
            }
        });
        rig.proxy.movedByHand(Optional.of(new ProxySwitcher.Target(Color.BLUE, 18001)));
        assertInstanceOf(Answer.Accepted.class, rig.ask(rig.engine.repair(Rig.SHOP, Color.BLUE, Rig.BOB)));
        rig.time.advance(Duration.ofSeconds(5));
        rig.awaitUnless(() -> rig.running("shop-blue").equals(ALL), now -> false);
    }

    @Test
    void aDisagreementFoundAtTheStartIsToldOnceToWhoeverListens() throws Exception {
        List<String> told = new ArrayList<>();
        rig.proxy.movedByHand(Optional.of(new ProxySwitcher.Target(Color.BLUE, 18001)));
        rig.engine.close();
        rig.start();
        rig.engine.addListener(new DeploymentListener() {
            @Override
            public void happened(Deployment now, DeploymentEvent event) {}

            @Override
            public void sampled(Deployment now, Sample sample, ActProgress progress) {}

            @Override
            public void disagrees(Deployment now, String seen) {
                told.add(now.app() + ": " + seen);
            }
        });
        recover();
        recover();
        assertEquals(List.of("shop: the journal says that GREEN serves, but the proxy points at BLUE"), told);
        rig.proxy.movedByHand(Optional.empty());
        recover();
        assertEquals(2, told.size(), "something else is told");
        assertTrue(told.get(1).endsWith("points at no colour"), told::toString);
    }

    private void theJournalIsLost() {
        rig.engine.close();
        rig.journal.forget();
        rig.start();
    }

    private RecoveryReport recover() throws Exception {
        RecoveryReport report = rig.engine.recover().get(10, TimeUnit.SECONDS);
        rig.awaitIdle();
        return report;
    }
}
