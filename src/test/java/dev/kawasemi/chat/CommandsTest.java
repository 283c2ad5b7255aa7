package dev.kawasemi.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.AppName;
import dev.kawasemi.rollout.Answer;
import dev.kawasemi.testing.FakeDeployEngine;
import dev.kawasemi.testing.FakeTime;
import dev.kawasemi.testing.RecordingResponder;
import dev.kawasemi.testing.Stories;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {
    private static final Roles ROLES = new Roles(Set.of("d"), Set.of("a"), Set.of());

    private final FakeTime time = new FakeTime();
    private final FakeDeployEngine engine = new FakeDeployEngine(time, Stories.SHOP, new AppName("blog"));
    private final ChatService chat = ChatServices.create(engine, ROLES, Texts.SETTINGS, time);

    @Test
    void aDeployIsAcknowledgedAtOnceAndAnsweredWhenPreflightHasPassed() {
        CompletableFuture<Answer> preflight = new CompletableFuture<>();
        engine.answerNext(preflight);
        RecordingResponder alice = ask(new ChatCommand.Deploy("shop", "v1.9.2"), "d");
        assertEquals("Checking shop v1.9.2…", alice.text());
        assertEquals(0, alice.timesFinished());
        preflight.complete(new Answer.Accepted(Stories.upgrade().deployment()));
        assertEquals(
                "Deploy 42 accepted: shop v1.9.1 → v1.9.2 on pi4. Follow it in the thread shop 42 v1.9.2.",
                alice.text());
        assertEquals(1, alice.timesFinished());
        assertEquals(List.of("deploy shop v1.9.2 111"), engine.calls());
    }

    @ParameterizedTest
    @ValueSource(strings = {"; rm -rf /", "@everyone", "-v", ".v", "", "v 1", "v1\n", "`id`", "$(id)", "v1/../x"})
    void aBadVersionNeverReachesTheEngine(String version) {
        RecordingResponder alice = ask(new ChatCommand.Deploy("shop", version), "d");
        assertEquals(List.of(), engine.calls());
        assertTrue(alice.text().contains("is not a version. A version is a Docker tag"), alice.text());
        assertTrue(alice.text().contains("Nothing was done."));
        assertFalse(alice.text().contains("@everyone"));
    }

    @Test
    void aVersionOf300CharactersIsQuotedShortAndCounted() {
        RecordingResponder alice = ask(new ChatCommand.Deploy("shop", "x".repeat(300)), "d");
        assertTrue(alice.text().startsWith("\"" + "x".repeat(39) + "…\" is not a version. It has 300 characters."));
        assertEquals(List.of(), engine.calls());
    }

    @Test
    void aMistypedAppIsAnsweredWithTheNearest() {
        assertEquals(
                "There is no app \"shpo\" here. Did you mean shop? Nothing was done.",
                ask(new ChatCommand.Deploy("shpo", "v1"), "d").text());
        assertEquals(
                "There is no app \"warehouse\" here. Apps here: blog, shop. Nothing was done.",
                ask(new ChatCommand.RollBack("warehouse"), "d").text());
        assertEquals(List.of(), engine.calls());
    }

    @Test
    void aHostileAppNameIsEscapedAndCut() {
        String text = ask(new ChatCommand.Approve("<@&999> **" + "y".repeat(4000)), "a")
                .text();
        assertFalse(text.contains("<@&999>"));
        assertTrue(text.length() < 200, text);
    }

    @Test
    void withoutTheRightNothingIsAskedOfTheEngine() {
        List<ChatCommand> commands = List.of(
                new ChatCommand.Deploy("shop", "v1"),
                new ChatCommand.RollBack("shop"),
                new ChatCommand.Approve("shop"));
        for (ChatCommand command : commands) {
            assertTrue(ask(command, "none").text().startsWith("You may not "));
        }
        assertTrue(ask(new ChatCommand.Approve("shop"), "d").text().startsWith("You may not approve"));
        assertEquals(List.of(), engine.calls());
    }

    @Test
    void theWrongChannelIsRefusedEvenForStatus() {
        RecordingResponder responder = new RecordingResponder();
        Caller elsewhere = new Caller(Stories.ALICE, Set.of("d", "a"), false, false);
        chat.handle(new ChatCommand.Status(""), elsewhere, responder);
        assertEquals("This is not the channel for it. Nothing was done.", responder.text());
    }

    @Test
    void aRefusalNamesEveryReasonOnItsOwnLine() {
        engine.answerNext(new Answer.Refused(
                Answer.Reason.PREFLIGHT, List.of("port 18002 is taken by python3 (pid 7)", "@everyone `down`")));
        assertEquals(
                "port 18002 is taken by python3 (pid 7)\n＠everyone \\`down\\`",
                ask(new ChatCommand.Deploy("shop", "v1"), "d").text());
    }

    @Test
    void aWaitingStandbyIsRefusedWithItsWaysOut() {
        engine.answerNext(new Answer.StandbyWaits(Texts.asked().deployment()));
        ChatMessage refusal = ask(new ChatCommand.Deploy("shop", "v2"), "d").last();
        assertTrue(refusal.content().contains("BLUE v1.9.1 still stands by after deployment 42"), refusal.content());
        assertTrue(refusal.content().contains("leave it"));
        assertEquals(
                List.of("Approve and go on", "Roll back first", "Leave it"),
                refusal.buttons().stream().map(Button::label).toList());
    }

    @Test
    void approveIsTheButtonsSecondDoor() {
        engine.put(Texts.asked().deployment());
        RecordingResponder bob = ask(new ChatCommand.Approve("shop"), "a");
        assertEquals(List.of("approve shop 1 111"), engine.calls());
        assertEquals("pi4 shop 42: BLUE is being stopped.", bob.text());
    }

    @Test
    void approveWithTasksInTheQueueAsksASecondTime() {
        engine.put(Stories.upgrade().switched().asked(Stories.evidence(3)).deployment());
        RecordingResponder bob = ask(new ChatCommand.Approve("shop"), "a");
        assertEquals(List.of(), engine.calls());
        assertTrue(bob.text().contains("3 tasks wait in BLUE's queue"), bob.text());
        assertEquals("Remove anyway", bob.last().buttons().get(0).label());
    }

    @Test
    void approveWithNothingOpenSaysWhoDecided() {
        assertEquals(
                "shop has not been deployed by Kawasemi yet. Nothing to do.",
                ask(new ChatCommand.Approve("shop"), "a").text());
        engine.put(Texts.asked().approved(Stories.BOB).deployment());
        time.advance(java.time.Duration.between(
                time.now(), engine.history().get(0).changedAt().plusSeconds(12)));
        assertEquals(
                "Bob approved this 12 s ago. Nothing more to do.",
                ask(new ChatCommand.Approve("shop"), "a").text());
        assertEquals(List.of(), engine.calls());
    }

    @Test
    void rollBackSaysHowLongItTakes() {
        engine.put(Texts.asked().deployment());
        assertEquals(
                "Rolling back shop on pi4 to BLUE v1.9.1; it takes about 4 s.",
                ask(new ChatCommand.RollBack("shop"), "d").text());
    }

    @Test
    void rollBackWithNothingStandingNamesTheNewDeployment() {
        engine.put(Texts.asked().removed().deployment());
        engine.answerNext(new Answer.Accepted(Stories.upgrade(43).deployment()));
        assertEquals(
                "Nothing stands by, so shop v1.9.3 is deployed anew from what was kept: deploy 43 on pi4.",
                ask(new ChatCommand.RollBack("shop"), "d").text());
    }

    @Test
    void rollBackOfAnUnfinishedDeploymentSaysThatItIsUndone() {
        engine.put(Stories.upgrade().upToTheGate().deployment());
        engine.answerNext(new Answer.Accepted(Stories.upgrade().upToTheGate().deployment()));
        assertEquals(
                "pi4 shop 42: it is being undone.",
                ask(new ChatCommand.RollBack("shop"), "d").text());
    }

    @Test
    void aFaultOfTheEngineIsSaidWithoutItsText() {
        CompletableFuture<Answer> failing = new CompletableFuture<>();
        failing.completeExceptionally(new IllegalStateException("token=hunter2"));
        engine.answerNext(failing);
        RecordingResponder alice = ask(new ChatCommand.Deploy("shop", "v1"), "d");
        assertTrue(alice.text().startsWith("That failed by a fault of Kawasemi's own"), alice.text());
        assertEquals(1, alice.timesFinished());
        RecordingResponder again = ask(new ChatCommand.Status("shop"), "d");
        assertTrue(again.text().startsWith("That failed by a fault"), again.text());
    }

    @Test
    void namesAreOfferedByTheirBeginning() {
        assertEquals(List.of("blog", "shop"), chat.appNames(""));
        assertEquals(List.of("shop"), chat.appNames("sh"));
        assertEquals(List.of(), chat.appNames("x"));
    }

    private RecordingResponder ask(ChatCommand command, String role) {
        RecordingResponder responder = new RecordingResponder();
        chat.handle(command, new Caller(Stories.ALICE, Set.of(role), false, true), responder);
        return responder;
    }
}
