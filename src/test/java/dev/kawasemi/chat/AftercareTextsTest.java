package dev.kawasemi.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.Deployment;
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
        String all = board.all().toString();
        assertTrue(all.contains("I was offline 14:02–14:09. Presses in that time were lost"), all);
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
