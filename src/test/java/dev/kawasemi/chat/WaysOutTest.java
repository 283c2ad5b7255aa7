package dev.kawasemi.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.AftercareEvent;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.FourEyes;
import dev.kawasemi.rollout.Answer;
import dev.kawasemi.testing.FakeDeployEngine;
import dev.kawasemi.testing.FakeTime;
import dev.kawasemi.testing.RecordingResponder;
import dev.kawasemi.testing.Stories;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Four eyes, the three ways on while a standby waits, and the removal of a failed colour. */
class WaysOutTest {
    private static final Roles ROLES = new Roles(Set.of("d", "ops"), Set.of("a", "ops"), Set.of());

    private final FakeTime time = new FakeTime();
    private final FakeDeployEngine engine = new FakeDeployEngine(time, Stories.SHOP);

    private ChatService chat(FourEyes rule) {
        return ChatServices.create(engine, ROLES, rule, Texts.SETTINGS, time);
    }

    private final ChatService strict = chat(new FourEyes(false, Duration.ofMinutes(10)));
    private final ChatService free = chat(FourEyes.OFF);

    @ParameterizedTest
    @ValueSource(strings = {"v1|rm|42|g1", "v1|ra|42|g1"})
    void theAskerDoesNotApproveTheirOwnDeploy(String button) {
        engine.put(Texts.asked().deployment());
        RecordingResponder alice = press(strict, button, Stories.ALICE, "a");
        assertTrue(alice.text().startsWith("You asked for this deploy; someone else of "), alice.text());
        assertTrue(
                alice.text().endsWith(" must approve. From 14:10 on you may, too; it is then recorded as a bypass."));
        assertTrue(alice.replaced().isEmpty());
        assertEquals(List.of(), engine.calls());
        press(strict, button, Stories.BOB, "a");
        assertEquals(1, engine.calls().size());
    }

    @Test
    void theCommandIsNoWayRoundTheRule() {
        engine.put(Texts.asked().deployment());
        RecordingResponder alice = ask(strict, new ChatCommand.Approve("shop"), Stories.ALICE, "a");
        assertTrue(alice.text().startsWith("You asked for this deploy"), alice.text());
        assertEquals(List.of(), engine.calls());
    }

    @Test
    void afterTheTimeTheAskerMayWhateverTheClockSays() {
        engine.put(Texts.asked().deployment());
        ask(strict, new ChatCommand.Approve("shop"), Stories.ALICE, "a");
        time.jumpWallClock(Duration.ofDays(9000));
        ask(strict, new ChatCommand.Approve("shop"), Stories.ALICE, "a");
        assertEquals(List.of(), engine.calls());
        time.advance(Duration.ofMinutes(10));
        ask(strict, new ChatCommand.Approve("shop"), Stories.ALICE, "a");
        assertEquals(List.of("approve shop 1 111"), engine.calls());
    }

    @Test
    void approveAndGoOnDeploysWhatWasJustAskedFor() {
        Deployment waiting = waitingFor("v3");
        RecordingResponder alice = press(free, button(waiting, "go"), Stories.ALICE, "ops");
        assertTrue(alice.replies().get(0).content().startsWith("Checking shop v3"), alice.text());
        assertTrue(alice.text().startsWith("Deploy 43 accepted"), alice.text());
        assertEquals(List.of("deploy shop v3 111", "deploy shop v3 111"), engine.calls());
    }

    @Test
    void goingOnNeedsBothRightsAndFourEyes() {
        Deployment waiting = waitingFor("v3");
        String go = button(waiting, "go");
        assertTrue(press(free, go, Stories.ALICE, "d").text().startsWith("You may not approve"));
        assertTrue(press(free, go, Stories.ALICE, "a").text().startsWith("You may not deploy"));
        assertTrue(press(strict, go, Stories.ALICE, "ops").text().startsWith("You asked for this deploy"));
        assertEquals(1, engine.calls().size());
    }

    @Test
    void goingOnWithWhatSomebodyElseAskedForIsNotKnown() {
        Deployment waiting = waitingFor("v3");
        assertEquals(
                Texts.WORDING.say(DeskPhrase.NOT_PARKED),
                press(free, button(waiting, "go"), Stories.BOB, "ops").text());
    }

    @Test
    void leavingItTouchesNothing() {
        Deployment waiting = waitingFor("v3");
        RecordingResponder alice = press(free, button(waiting, "lv"), Stories.ALICE, "d");
        ChatMessage left = alice.replaced().orElseThrow();
        assertEquals("shop: BLUE v1.9.1 still stands by; nothing was started.", left.content());
        assertEquals(List.of(), left.buttons());
        assertEquals(1, engine.calls().size());
    }

    @Test
    void theFailedColourIsRemovedByItsButton() {
        engine.put(Stories.upgrade().neverHealthy("HTTP 503").deployment());
        ChatMessage outcome = Outcomes.of(engine.history().get(0), new Wording(Texts.SETTINGS))
                .orElseThrow();
        assertEquals(
                List.of("Logs", "Retry", "Remove GREEN"),
                outcome.buttons().stream().map(Button::label).toList());
        RecordingResponder bob = press(free, "v1|rf|42|g0", Stories.BOB, "d");
        assertEquals(List.of("remove shop 222"), engine.calls());
        assertEquals(
                List.of("Logs", "Retry"),
                bob.replaced().orElseThrow().buttons().stream()
                        .map(Button::label)
                        .toList());
        assertTrue(press(free, "v1|rf|42|g0", Stories.BOB, "d").text().endsWith("Nothing more to do."));
        assertEquals(1, engine.calls().size());
    }

    @Test
    void tasksInTheFailedQueueAreAskedAboutASecondTime() {
        engine.put(Stories.upgrade()
                .neverHealthy("HTTP 503")
                .then(at -> new AftercareEvent.DrainEnded(
                        at, Stories.upgrade().deployment().next(), OptionalLong.of(12), List.of()))
                .deployment());
        RecordingResponder bob = press(free, "v1|rf|42|g0", Stories.BOB, "d");
        assertEquals(
                "pi4 shop v1.9.2: 12 tasks wait in GREEN's queue and would be lost with it. Remove GREEN anyway?",
                bob.text());
        press(free, "v1|fa|42|g0", Stories.BOB, "d");
        assertEquals(List.of("remove shop giving up 12 222"), engine.calls());
    }

    @Test
    void aRetryKeepsTheReasonAndIsRefusedWhileTheAppIsLocked() {
        engine.put(Stories.upgrade().neverHealthy("HTTP 503").deployment());
        engine.freeze(Stories.SHOP, Stories.BOB, "x", Duration.ofHours(4));
        engine.answerNext(new Answer.Frozen(engine.frozen(Stories.SHOP).orElseThrow()));
        RecordingResponder alice = press(free, "v1|rt|42|g0", Stories.ALICE, "d");
        assertTrue(alice.text().startsWith("shop is locked by Bob"), alice.text());
    }

    /** Alice asked for a version while the old colour of her deployment 42 waits. */
    private Deployment waitingFor(String version) {
        Deployment waiting = Texts.asked().deployment();
        engine.put(waiting);
        for (ChatService chat : List.of(free)) {
            engine.answerNext(new Answer.StandbyWaits(waiting));
            ask(chat, new ChatCommand.Deploy("shop", version), Stories.ALICE, "d");
        }
        return waiting;
    }

    private static String button(Deployment d, String verb) {
        return "v1|" + verb + "|" + d.id() + "|g" + d.generation();
    }

    private static RecordingResponder press(ChatService chat, String id, Actor actor, String role) {
        return ask(chat, new ChatCommand.Press(id, true), actor, role);
    }

    private static RecordingResponder ask(ChatService chat, ChatCommand command, Actor actor, String role) {
        RecordingResponder responder = new RecordingResponder();
        chat.handle(command, new Caller(actor, Set.of(role), false, true), responder);
        return responder;
    }
}
