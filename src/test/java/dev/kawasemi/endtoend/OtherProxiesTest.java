package dev.kawasemi.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kawasemi.bed.BedProxy;
import dev.kawasemi.bed.Eventually;
import dev.kawasemi.bed.ExampleBed;
import dev.kawasemi.bed.Traffic;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.deployment.StepState;
import dev.kawasemi.testing.Shows;
import dev.kawasemi.wire.Message;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole way behind Caddy and behind HAProxy: every end that a deploy can have, and visitors who go on meanwhile. */
@Tag("engine")
@Timeout(600)
class OtherProxiesTest {
    private static final Duration LIMIT = Scene.LIMIT;

    @ParameterizedTest
    @EnumSource(value = BedProxy.class, mode = EnumSource.Mode.EXCLUDE, names = "NGINX")
    void noVisitorNoticesAFailureAnApprovalAndARollBack(BedProxy kind) throws Exception {
        // No release here is told to be sick by the gate's deadline, so a busy host may take its time.
        Scene.Limits limits = Scene.Limits.quick(Duration.ofSeconds(2)).yieldingBy("stop", Duration.ofMinutes(1));
        try (Scene scene = Scene.on(ExampleBed.open(kind.kind(), kind), limits)) {
            scene.v1OnBlue();
            try (Traffic traffic = scene.bed.traffic()) {
                aReleaseThatExitsIsUndone(scene);
                v2IsApproved(scene);
                v4IsRolledBack(scene);
                traffic.awaitVisits(600);
                Shows.write(kind.kind() + "-deploy-requests", traffic.visits().size());
                Shows.write(kind.kind() + "-deploy-failed-requests", traffic.failures().size());
                assertEquals(Set.of("v1", "v2", "v4"), traffic.versions());
                Visitors.assertNoneFailed(traffic);
            }
            aReleaseThatIsSickBehindTheProxyIsTakenBack(scene);
        }
    }

    private static void aReleaseThatExitsIsUndone(Scene scene) {
        scene.deploy(ExampleBed.EXITS_AT_ONCE);
        scene.awaitPhase(Phase.ABORTED);
        assertServes(scene, "v1", Color.BLUE);
    }

    private static void v2IsApproved(Scene scene) {
        scene.deploy(ExampleBed.V2);
        Message question = scene.question();
        assertServes(scene, "v2", Color.GREEN);
        assertEquals(List.of("redis", "web"), scene.bed.running(Color.BLUE), "stands by");
        WholeWayTest.remove(scene, question);
        scene.awaitPhase(Phase.COMPLETED);
        assertEquals(Map.of(), scene.bed.services(Color.BLUE));
    }

    private static void v4IsRolledBack(Scene scene) {
        scene.deploy(ExampleBed.V4);
        Message question = scene.discord.awaitMessage(
                message -> message.channelId().equals(scene.discord.channelId())
                        && message.labels().containsAll(List.of("Remove GREEN", "Roll back")),
                LIMIT);
        assertEquals("v4", scene.bed.visit().version());
        scene.alice.press(question, "Roll back").awaitAck(LIMIT);
        scene.awaitPhase(Phase.ROLLED_BACK);
        assertServes(scene, "v2", Color.GREEN);
        Eventually.holds(
                LIMIT,
                "BLUE stopped, kept",
                () -> scene.bed.running(Color.BLUE).isEmpty(),
                () -> scene.bed.services(Color.BLUE));
    }

    /** Its gate is passed, so traffic goes to it until verify has seen enough. */
    private static void aReleaseThatIsSickBehindTheProxyIsTakenBack(Scene scene) throws Exception {
        String before = Files.readString(scene.bed.proxyFile());
        scene.deploy(ExampleBed.SICK_BEHIND_PROXY);
        Deployment ended = scene.awaitPhase(Phase.ABORTED);
        assertEquals(StepState.Status.FAILED, ended.steps().get(Step.VERIFY).status(), ended::toString);
        assertEquals(before, Files.readString(scene.bed.proxyFile()));
        assertServes(scene, "v2", Color.GREEN);
    }

    private static void assertServes(Scene scene, String version, Color color) {
        assertEquals(
                List.of(version, color.id()),
                List.of(scene.bed.visit().version(), scene.bed.visit().color()));
        assertEquals(Scene.ALL, scene.bed.running(color));
    }
}
