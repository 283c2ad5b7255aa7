package dev.kawasemi.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.bed.Eventually;
import dev.kawasemi.bed.ExampleBed;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.process.Command;
import dev.kawasemi.process.CommandResult;
import dev.kawasemi.process.CommandRunners;
import dev.kawasemi.wire.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What stands beside the new colour: a stack that was there before Kawasemi, a standby that is gone, a standby that waits. */
@Tag("engine")
class StandbyTest {
    private static final Duration LIMIT = Scene.LIMIT;

    @Test
    void anExistingStackIsTakenOverAsTheOldColourRolledBackToAndRemovedOnApproval() throws Exception {
        try (Scene scene = Scene.open("adopt", Duration.ofSeconds(1))) {
            try {
                compose(scene, "up", "-d");
                assertRefusedWithTheWayOut(scene);
                String before = containers(scene, "running");

                scene.adopt(ExampleBed.V2);
                scene.awaitPhase(Phase.AWAITING_APPROVAL);
                assertEquals("beat worker", services(scene, "exited"), "its workers yield");
                assertEquals("redis web", services(scene, "running"), "its web stands by");
                assertEquals(
                        List.of("v2", "green"),
                        List.of(scene.bed.visit().version(), scene.bed.visit().color()));

                scene.alice.press(scene.question(), "Roll back").awaitAck(LIMIT);
                scene.awaitPhase(Phase.ROLLED_BACK);
                assertEquals("v1", scene.bed.visit().version());
                assertEquals(before, containers(scene, "running"), "the very containers that ran");

                scene.adopt(ExampleBed.V2);
                scene.awaitPhase(Phase.AWAITING_APPROVAL);
                approve(scene);
                Eventually.holds(
                        LIMIT,
                        "the old project gone",
                        () -> containers(scene, "").isEmpty(),
                        () -> containers(scene, ""));
                scene.awaitPhase(Phase.COMPLETED);
                assertEquals("v2", scene.bed.visit().version());
                assertTrue(
                        docker("volume", "ls", "-q").contains(scene.bed.project() + "_redis-data"),
                        "no volume is removed");
            } finally {
                compose(scene, "down", "-v");
            }
        }
    }

    private static void assertRefusedWithTheWayOut(Scene scene) {
        Message refused = scene.alice
                .slash("deploy", Map.of("app", "shop", "version", ExampleBed.V2))
                .awaitResponse(message -> message.content().contains("adopt"), LIMIT);
        assertTrue(refused.ephemeral(), refused::toString);
    }

    @Test
    void aStandbyThatIsGoneIsDeployedAnewAndOneThatWaitsRefusesTheNextDeploy() throws Exception {
        try (Scene scene = Scene.open("anew", Duration.ZERO)) {
            scene.v1OnBlue();
            scene.deploy(ExampleBed.V2);
            scene.question();
            Message waits = scene.alice
                    .slash("deploy", Map.of("app", "shop", "version", ExampleBed.V4))
                    .awaitResponse(
                            message -> !message.loading() && !message.content().startsWith("Checking"), LIMIT);
            assertTrue(waits.labels().contains("Roll back first"), waits::toString);
            approve(scene);
            scene.awaitPhase(Phase.COMPLETED);
            assertEquals(Map.of(), scene.bed.services(Color.BLUE));

            scene.alice.slash("rollback", Map.of("app", "shop")).awaitAck(LIMIT);
            scene.awaitPhase(Phase.AWAITING_APPROVAL);
            assertEquals(
                    List.of("v1", "blue"),
                    List.of(scene.bed.visit().version(), scene.bed.visit().color()));
            assertEquals(Scene.ALL, scene.bed.running(Color.BLUE));
        }
    }

    /** {@code /approve}, and the second press where a task waits in the old queue. */
    private static void approve(Scene scene) {
        var asked = scene.bob.slash("approve", Map.of("app", "shop"));
        asked.awaitResponse(message -> !message.loading(), LIMIT);
        asked.responses().stream()
                .filter(message -> message.labels().contains("Remove anyway"))
                .forEach(message -> scene.bob.press(message, "Remove anyway").awaitAck(LIMIT));
    }

    private static String services(Scene scene, String state) {
        return docker(
                        "ps",
                        "-a",
                        "--filter",
                        "label=com.docker.compose.project=" + scene.bed.project(),
                        "--filter",
                        "status=" + state,
                        "--format",
                        "{{.Label \"com.docker.compose.service\"}}")
                .lines()
                .sorted()
                .reduce((one, other) -> one + " " + other)
                .orElse("");
    }

    private static String containers(Scene scene, String state) {
        List<String> arguments = new ArrayList<>(List.of(
                "ps", "-aq", "--no-trunc", "--filter", "label=com.docker.compose.project=" + scene.bed.project()));
        if (!state.isEmpty()) {
            arguments.addAll(List.of("--filter", "status=" + state));
        }
        return docker(arguments.toArray(String[]::new))
                .lines()
                .sorted()
                .toList()
                .toString()
                .replace("[]", "");
    }

    private static void compose(Scene scene, String... words) throws InterruptedException {
        List<String> argv = new ArrayList<>(List.of(
                "docker",
                "compose",
                "-p",
                scene.bed.project(),
                "-f",
                scene.bed.composeFile().toString()));
        argv.addAll(List.of(words));
        CommandResult result =
                CommandRunners.system().run(Command.of(LIMIT, argv).withEnvironment(Map.of("APP_TAG", ExampleBed.V1)));
        assertTrue(result.ok(), result::stderr);
    }

    private static String docker(String... words) {
        List<String> argv = new ArrayList<>(List.of("docker"));
        argv.addAll(List.of(words));
        try {
            CommandResult result = CommandRunners.system().run(Command.of(LIMIT, argv));
            assertTrue(result.ok(), result::stderr);
            return result.stdout();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
