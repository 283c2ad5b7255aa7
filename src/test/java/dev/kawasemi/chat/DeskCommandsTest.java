package dev.kawasemi.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.Freeze;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.deployment.Version;
import dev.kawasemi.rollout.Answer;
import dev.kawasemi.rollout.AppStatus;
import dev.kawasemi.rollout.DryRun;
import dev.kawasemi.rollout.Thaw;
import dev.kawasemi.testing.FakeDeployEngine;
import dev.kawasemi.testing.FakeTime;
import dev.kawasemi.testing.RecordingBoard;
import dev.kawasemi.testing.RecordingResponder;
import dev.kawasemi.testing.Stories;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands beside the way forward. */
class DeskCommandsTest {
    private static final Roles ROLES = new Roles(Set.of("d"), Set.of("a"), Set.of());
    private static final long MB = 1024 * 1024;

    private final FakeTime time = new FakeTime();
    private final FakeDeployEngine engine = new FakeDeployEngine(time, Stories.SHOP);
    private final ChatService chat = ChatServices.create(engine, ROLES, Texts.SETTINGS, time);

    @Test
    void aLockSaysByWhomWhyAndUntilWhen() {
        assertEquals(
                "shop is locked by Alice since 14:00: \"db \\*migration\\*\". Ends 18:00. Nobody deploys it; roll back and approve pass.",
                ask(new ChatCommand.Lock("shop", " db *migration* ", ""), Stories.ALICE, "d")
                        .text());
        assertEquals(
                "shop is locked by Alice since 14:00: \"db \\*migration\\*\". Ends 18:00. `/unlock shop`, or wait. Nothing was done.",
                ask(new ChatCommand.Lock("shop", "mine", "1d"), Stories.BOB, "d")
                        .text());
    }

    @Test
    void aDeployOfALockedAppIsAnsweredWithTheWayOut() {
        Freeze freeze = new Freeze(
                Stories.SHOP,
                new Actor(Actor.Origin.DISCORD, "9", "Mia"),
                "db migration",
                time.now().plusSeconds(120),
                time.now().plus(Duration.ofHours(30)));
        engine.answerNext(new Answer.Frozen(freeze));
        assertEquals(
                "shop is locked by Mia since 14:02: \"db migration\". Ends 2026-11-23 20:00. `/unlock shop`, or wait.",
                ask(new ChatCommand.Deploy("shop", "v2"), Stories.ALICE, "d").text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"31d", "@everyone", "0h"})
    void aLengthThatIsNoneLocksNothing(String length) {
        String text = ask(new ChatCommand.Lock("shop", "x", length), Stories.ALICE, "d")
                .text();
        assertTrue(text.contains("will not do: ") && text.endsWith("Nothing was done."), text);
        assertFalse(text.contains("@everyone"));
        assertEquals(Optional.empty(), engine.frozen(Stories.SHOP));
    }

    @Test
    void onlyTheOwnerOrAnApproverLiftsALock() {
        lock();
        assertEquals(
                "You may not lift somebody else's lock here: it needs a role with the right \"approve\". Nothing was done.",
                ask(new ChatCommand.Unlock("shop"), Stories.BOB, "d").text());
        assertEquals(
                "shop can be deployed again.",
                ask(new ChatCommand.Unlock("shop"), Stories.BOB, "a").text());
        lock();
        assertEquals(
                "shop can be deployed again.",
                ask(new ChatCommand.Unlock("shop"), Stories.ALICE, "none").text());
        assertEquals(
                "shop is not locked. Nothing to do.",
                ask(new ChatCommand.Unlock("shop"), Stories.ALICE, "d").text());
    }

    @Test
    void withoutTheRightNothingIsDone() {
        engine.put(Texts.asked().deployment());
        List<ChatCommand> commands = List.of(
                new ChatCommand.Lock("shop", "x", ""),
                new ChatCommand.Unlock("shop"),
                new ChatCommand.Reject("shop"),
                new ChatCommand.Cancel("shop"),
                new ChatCommand.Logs("shop", ""),
                new ChatCommand.DryRun("shop", "v2", List.of()));
        for (ChatCommand command : commands) {
            assertTrue(ask(command, Stories.BOB, "none").text().startsWith("You may not "), command::toString);
        }
        assertTrue(ask(new ChatCommand.Reject("shop"), Stories.BOB, "d").text().startsWith("You may not "));
        assertEquals(List.of(), engine.calls());
    }

    @Test
    void theLockIsToldInTheChannelAndItsEndToo() {
        RecordingBoard board = new RecordingBoard();
        Presenter presenter = new Presenter(board, new Wording(Texts.SETTINGS), time);
        Deployment latest = Texts.asked().deployment();
        Freeze freeze = new Freeze(
                Stories.SHOP, Stories.ALICE, "x", time.now(), time.now().plus(Duration.ofHours(4)));
        presenter.frozen(freeze, Optional.of(latest));
        presenter.thawed(new Thaw(freeze, Optional.of(Stories.BOB), false), Optional.of(latest));
        presenter.thawed(new Thaw(freeze, Optional.empty(), true), Optional.of(latest));
        presenter.frozen(freeze, Optional.empty());
        assertEquals(
                List.of(
                        "pi4 shop is locked by Alice since 14:00: \"x\". Ends 18:00. Nobody deploys it; roll back and approve pass.",
                        "pi4 shop: the lock of Alice was lifted by Bob. It can be deployed again.",
                        "pi4 shop: the lock of Alice has run out. It can be deployed again."),
                board.all().stream().map(shown -> shown.message().content()).toList());
        assertTrue(board.all().stream()
                .allMatch(
                        shown -> shown.message().silent() && shown.slot().key().length() <= 25));
    }

    @Test
    void statusShowsALock() {
        lock();
        engine.putStatus(new AppStatus(
                Stories.SHOP,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Stories.notMeasured(Stories.BEGIN),
                List.of()));
        assertTrue(ask(new ChatCommand.Status("shop"), Stories.BOB, "d")
                .text()
                .endsWith("\nshop is locked by Alice since 14:00: \"x\". Ends 18:00."));
    }

    @Test
    void rejectRollsTheOpenQuestionBack() {
        engine.put(Texts.asked().deployment());
        assertEquals(
                "Rolling back shop on pi4 to BLUE v1.9.1; it takes about 4 s.",
                ask(new ChatCommand.Reject("shop"), Stories.BOB, "a").text());
        assertEquals(List.of("rollBack shop 222"), engine.calls());
        assertTrue(ask(new ChatCommand.Reject("shop"), Stories.BOB, "a").text().startsWith("Bob rolled this back"));
        assertEquals(1, engine.calls().size());
    }

    @Test
    void theAskerCancelsWithoutARole() {
        engine.put(Stories.upgrade().upToTheGate().deployment());
        assertTrue(ask(new ChatCommand.Cancel("shop"), Stories.BOB, "d").text().startsWith("You may not cancel"));
        assertEquals(
                "pi4 shop 42: it is being undone.",
                ask(new ChatCommand.Cancel("shop"), Stories.ALICE, "none").text());
        assertEquals(List.of("cancel shop 111"), engine.calls());
    }

    @Test
    void aDryRunTellsThePlanAndWhatTheBotLacks() {
        Deployment d = Stories.upgrade().deployment();
        DryRun.Forecast forecast = new DryRun.Forecast(
                OptionalLong.of(290 * MB),
                OptionalLong.of(80 * MB),
                OptionalLong.empty(),
                OptionalLong.of(5000 * MB),
                150 * MB,
                1024 * MB);
        DryRun.Way way = new DryRun.Way(
                d.old(), d.next(), List.of(Step.PREPARE, Step.QUIESCE), forecast, List.of("web: `port` 8000 moves"));
        engine.desk()
                .finds(new DryRun(
                        Stories.SHOP,
                        new Version("v1.9.2"),
                        List.of(new Answer.Refused(Answer.Reason.PREFLIGHT, List.of("port 18002 is taken"))),
                        Optional.of(way)));
        assertEquals(
                """
                Dry run of shop v1.9.2 on pi4: nothing was touched.
                In the way:
                - I am missing "Attach Files".
                - port 18002 is taken
                From BLUE v1.9.1 to GREEN on port 18002.
                Steps: prepare, quiesce.
                Memory: 290 MB available + 80 MB from the old workers − (not measured) for the new web leaves 370 MB, at least 150 MB must stay.
                Disk: 5000 MB free, at least 1024 MB must be.
                Edit: web: \\`port\\` 8000 moves""",
                ask(
                                new ChatCommand.DryRun("shop", "v1.9.2", List.of("I am missing \"Attach Files\".")),
                                Stories.ALICE,
                                "d")
                        .text());
        assertEquals(List.of(), engine.calls());
    }

    @Test
    void theLogsAreTheLastTwentyLinesAndAllOfThemAsAFile() {
        List<String> lines =
                IntStream.rangeClosed(1, 30).mapToObj(i -> "web | line " + i).toList();
        engine.desk().finds(lines);
        RecordingResponder alice = ask(new ChatCommand.Logs("shop", "BLUE"), Stories.ALICE, "d");
        assertTrue(
                alice.text().startsWith("shop BLUE, the last 20 of 30 lines, all in the file:\n```\nweb | line 11\n"));
        ChatFile file = alice.last().files().get(0);
        assertEquals("shop-blue.log", file.name());
        assertEquals(String.join("\n", lines) + "\n", new String(file.bytes(), StandardCharsets.UTF_8));
        assertEquals(
                "\"red\" is no colour: blue or green. Nothing was done.",
                ask(new ChatCommand.Logs("shop", "red"), Stories.ALICE, "d").text());
    }

    @Test
    void aLogThatIsTooLongLosesItsOldestLines() {
        engine.desk()
                .finds(IntStream.range(0, 500)
                        .mapToObj(i -> i + "x".repeat(2000))
                        .toList());
        ChatFile file = ask(new ChatCommand.Logs("shop", ""), Stories.ALICE, "d")
                .last()
                .files()
                .get(0);
        assertTrue(file.size() <= 256 * 1024 + 1, file::toString);
        assertTrue(new String(file.bytes(), StandardCharsets.UTF_8).endsWith("499" + "x".repeat(2000) + "\n"));
    }

    @Test
    void historyTellsTenWithVerdictReasonAndBypass() {
        for (int number = 1; number <= 12; number++) {
            engine.put(Stories.upgrade(number).deployment());
        }
        Actor pi = new Actor(Actor.Origin.TERMINAL, "1000", "pi");
        engine.put(Stories.upgrade()
                .switched()
                .asked(Stories.evidence(0))
                .then(at -> new DeploymentEvent.Approved(at, pi, 1, Duration.ZERO, 0, true))
                .then(DeploymentEvent.RemovalStarted::new)
                .then(DeploymentEvent.Completed::new)
                .deployment());
        List<String> lines = ask(new ChatCommand.History(""), Stories.BOB, "none")
                .text()
                .lines()
                .toList();
        assertEquals(10, lines.size());
        assertEquals(
                "42 14:02 shop v1.9.1 → v1.9.2 by Alice: done, approved by pi (bypass: from the command line), 65 s.",
                lines.get(0));
        assertTrue(lines.get(1).startsWith("12 14:02 shop v1.9.1 → v1.9.3 by Alice: under way"), lines.get(1));
    }

    @Test
    void versionsSeenAreOfferedNewestFirst() {
        engine.put(Stories.upgrade(41).deployment());
        engine.put(Stories.upgrade().deployment());
        engine.put(Stories.upgrade(43).deployment());
        assertEquals(List.of("v1.9.3", "v1.9.2"), chat.versions("shop", ""));
        assertEquals(List.of("v1.9.2"), chat.versions("shop", "9.2"));
        assertEquals(List.of(), chat.versions("blog", ""));
    }

    @Test
    void theReasonStandsWithTheRequestEverywhere() {
        ask(new ChatCommand.Deploy("shop", "v2", "login is *broken*"), Stories.ALICE, "d");
        Deployment d = engine.latest(Stories.SHOP).orElseThrow();
        assertEquals("login is *broken*", d.reason());
        assertTrue(RootLine.of(d, new Wording(Texts.SETTINGS))
                .content()
                .contains("by Alice (\"login is \\*broken\\*\")."));
        assertTrue(ask(new ChatCommand.Deploy("shop", "v2", "x".repeat(201)), Stories.ALICE, "d")
                .text()
                .startsWith("A reason has at most 200 characters."));
    }

    private void lock() {
        engine.freeze(Stories.SHOP, Stories.ALICE, "x", Duration.ofHours(4));
    }

    private RecordingResponder ask(ChatCommand command, Actor actor, String role) {
        RecordingResponder responder = new RecordingResponder();
        chat.handle(command, new Caller(actor, Set.of(role), false, true), responder);
        assertEquals(1, responder.timesFinished());
        return responder;
    }
}
