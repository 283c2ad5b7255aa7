package dev.kawasemi.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.rollout.Answer;
import dev.kawasemi.testing.FakeDeployEngine;
import dev.kawasemi.testing.FakeTime;
import dev.kawasemi.testing.RecordingResponder;
import dev.kawasemi.testing.Stories;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PressesTest {
    private static final Roles ROLES = new Roles(Set.of("d"), Set.of("a"), Set.of());

    private final FakeTime time = new FakeTime();
    private final FakeDeployEngine engine = new FakeDeployEngine(time, Stories.SHOP);
    private final ChatService chat = ChatServices.create(engine, ROLES, Texts.SETTINGS, time);

    @Test
    void removeTakesTheButtonsAwayWithTheVeryPress() {
        engine.put(Texts.asked().deployment());
        RecordingResponder bob = press("v1|rm|42|g1", Stories.BOB, "a");
        assertEquals(List.of("approve shop 1 222"), engine.calls());
        ChatMessage shown = bob.replaced().orElseThrow();
        assertEquals("pi4 shop 42: Bob approved at 14:00. BLUE is being stopped.", shown.content());
        assertEquals(List.of(), shown.buttons());
        assertEquals(List.of(), bob.replies());
        assertEquals(1, bob.timesFinished());
    }

    @Test
    void theSecondPresserIsToldWhoWasFirst() {
        engine.put(Texts.asked().deployment());
        press("v1|rm|42|g1", Stories.BOB, "a");
        time.advance(Duration.ofSeconds(12));
        RecordingResponder second = press("v1|rm|42|g1", Stories.ALICE, "a");
        assertEquals("Bob approved this 12 s ago. Nothing more to do.", second.text());
        assertTrue(second.replaced().isEmpty());
        assertEquals(1, engine.calls().size());
    }

    @Test
    void keepLeavesTheQuestionOpenAndSaysUntilWhenNobodyIsReminded() {
        engine.put(Texts.asked().deployment());
        RecordingResponder alice = press("v1|kp|42|g1", Stories.ALICE, "d");
        assertTrue(alice.text().contains("the right \"approve\""), alice.text());
        RecordingResponder bob = press("v1|kp|42|g1", Stories.BOB, "a");
        assertEquals(List.of("keep shop 1 222"), engine.calls());
        ChatMessage shown = bob.replaced().orElseThrow();
        assertTrue(shown.content().contains("\nBob keeps BLUE; no reminder before 15:00.\n"), shown.content());
        assertEquals(
                List.of("Remove BLUE", "Roll back", "Keep 1 h", "Evidence"),
                shown.buttons().stream().map(Button::label).toList());
        assertEquals(List.of("approve shop 1 222"), pressed("v1|rm|42|g1").subList(1, 2), "it can still be answered");
    }

    private List<String> pressed(String id) {
        press(id, Stories.BOB, "a");
        return engine.calls();
    }

    @Test
    void whatTheEngineDecidedOtherwiseIsToldToThePresserAlone() {
        engine.put(Texts.asked().deployment());
        engine.answerNext(
                new Answer.AlreadyDone(Texts.rollingBack(Stories.BOB, "x").deployment(), "rolled back"));
        RecordingResponder second = press("v1|rm|42|g1", Stories.ALICE, "a");
        assertTrue(second.text().startsWith("Bob rolled this back"), second.text());
        assertTrue(second.replaced().isEmpty());
    }

    @Test
    void twoPressesAtOnceAreOneAct() throws Exception {
        for (int round = 0; round < 50; round++) {
            engine.put(Texts.asked().deployment());
            List<RecordingResponder> both = pressAtOnce("v1|rm|42|g1", "v1|rb|42|g1");
            long replaced =
                    both.stream().filter(one -> one.replaced().isPresent()).count();
            long told = both.stream()
                    .filter(one -> one.text().contains("Nothing more to do."))
                    .count();
            assertEquals(1, replaced);
            assertEquals(1, told);
        }
    }

    @Test
    void tasksInTheQueueAreAskedAboutASecondTime() {
        engine.put(Stories.upgrade().switched().asked(Stories.evidence(7)).deployment());
        RecordingResponder bob = press("v1|rm|42|g1", Stories.BOB, "a");
        assertEquals(List.of(), engine.calls());
        assertEquals(
                "pi4 shop v1.9.2: 7 tasks wait in BLUE's queue and would be lost with it. Remove BLUE v1.9.1 anyway?",
                bob.text());
        Button.Action anyway = (Button.Action) bob.last().buttons().get(0);
        assertEquals("v1|ra|42|g1", anyway.id().encode());
        press(anyway.id().encode(), Stories.BOB, "a");
        assertEquals(List.of("approve shop 1 giving up 7 222"), engine.calls());
    }

    @Test
    void aQueueThatCouldNotBeCountedIsAskedAboutASecondTimeToo() {
        engine.put(Stories.upgrade()
                .switched()
                .step(Step.DRAIN, 60, "not measured")
                .asked(Stories.notMeasured())
                .deployment());
        RecordingResponder bob = press("v1|rm|42|g1", Stories.BOB, "a");
        assertEquals(List.of(), engine.calls());
        assertEquals(
                "pi4 shop v1.9.2: BLUE's queue could not be counted; what waits in it would be lost. Remove BLUE v1.9.1 anyway?",
                bob.text());
        press("v1|ra|42|g1", Stories.BOB, "a");
        assertEquals(List.of("approve shop 1 giving up -1 222"), engine.calls());
    }

    @Test
    void anAppWithoutAQueueOfItsOwnIsNotAskedTwice() {
        engine.put(Stories.upgrade().switched().asked(Stories.notMeasured()).deployment());
        press("v1|rm|42|g1", Stories.BOB, "a");
        assertEquals(List.of("approve shop 1 222"), engine.calls());
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1|rm|42|g1", "v1|ra|42|g1", "v1|rb|42|g1", "v1|cn|42|g0", "v1|lg|42|g0", "v1|rt|42|g0"})
    void withoutARoleNoButtonDoesAnything(String id) {
        engine.put(Texts.asked().deployment());
        RecordingResponder stranger = press(id, new Actor(Actor.Origin.DISCORD, "666", "Alice"), "none");
        assertTrue(stranger.text().startsWith("You may not "), stranger.text());
        assertTrue(stranger.replaced().isEmpty());
        assertEquals(List.of(), engine.calls());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "v1|rm|0|g1", "v1|xx|42|g1", "v2|rm|42|g1", "v1|rm|99999999999999999999|g1"})
    void aForgedIdIsRefused(String id) {
        engine.put(Texts.asked().deployment());
        assertEquals(Answers.notOurs(Texts.WORDING), press(id, Stories.BOB, "a").text());
        assertEquals(List.of(), engine.calls());
    }

    @Test
    void anUnknownDeploymentIsRefused() {
        assertTrue(press("v1|rm|7|g1", Stories.BOB, "a").text().startsWith("Deployment 7 is not known"));
    }

    @Test
    void anOldCopyOfTheMessageDoesNothing() {
        engine.put(Texts.asked().deployment());
        RecordingResponder responder = new RecordingResponder();
        chat.handle(new ChatCommand.Press("v1|rm|42|g1", false), caller(Stories.BOB, "a"), responder);
        assertEquals(Answers.oldCopy(Texts.WORDING), responder.text());
        assertEquals(List.of(), engine.calls());
    }

    @Test
    void anOlderGenerationDoesNothing() {
        engine.put(Texts.reviving().asked(Stories.evidence(0)).deployment());
        for (String id : List.of("v1|rm|42|g1", "v1|ra|42|g1", "v1|rb|42|g1", "v1|un|42|g1", "v1|rm|42|g3")) {
            assertEquals(
                    Answers.oldCopy(Texts.WORDING), press(id, Stories.BOB, "a").text());
        }
        assertEquals(List.of(), engine.calls());
    }

    @Test
    void aButtonOfAnOlderDeploymentDoesNotActOnTheNewest() {
        engine.put(Texts.asked().deployment());
        Deployment newer = Deployment.begin((dev.kawasemi.deployment.DeploymentEvent.Accepted)
                Stories.upgrade(43).events().get(0));
        engine.put(newer);
        for (String id : List.of("v1|rm|42|g1", "v1|rb|42|g1", "v1|cn|42|g0")) {
            assertTrue(press(id, Stories.BOB, "a").text().contains("was followed by 43"), id);
        }
        assertEquals(List.of(), engine.calls());
    }

    @Test
    void rollBackOfAnEndedDeploymentIsNoNewDeploy() {
        engine.put(Texts.rolledBack(Stories.BOB, "x").deployment());
        assertTrue(press("v1|rb|42|g1", Stories.ALICE, "d").text().startsWith("Bob rolled this back"));
        assertEquals(List.of(), engine.calls());
    }

    @Test
    void rollBackNeedsOnlyOneOfTheTwoRights() {
        for (String role : List.of("d", "a")) {
            engine.put(Texts.asked().deployment());
            RecordingResponder bob = press("v1|rb|42|g1", Stories.BOB, role);
            assertEquals(
                    "pi4 shop 42: Bob chose to roll back at 14:00. BLUE is taking over.",
                    bob.replaced().orElseThrow().content());
        }
    }

    @Test
    void undoWorksInItsWindowOnly() {
        engine.put(Texts.asked().approved(Stories.BOB).windowOpened().deployment());
        assertTrue(press("v1|un|42|g1", Stories.ALICE, "a").replaced().isPresent());
        engine.put(Texts.asked().removed().deployment());
        RecordingResponder late = press("v1|un|42|g1", Stories.ALICE, "a");
        assertTrue(late.text().startsWith("Bob approved this"), late.text());
        assertEquals(List.of("undo shop 111"), engine.calls());
    }

    @Test
    void theAskerCancelsWithoutARole() {
        engine.put(Stories.upgrade().deployment());
        RecordingResponder alice = press("v1|cn|42|g0", Stories.ALICE, "none");
        assertEquals(List.of("cancel shop 111"), engine.calls());
        ChatMessage root = alice.replaced().orElseThrow();
        assertTrue(root.content().endsWith("Being undone."), root.content());
        assertFalse(root.buttons().stream().anyMatch(button -> button.label().equals("Cancel")));
    }

    @Test
    void logsAreTheLastLinesInACodeBlock() {
        engine.put(Stories.upgrade().neverHealthy("HTTP 503").deployment());
        RecordingResponder alice = press("v1|lg|42|g0", Stories.ALICE, "d");
        assertEquals("Last lines of GREEN v1.9.2, deployment 42:\n```\nline 1\nboom: no such table\n```", alice.text());
        engine.put(Stories.upgrade().deployment());
        assertEquals(
                "No log lines were kept for deployment 42.",
                press("v1|lg|42|g0", Stories.ALICE, "d").text());
    }

    @Test
    void retryDeploysTheSameVersionForThePresser() {
        engine.put(Stories.upgrade().neverHealthy("HTTP 503").deployment());
        RecordingResponder bob = press("v1|rt|42|g0", Stories.BOB, "d");
        assertEquals(List.of("deploy shop v1.9.2 222"), engine.calls());
        assertTrue(bob.text().startsWith("Deploy 43 accepted"), bob.text());
    }

    private List<RecordingResponder> pressAtOnce(String first, String second) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            CountDownLatch go = new CountDownLatch(1);
            List<Future<RecordingResponder>> futures = new ArrayList<>();
            for (String id : List.of(first, second)) {
                futures.add(pool.submit(() -> {
                    assertTrue(go.await(10, TimeUnit.SECONDS));
                    return press(id, Stories.BOB, "a");
                }));
            }
            go.countDown();
            return List.of(
                    futures.get(0).get(10, TimeUnit.SECONDS), futures.get(1).get(10, TimeUnit.SECONDS));
        } finally {
            pool.shutdownNow();
        }
    }

    private RecordingResponder press(String id, Actor actor, String role) {
        RecordingResponder responder = new RecordingResponder();
        chat.handle(new ChatCommand.Press(id, true), caller(actor, role), responder);
        return responder;
    }

    private static Caller caller(Actor actor, String role) {
        return new Caller(actor, Set.of(role), false, true);
    }
}
