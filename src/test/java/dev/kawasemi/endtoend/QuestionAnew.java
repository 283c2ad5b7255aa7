package dev.kawasemi.endtoend;

import dev.kawasemi.bed.Eventually;
import dev.kawasemi.wire.Message;
import java.util.List;

/** After a restart the open question is sent again, below what is said of the restart; the copy before it no longer counts. */
final class QuestionAnew {
    private QuestionAnew() {}

    /** The one copy that counts. */
    static Message of(Scene scene) {
        Message away = scene.channelMessage("I was offline");
        Eventually.holds(
                Scene.LIMIT,
                "one copy of the question, below what was said",
                () -> copies(scene).size() == 1
                        && follows(scene, away, copies(scene).get(0)),
                scene.discord::channelMessages);
        return copies(scene).get(0);
    }

    private static List<Message> copies(Scene scene) {
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
