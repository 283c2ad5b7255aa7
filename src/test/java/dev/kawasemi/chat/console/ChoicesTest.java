package dev.kawasemi.chat.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.chat.Button;
import dev.kawasemi.chat.ButtonId;
import dev.kawasemi.deployment.DeploymentId;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChoicesTest {
    private final Choices choices = new Choices();

    @Test
    void numbersTheButtonsAndLeavesLinksOut() {
        List<Button> buttons = List.of(
                button(ButtonId.Verb.REMOVE, "Remove BLUE"),
                button(ButtonId.Verb.ROLL_BACK, "Roll back"),
                new Button.ThreadLink("Evidence"));
        assertEquals("[1] Remove BLUE  [2] Roll back", choices.offer("q", buttons));
        assertEquals(ButtonId.Verb.ROLL_BACK, choices.numbered(2).orElseThrow().verb());
        assertTrue(choices.numbered(3).isEmpty());
    }

    @Test
    void oldNumbersDieWhenTheButtonsChangeAndAreNotUsedAgain() {
        choices.offer("q", List.of(button(ButtonId.Verb.REMOVE, "Remove BLUE")));
        assertEquals("[2] Undo", choices.offer("q", List.of(button(ButtonId.Verb.UNDO, "Undo"))));
        assertTrue(choices.numbered(1).isEmpty());
        assertEquals("", choices.offer("q", List.of()));
        assertTrue(choices.numbered(2).isEmpty());
        assertEquals("[3] Logs", choices.offer("root", List.of(button(ButtonId.Verb.LOGS, "Logs"))));
    }

    @Test
    void unchangedButtonsKeepTheirNumbers() {
        List<Button> buttons = List.of(button(ButtonId.Verb.LOGS, "Logs"));
        choices.offer("root", buttons);
        choices.offer("other", List.of(button(ButtonId.Verb.RETRY, "Retry")));
        assertEquals("[1] Logs", choices.offer("root", buttons));
    }

    @Test
    void aLabelMeansTheNewestButtonOfThatName() {
        choices.offer(
                "old",
                List.of(new Button.Action(
                        new ButtonId(ButtonId.Verb.LOGS, new DeploymentId(1), 0), "Logs", Button.Style.SECONDARY)));
        choices.offer("new", List.of(button(ButtonId.Verb.LOGS, "Logs")));
        assertEquals(new DeploymentId(42), choices.labelled("lo").orElseThrow().deployment());
    }

    private static Button button(ButtonId.Verb verb, String label) {
        return new Button.Action(new ButtonId(verb, new DeploymentId(42), 1), label, Button.Style.PRIMARY);
    }
}
