package dev.kawasemi.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.chat.Announcement.State;
import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.FourEyes;
import dev.kawasemi.deployment.Version;
import dev.kawasemi.rollout.Answer;
import dev.kawasemi.testing.FakeDeployEngine;
import dev.kawasemi.testing.FakeTime;
import dev.kawasemi.testing.MemoryAnnouncements;
import dev.kawasemi.testing.RecordingBoard;
import dev.kawasemi.testing.RecordingResponder;
import dev.kawasemi.testing.Stories;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A release says that it is out; a person says what becomes of it. */
class ReleasesTest {
    private static final Roles ROLES = new Roles(Set.of("d"), Set.of("a"), Set.of());

    private final FakeTime time = new FakeTime();
    private final FakeDeployEngine engine = new FakeDeployEngine(time, Stories.SHOP);
    private final MemoryAnnouncements store = new MemoryAnnouncements();
    private final RecordingBoard board = new RecordingBoard();
    private final ChatService chat =
            ChatServices.create(engine, new ChatServices.Rules(ROLES, FourEyes.OFF), Texts.SETTINGS, time, store);

    private Releases releases(AppName... autoDeploy) {
        return new Releases(engine, store, board, Texts.SETTINGS, Set.of(autoDeploy));
    }

    private void comes(String version, String... changes) {
        releases().announce(Stories.SHOP, new Version(version), List.of(changes), time.now());
    }

    private RecordingResponder press(String id, Actor actor, String role) {
        RecordingResponder responder = new RecordingResponder();
        chat.handle(new ChatCommand.Press(id, true), new Caller(actor, Set.of(role), false, true), responder);
        return responder;
    }

    private String shown(String key) {
        return board.at(key).orElseThrow().content();
    }

    private void serves() {
        engine.put(Stories.upgrade()
                .switched()
                .asked(Stories.evidence(0))
                .removed()
                .deployment());
    }

    @Test
    void questionNamesHostAppAndVersionFirstAndThenTheChanges() {
        serves();
        comes("v1.9.3", "Cart keeps its items", "@everyone **look** here");
        ChatMessage message = board.at("d42-release-1").orElseThrow();
        List<String> lines = message.content().lines().toList();
        assertEquals("pi4 shop v1.9.3 is out. Deploy it? v1.9.2 serves now.", lines.get(0));
        assertEquals("- Cart keeps its items", lines.get(1));
        assertFalse(message.content().contains("**look**"), message.content());
        assertEquals(
                List.of("Deploy", "Not now"),
                message.buttons().stream().map(Button::label).toList());
        assertEquals(Set.of(), message.pingRoles());
        assertTrue(message.silent(), "it can wait");
    }

    @Test
    void longListOfChangesIsCut() {
        comes("v2", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
        assertTrue(shown("d1-release-1").endsWith("- h\n- and 2 more"), shown("d1-release-1"));
    }

    @Test
    void pressDeploysInTheNameOfWhoPressed() {
        comes("v1.9.3");
        RecordingResponder alice = press("v1|dp|1|g0", Stories.ALICE, "d");
        assertEquals(List.of("deploy shop v1.9.3 111"), engine.calls());
        ChatMessage left = alice.replaced().orElseThrow();
        assertEquals("pi4 shop v1.9.3: deployed by Alice at 14:00, see below.", left.content());
        assertEquals(List.of(), left.buttons());
        RecordingResponder second = press("v1|dp|1|g0", Stories.BOB, "d");
        assertTrue(second.text().contains("deployed by Alice"), second.text());
        assertEquals(1, engine.calls().size());
    }

    @Test
    void withoutTheRightNothingHappens() {
        comes("v1.9.3");
        RecordingResponder bob = press("v1|dp|1|g0", Stories.BOB, "a");
        assertTrue(bob.text().contains("You may not"), bob.text());
        assertEquals(List.of(), engine.calls());
        assertEquals(State.OPEN, store.all().get(1L).state());
    }

    @Test
    void refusedDeployLeavesTheQuestionOpen() {
        comes("v1.9.3");
        engine.answerNext(new Answer.Refused(Answer.Reason.BUSY, List.of("the host is busy")));
        RecordingResponder alice = press("v1|dp|1|g0", Stories.ALICE, "d");
        assertTrue(alice.text().contains("the host is busy"), alice.text());
        assertTrue(alice.replaced().isEmpty());
        assertEquals(State.OPEN, store.all().get(1L).state());
        press("v1|dp|1|g0", Stories.ALICE, "d");
        assertEquals(State.DEPLOYED, store.all().get(1L).state());
    }

    @Test
    void deployThatFailsInsideLeavesTheQuestionOpen() {
        comes("v1.9.3");
        engine.answerNext(CompletableFuture.failedFuture(new IllegalStateException("boom")));
        press("v1|dp|1|g0", Stories.ALICE, "d");
        assertEquals(State.OPEN, store.all().get(1L).state());
    }

    @Test
    void notNowPutsItAside() {
        comes("v1.9.3");
        RecordingResponder alice = press("v1|nn|1|g0", Stories.ALICE, "d");
        assertTrue(alice.replaced().orElseThrow().content().contains("Alice put it aside at 14:00"));
        assertEquals(List.of(), engine.calls());
        assertEquals(State.DECLINED, store.all().get(1L).state());
    }

    @Test
    void newerReleaseTakesThePlaceOfAnUnansweredOne() {
        comes("v1.9.3");
        comes("v1.9.4");
        assertEquals(List.of(), board.at("d1-release-1").orElseThrow().buttons());
        assertTrue(shown("d1-release-1").contains("a newer release came"), shown("d1-release-1"));
        assertEquals(2, board.at("d1-release-2").orElseThrow().buttons().size());
        RecordingResponder late = press("v1|dp|1|g0", Stories.ALICE, "d");
        assertTrue(late.text().contains("Nothing more to do"), late.text());
        assertEquals(List.of(), engine.calls());
    }

    @Test
    void nothingIsSaidOfAVersionThatServesAlready() {
        serves();
        comes("v1.9.2");
        assertEquals(List.of(), board.all());
    }

    @Test
    void unknownNumberIsToldSo() {
        RecordingResponder alice = press("v1|dp|9|g0", Stories.ALICE, "d");
        assertTrue(alice.text().contains("not known"), alice.text());
        assertEquals(List.of(), engine.calls());
    }

    @Test
    void appThatWantsItIsDeployedAtOnceAndAPersonIsAskedWhereThatIsRefused() {
        releases(Stories.SHOP).announce(Stories.SHOP, new Version("v1.9.3"), List.of(), time.now());
        assertEquals(List.of("deploy shop v1.9.3 webhook"), engine.calls());
        assertTrue(shown("d1-release-1").contains("deployed by auto-deploy"), shown("d1-release-1"));
        engine.answerNext(new Answer.Refused(Answer.Reason.BUSY, List.of("the host is busy")));
        releases(Stories.SHOP).announce(Stories.SHOP, new Version("v1.9.4"), List.of(), time.now());
        ChatMessage asked = board.at("d1-release-2").orElseThrow();
        assertTrue(asked.content().contains("not deployed by itself: the host is busy"), asked.content());
        assertEquals(2, asked.buttons().size());
    }

    @Test
    void appThatIsNotThereIsRefused() {
        Releases releases = releases();
        assertThrows(
                IllegalArgumentException.class,
                () -> releases.announce(new AppName("blog"), new Version("v1"), List.of(), time.now()));
    }
}
