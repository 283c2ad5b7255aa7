package dev.kawasemi.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.bed.ExampleBed;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.wire.Message;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A question outlives the process that asked it. */
@Tag("engine")
class RestartTest {
    private static final Duration LIMIT = Scene.LIMIT;

    @Test
    void aPressDuringARestartIsLostWhichIsSaidAndTheOneOpenQuestionCountsAgain() throws Exception {
        try (Scene scene = Scene.open("restart", Duration.ZERO)) {
            scene.v1OnBlue();
            scene.deploy(ExampleBed.V2);
            Message question = scene.question();
            scene.stop();
            assertEquals("v2", scene.bed.visit().version(), "the app does not notice");
            scene.bob.press(question, "Remove BLUE");
            scene.startAnew();
            Message away = scene.channelMessage("I was offline");
            assertTrue(away.content().contains("were lost"), away::content);
            assertTrue(away.content().contains("work again"), away::content);
            Message again = QuestionAnew.of(scene);
            assertEquals(Phase.AWAITING_APPROVAL, scene.latest().orElseThrow().phase(), "that press was lost");
            scene.bob.press(again, "Remove BLUE").awaitAck(LIMIT);
            scene.awaitPhase(Phase.COMPLETED);
            assertEquals(Map.of(), scene.bed.services(Color.BLUE));
            assertEquals(Scene.ALL, scene.bed.running(Color.GREEN));
            assertEquals(List.of(), scene.discord.problems());
        }
    }
}
