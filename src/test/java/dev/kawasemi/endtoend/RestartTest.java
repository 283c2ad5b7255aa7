package dev.kawasemi.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.bed.Eventually;
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
            Eventually.holds(
                    LIMIT,
                    "one copy of the question, below what was said",
                    () -> open(scene).size() == 1
                            && follows(scene, away, open(scene).get(0)),
                    () -> scene.discord.channelMessages());
            List<Message> open = open(scene);
            assertEquals(Phase.AWAITING_APPROVAL, scene.latest().orElseThrow().phase(), "that press was lost");
            scene.bob.press(open.get(0), "Remove BLUE").awaitAck(LIMIT);
            scene.awaitPhase(Phase.COMPLETED);
            assertEquals(Map.of(), scene.bed.services(Color.BLUE));
            assertEquals(Scene.ALL, scene.bed.running(Color.GREEN));
            assertEquals(List.of(), scene.discord.problems());
        }
    }

    private static List<Message> open(Scene scene) {
        return scene.discord.channelMessages().stream()
                .filter(message -> message.labels().contains("Remove BLUE"))
                .toList();
    }

    private static boolean follows(Scene scene, Message first, Message second) {
        List<String> ids =
                scene.discord.channelMessages().stream().map(Message::id).toList();
        return ids.indexOf(first.id()) < ids.indexOf(second.id());
    }
}
