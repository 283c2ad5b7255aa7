package dev.kawasemi.chat;

import static dev.kawasemi.chat.Texts.rendered;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.deployment.Version;
import dev.kawasemi.testing.Stories;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** The rules for what a locked phone shows, on every message of every state. */
class LockScreenTest {
    @Test
    void theStatesCoverEveryPhase() {
        EnumSet<Phase> seen = EnumSet.noneOf(Phase.class);
        Texts.everyState().values().forEach(d -> seen.add(d.phase()));
        assertEquals(EnumSet.allOf(Phase.class), seen);
    }

    @Test
    void theFirstEightyCharactersSayHostAppVersionAndState() {
        everyMessage((name, message) -> {
            if (name.endsWith("/outcome") || name.endsWith("/root")) {
                String first = head(message);
                assertTrue(
                        first.contains("pi4") && first.contains("shop") && first.contains("v1.9."),
                        name + ": " + first);
                assertTrue(
                        first.matches("(?s).*(failed|cancelled|done|Done|Starting|serves|Rolled|rolled|Rolling|Failed|"
                                + "Cancelled|undone|person).*"),
                        name + ": " + first);
            }
        });
    }

    @Test
    void theFirstEightyCharactersOfAQuestionHoldTheQuestion() {
        for (Deployment d : Texts.everyState().values()) {
            if (d.phase() == Phase.AWAITING_APPROVAL) {
                String first = head(QuestionText.of(d, Texts.WORDING));
                assertTrue(first.startsWith("@ops pi4 shop v1.9.2 is healthy"), first);
                assertTrue(first.contains("Remove old BLUE"), first);
            }
        }
    }

    @Test
    void noCodeBlockLinkOrTimestampInTheFirstLineOfTheChannel() {
        everyMessage((name, message) -> {
            String line = message.content().lines().findFirst().orElse("");
            boolean inThread = name.endsWith("/card");
            assertFalse(!inThread && (line.contains("```") || line.contains("://") || line.contains("<t:")), name);
        });
    }

    @Test
    void nothingIsOverDiscordsLimits() {
        everyMessage((name, message) -> {
            String content = message.content();
            assertTrue(content.codePointCount(0, content.length()) <= 2000, name);
            assertTrue(message.buttons().size() <= 5, name);
            Set<String> ids = new HashSet<>();
            for (Button button : message.buttons()) {
                assertTrue(button.label().length() <= 34, button.label());
                if (button instanceof Button.Action action) {
                    assertTrue(ids.add(action.id().encode()), "the same id twice in " + name);
                }
            }
        });
    }

    @Test
    void onlyQuestionsFailuresAndCallsForHelpPush() {
        everyMessage((name, message) -> {
            boolean push = !message.silent();
            boolean mayPush = name.matches("(asked.*|retire failed|standby (warm|cold|sick|gone))/question|"
                    + "(failed|sick|stuck.*|cancelled by another|restarted.* undone)/outcome");
            assertEquals(mayPush, push, name);
            assertEquals(
                    push, !message.pingRoles().isEmpty() || !message.pingUsers().isEmpty(), name);
            assertEquals(push, message.content().startsWith("<@"), name);
        });
    }

    @Test
    void theVerbOfTheQuestionIsTheButtonsLabel() {
        ChatMessage question = QuestionText.of(Texts.asked().deployment(), Texts.WORDING);
        assertTrue(question.content().contains("Remove old BLUE"));
        assertEquals("Remove BLUE", question.buttons().get(0).label());
    }

    @Test
    void withoutMentionsNoIdIsWrittenAndNobodyPinged() {
        ChatSettings terminal = new ChatSettings("pi4", java.time.ZoneId.of("UTC"), Set.of("999"), false);
        Wording plain = new Wording(terminal);
        for (Deployment d : Texts.everyState().values()) {
            ChatMessage question = QuestionText.of(d, plain);
            assertFalse(question.content().contains("<@"), question.content());
            assertEquals(Set.of(), question.pingRoles());
            Outcomes.of(d, plain)
                    .ifPresent(outcome -> assertFalse(outcome.content().contains("<@")));
        }
    }

    @Test
    void hostileNamesAndTextsBreakNothing() {
        String evil = "@everyone <@&1> ``` \u202E**[x](https://evil.example)**\n# head " + "\ud83d\udc26".repeat(4000);
        Actor actor = new Actor(Actor.Origin.DISCORD, "111", evil);
        Stories failed = Stories.upgrade(new Version("v_1_" + "9".repeat(124)), actor)
                .upToTheGate()
                .fails(Step.HEALTH_GATE, 1, evil)
                .then(at -> new DeploymentEvent.UndoStarted(at, actor, evil));
        Stories asked = Stories.upgrade(new Version("v_1_" + "9".repeat(124)), actor)
                .step(Step.PREPARE, 1, evil)
                .step(Step.HEALTH_GATE, 1, evil)
                .step(Step.VERIFY, 1, evil)
                .step(Step.WORKERS, 1, evil)
                .asked(Stories.evidence(1))
                .approved(actor)
                .then(at -> new DeploymentEvent.RetireFailed(at, evil));
        for (Deployment d : List.of(failed.deployment(), asked.deployment())) {
            for (Map.Entry<String, ChatMessage> entry : Texts.messages(d).entrySet()) {
                String content = entry.getValue().content();
                assertFalse(content.contains("@everyone"), entry.getKey());
                assertFalse(content.replace("<@&999>", "").replace("<@111>", "").contains("<@"), entry.getKey());
                assertFalse(content.contains("https://"), entry.getKey());
                assertFalse(content.contains("\u202E"), entry.getKey());
                int fences = content.split("```", -1).length - 1;
                assertEquals(0, fences % 2, entry.getKey() + ": " + content);
            }
        }
    }

    private static String head(ChatMessage message) {
        String text = rendered(message.content());
        return text.substring(0, Math.min(80, text.length()));
    }

    private static void everyMessage(BiConsumer<String, ChatMessage> check) {
        Texts.everyState()
                .forEach((state, d) ->
                        Texts.messages(d).forEach((name, message) -> check.accept(state + "/" + name, message)));
    }
}
