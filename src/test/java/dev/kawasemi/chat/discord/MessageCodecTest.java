package dev.kawasemi.chat.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kawasemi.chat.Button;
import dev.kawasemi.chat.ButtonId;
import dev.kawasemi.chat.ChatMessage;
import dev.kawasemi.deployment.DeploymentId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MessageCodecTest {
    private final MessageCodec codec = new MessageCodec();

    @Test
    void everyMessageComesBackAsItWas() {
        for (ButtonId.Verb verb : ButtonId.Verb.values()) {
            for (Button.Style style : Button.Style.values()) {
                Button action = new Button.Action(new ButtonId(verb, new DeploymentId(7), 3), "デプロイ \"x\"", style);
                ChatMessage message = new ChatMessage(
                        "line 1\nline 2 \uD83D\uDE00",
                        List.of(action, new Button.ThreadLink("Evidence")),
                        Set.of("1", "2"),
                        Set.of("3"),
                        style == Button.Style.DANGER);
                assertEquals(message, codec.decode(codec.encode(message)));
            }
        }
    }

    @Test
    void whatIsNotAMessageIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> codec.decode("{"));
        assertThrows(
                IllegalArgumentException.class, () -> codec.decode("{\"buttons\":[{\"label\":\"x\",\"id\":\"y\"}]}"));
    }
}
