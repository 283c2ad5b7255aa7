package dev.kawasemi.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Evidence;
import dev.kawasemi.deployment.Phase;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the question knows of the new colour's appetite. */
class EvidenceTest extends RigFixture {
    private static final long MB = 1 << 20;

    @BeforeEach
    void whatTheColoursUseIsMeasured() {
        rig.time.onAdvance(rig::beat);
        rig.sampler.group("blue", 0.11, 198 * MB).group("green", 0.18, 212 * MB);
    }

    private void preparingTakes(Duration time) {
        rig.containers.script().onCall(call -> {
            if (call.startsWith("prepare")) {
                rig.time.advance(time);
            }
        });
    }

    @Test
    void theQuestionKnowsWhatTheNewColourUsesMoreThanTheOldOneDid() throws Exception {
        preparingTakes(Duration.ofSeconds(4));
        Deployment asked = rig.deployed("v2");
        assertEquals(Phase.AWAITING_APPROVAL, asked.phase());
        Evidence evidence = asked.evidence().orElseThrow();
        assertEquals(7, evidence.cpuChangePercent().orElseThrow(), 0.001);
        assertEquals(OptionalLong.of(14 * MB), evidence.memoryChange());
    }

    @Test
    void imagesThatWereThereLeaveNoTimeToMeasureAndThatIsNotTakenForNoChange() throws Exception {
        preparingTakes(Duration.ofMillis(100));
        Evidence evidence = rig.deployed("v2").evidence().orElseThrow();
        assertEquals(OptionalDouble.empty(), evidence.cpuChangePercent());
        assertEquals(OptionalLong.empty(), evidence.memoryChange());
    }
}
