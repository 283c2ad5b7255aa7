package dev.kawasemi.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.bed.ExampleBed;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.wire.Message;
import dev.kawasemi.wire.RecordedRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Chat is a view: a deploy needs it no more than a person needs a window to walk. */
@Tag("engine")
class AwayTest {
    private static final Duration LIMIT = Scene.LIMIT;

    @Test
    void aDeployGoesOnWithoutDiscordAndIsToldOnceWhenItIsBack() throws Exception {
        try (Scene scene = Scene.open("away", Duration.ZERO)) {
            scene.v1OnBlue();
            int before = scene.discord.channelMessages().size();
            scene.discord.trouble().unreachable();
            scene.deployAtTheTerminal(ExampleBed.V2);
            scene.awaitPhase(Phase.AWAITING_APPROVAL);
            assertEquals("v2", scene.bed.visit().version());
            assertEquals(before, scene.discord.channelMessages().size(), "nothing arrived");

            int asked = scene.discord.requests().size();
            scene.discord.trouble().over();
            Message question = scene.question();
            assertTrue(question.content().contains("Remove old BLUE"), question::content);
            assertEquals(List.of("Remove BLUE", "Roll back", "Keep 1 h", "Evidence"), plain(question.labels()));
            assertToldOnce(scene, before, asked);
            approveThroughAResume(scene, question);
        }
    }

    private static List<String> plain(List<String> labels) {
        return labels.stream()
                .map(label -> label.replaceAll("[^A-Za-z0-9 ]", "").strip())
                .toList();
    }

    /** The root line and the question, each as a new message in its last state. */
    private static void assertToldOnce(Scene scene, int before, int asked) {
        Message root = scene.channelMessage("shop 2 on pi4");
        assertTrue(root.content().contains("v1 → v2"), root::content);
        List<Message> fresh = scene.discord.channelMessages();
        assertEquals(before + 2, fresh.size(), fresh::toString);
        for (Message message : fresh.subList(before, fresh.size())) {
            assertEquals(1, scene.discord.edits(message.id()).size(), message::content);
        }
        List<RecordedRequest> edits = scene
                .discord
                .requests()
                .subList(asked, scene.discord.requests().size())
                .stream()
                .filter(request ->
                        request.method().equals("PATCH") && request.route().contains("/messages/"))
                .toList();
        assertTrue(edits.size() <= 2, edits::toString);
    }

    /** The gateway loses its connection at the press and, resumed, sends the same press again. */
    private static void approveThroughAResume(Scene scene, Message question) {
        int resumes = scene.discord.trouble().resumes();
        scene.bob.press(question, "Remove BLUE");
        scene.discord.trouble().dropConnection(1);
        scene.discord.trouble().awaitResumes(resumes + 1, LIMIT);
        scene.awaitPhase(Phase.COMPLETED);
        scene.channelMessage("done. v2 on GREEN");
        assertEquals(
                1,
                scene.told.stream()
                        .filter(one -> one.event() instanceof DeploymentEvent.Approved)
                        .count());
        assertEquals(Map.of(), scene.bed.services(Color.BLUE));
        assertEquals(Scene.ALL, scene.bed.running(Color.GREEN));
    }
}
