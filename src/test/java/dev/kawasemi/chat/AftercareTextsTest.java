package dev.kawasemi.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.Evidence;
import dev.kawasemi.deployment.StandbyNote;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.rollout.ActProgress;
import dev.kawasemi.testing.FakeTime;
import dev.kawasemi.testing.RecordingBoard;
import dev.kawasemi.testing.Stories;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is said of restarts, queues, the watch and the standby. */
class AftercareTextsTest {
    private static final Wording WORDING = Texts.WORDING;

    @Test
    void aRestartBeforeTheCommitPointIsToldAtTheEndWithWhatServes() {
        Deployment d = Texts.restartedAndUndone().deployment();
        String text = Texts.rendered(Outcomes.of(d, WORDING).orElseThrow().content());
        assertEquals(
                "@Alice pi4 shop v1.9.2 was undone: I was restarted at 14:03 during 'health', GREEN was not serving."
                        + " BLUE v1.9.1 still serves, its workers are back (down 14 s).",
                text);
        assertEquals(Optional.empty(), RestartText.of(d, WORDING), "said once");
        Deployment later = Texts.restartedAndFinishing()
                .passes(Duration.ofSeconds(3))
                .then(at -> new DeploymentEvent.StepDone(at, Step.DRAIN, "empty"))
                .deployment();
        assertEquals(Optional.empty(), RestartText.of(later, WORDING), "only when it begins");
    }

    @Test
    void aRestartAfterTheCommitPointIsToldAtOnceAndThatItIsFinished() {
        ChatMessage text = RestartText.of(Texts.restartedAndFinishing().deployment(), WORDING)
                .orElseThrow();
        assertEquals(
                "pi4 shop 42: I was restarted at 14:03 during 'drain'. GREEN serves already: finishing.",
                text.content());
        assertTrue(text.silent());
    }

    @Test
    void timeWithoutAnybodyToHearAPressIsToldUnderAnOpenQuestion() {
        RecordingBoard board = new RecordingBoard();
        Presenter presenter = new Presenter(board, WORDING, new FakeTime());
        Instant until = Instant.parse("2026-11-22T14:09:00Z");
        presenter.wasAway(
                until.minus(Duration.ofMinutes(7)), until, List.of(Texts.asked().deployment()));
        List<RecordingBoard.Shown> all = board.all();
        assertEquals(2, all.size());
        assertEquals(
                "pi4 shop 42: I was offline 14:02–14:09. Presses in that time were lost; the buttons below work again.",
                all.get(0).message().content());
        assertEquals(List.of("d42-question-1"), board.anew());
        assertEquals("d42-question-1", all.get(1).slot().key());
        assertEquals(4, all.get(1).message().buttons().size());
        assertTrue(all.get(1).message().silent(), "it asks nothing new: nobody is woken by a restart");
    }

    @Test
    void aDisagreementFoundAtTheStartIsToldOnceWithWhatWasSeenAndTheCommand() {
        RecordingBoard board = new RecordingBoard();
        FakeTime time = new FakeTime();
        Deployment d = Texts.asked().deployment();
        String seen = "the journal says that GREEN serves, but the proxy points at @everyone";
        new Presenter(board, WORDING, time).disagrees(d, seen);
        time.advance(Duration.ofMinutes(20));
        new Presenter(board, WORDING, time).disagrees(d, seen);
        List<RecordingBoard.Shown> all = board.all();
        assertEquals(all.get(0), all.get(1), "the same message, however often it is started anew");
        assertEquals(dev.kawasemi.chat.Slot.Place.CHANNEL, all.get(0).slot().place());
        ChatMessage message = all.get(0).message();
        assertEquals(
                "@ops pi4 shop needs a person: the journal says that GREEN serves, but the proxy points at "
                        + Escape.text("@everyone", 100)
                        + ". Nothing was touched. On the host: `kawasemi repair shop --active COLOR` with the colour that shall"
                        + " serve.",
                Texts.rendered(message.content()));
        assertFalse(message.silent(), "a person is needed");
        assertEquals(WORDING.pingRoles(), message.pingRoles());
    }

    @Test
    void anOpenWindowIsShownAnewWithItsUndo() {
        RecordingBoard board = new RecordingBoard();
        Deployment window = Texts.asked().approved(Stories.BOB).windowOpened().deployment();
        new Presenter(board, WORDING, new FakeTime())
                .wasAway(Stories.BEGIN, Stories.BEGIN.plusSeconds(60), List.of(window));
        assertEquals(
                "Undo",
                board.at("d42-question-1").orElseThrow().buttons().get(0).label());
    }

    @Test
    void aRestartDuringTheUndoDoesNotHideWhyItFailed() {
        String text = Outcomes.of(Texts.restartedWhileUndoing().deployment(), WORDING)
                .orElseThrow()
                .content();
        assertTrue(text.contains("HTTP 503 in 176 of 176 probes, 180 s. I was restarted at 14:03 meanwhile."), text);
        assertFalse(text.contains("was undone"), text);
    }

    @Test
    void whatIsStuckAfterARestartSaysWhatAPersonMustDo() {
        String text = Texts.rendered(Outcomes.of(Texts.stuckAfterRestart().deployment(), WORDING)
                .orElseThrow()
                .content());
        assertEquals(
                "@ops pi4 shop v1.9.2 needs a person: nginx -t: unknown directive in /etc/nginx/*.conf."
                        + " I was restarted at 14:02 during 'switch'. When that is mended: `/rollback shop`, or on the host"
                        + " `kawasemi repair shop --active COLOR` with the colour that shall serve.",
                text);
    }

    @Test
    void tasksLeftInTheOldQueueAreAMilestoneAndThoseThatWereCutAreNamedHarmlessly() {
        String text = Milestone.DRAINED.text(Texts.queueLeft().deployment(), WORDING);
        assertTrue(text.startsWith("BLUE's queue: 7 tasks left after 900 s. Cut while running: "), text);
        assertTrue(text.endsWith(" and 2 more."), text);
        assertFalse(text.contains("@everyone"), text);
        assertFalse(text.contains("**x**"), text);
    }

    @Test
    void theCardCountsTheQueueDownAndTheProbesUp() {
        Readings readings = Readings.NONE.with(
                Stories.notMeasured(Stories.BEGIN),
                new ActProgress(
                        Optional.empty(),
                        Optional.of(new ActProgress.Drain(12, 40)),
                        Optional.of(new ActProgress.Watch(23, 2, 2, Duration.ofSeconds(37)))));
        Deployment draining = Stories.upgrade().switched().starts(Step.DRAIN).deployment();
        assertTrue(LiveCard.of(draining, readings, WORDING, Stories.BEGIN)
                .content()
                .contains("drain    12 left\n"));
        Deployment watching = Stories.upgrade()
                .switched()
                .step(Step.DRAIN, 8, "empty")
                .starts(Step.WATCH)
                .deployment();
        String card = LiveCard.of(watching, readings, WORDING, Stories.BEGIN).content();
        assertTrue(card.contains("drain    done   8 s   empty\n"), card);
        assertTrue(card.contains("watch    21/23 ok"), card);
        assertTrue(card.contains("2 failing"), card);
    }

    @Test
    void aStandbyThatIsNotWarmIsNotPromised() {
        for (StandbyNote.State state : StandbyNote.State.values()) {
            String text =
                    QuestionText.of(Texts.standby(state).deployment(), WORDING).content();
            assertEquals(state == StandbyNote.State.WARM, text.contains("Rolling back takes about"), text);
        }
        String cold = QuestionText.of(Texts.standby(StandbyNote.State.COLD).deployment(), WORDING)
                .content();
        assertTrue(
                cold.contains("BLUE is stopped since 14:19 (memory: 90 MB available, 150 MB must stay free);"
                        + " rolling back starts it first."),
                cold);
        Deployment back = Texts.standby(StandbyNote.State.COLD)
                .then(at -> new DeploymentEvent.RollBackStarted(at, Stories.BOB, "asked for by Bob"))
                .deployment();
        assertEquals(
                "Rolling back shop on pi4 to BLUE v1.9.1; its web is started first.",
                Answers.rollBackAccepted(back, WORDING));
    }

    @Test
    void aRemovalThatIsHeldSaysHowManyTasksWaitAndThatTheyAreWorkedOff() {
        ChatMessage text = QuestionText.of(Texts.heldForItsQueue().deployment(), WORDING);
        assertTrue(
                text.content()
                        .contains("It stayed: 12 tasks wait in BLUE's queue (tried at 14:14).\nBLUE's workers work its"
                                + " queue off now; after that it is asked anew.\n"),
                text.content());
    }

    @Test
    void theSchedulersPauseIsToldBesideTheWorkersAndAlone() {
        Evidence both = Stories.evidence(0);
        assertTrue(question(both).contains("workers paused 9 s, scheduler 10 s;"), question(both));
        Evidence alone = new Evidence(
                60,
                60,
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.of(9000),
                OptionalLong.of(0));
        assertTrue(question(alone).contains("\nscheduler paused 9 s; old queue empty."), question(alone));
    }

    private static String question(Evidence evidence) {
        return QuestionText.of(Stories.upgrade().switched().asked(evidence).deployment(), WORDING)
                .content();
    }

    @Test
    void tasksInTheFailedColoursQueueAreToldWithTheWayToGiveThemUp() {
        String text = Outcomes.of(Texts.rolledBackWithTasks(12).deployment(), WORDING)
                .orElseThrow()
                .content();
        assertTrue(
                text.endsWith("12 tasks wait in GREEN's queue; `kawasemi remove shop --lose-tasks 12` gives them up."),
                text);
        String none = Outcomes.of(Texts.rolledBackWithTasks(0).deployment(), WORDING)
                .orElseThrow()
                .content();
        assertFalse(none.contains("queue"), none);
    }
}
