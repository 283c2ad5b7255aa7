package dev.kawasemi.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.AftercareEvent;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.deployment.Stack;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.testing.FakeTime;
import dev.kawasemi.testing.RecordingBoard;
import dev.kawasemi.testing.Stories;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is told of a colour that failed, and of a repair. */
class FailedColorTextTest {
    private static final Actor PI = new Actor(Actor.Origin.TERMINAL, "1000", "pi @everyone");
    private static final Stack GREEN = Stories.upgrade().deployment().next();

    private final RecordingBoard board = new RecordingBoard();
    private final Presenter presenter = new Presenter(board, Texts.WORDING, new FakeTime());

    @Test
    void howItsQueueWasLeftIsALineOfTheThread() {
        tell(Texts.sick(), 0);
        assertEquals("GREEN's queue: empty.", line());
        tell(Texts.sick(), 12);
        assertEquals("GREEN's queue: 12 tasks left; `kawasemi remove shop --lose-tasks 12` gives them up.", line());
        assertTrue(board.at(Slot.Kind.MILESTONE).stream()
                .filter(shown -> shown.slot().name().equals("m-failed"))
                .allMatch(shown -> shown.slot().place() == Slot.Place.THREAD));
    }

    @Test
    void whileItIsWorkedOffTheOutcomeSaysSo() {
        Stories story = Texts.sick().then(at -> new AftercareEvent.DrainStarted(at, GREEN, List.of()));
        String text =
                Outcomes.of(story.deployment(), Texts.WORDING).orElseThrow().content();
        assertTrue(text.endsWith(" Rolled back to BLUE in 3 s. GREEN's queue is being worked off."), text);
    }

    @Test
    void tasksThatWereCutAreNamedHarmlesslyInThreadAndChannel() {
        List<String> cut =
                List.of("@everyone", "<@&1> `x`", "https://evil.example", "\u202Ebad", "a\nb", "six", "seven");
        Stories story = Texts.sick().then(at -> new AftercareEvent.DrainEnded(at, GREEN, OptionalLong.of(3), cut));
        tell(story);
        String outcome = board.at("d42-outcome").orElseThrow().content();
        for (String text : List.of(line(), outcome)) {
            assertTrue(text.endsWith("a b and 2 more."), text);
            assertFalse(text.contains("@everyone") || text.contains("<@&1>") || text.contains("https://"), text);
            assertFalse(text.contains("\u202E") || text.contains("six"), text);
        }
    }

    @Test
    void tasksThatWereCutWhileTheOldWorkersYieldedAreNamedHarmlessly() {
        String note = "workers stopped; worker killed after 30 s, @everyone **x** come back by the broker";
        Deployment d = Stories.upgrade()
                .step(Step.PREPARE, 1, "")
                .step(Step.QUIESCE, 30, note)
                .deployment();
        String text = Milestone.YIELDED.text(d, Texts.WORDING);
        assertTrue(text.contains("worker killed after 30 s"), text);
        assertFalse(text.contains("@everyone") || text.contains("**x**"), text);
    }

    @Test
    void aCancelledDeployTellsOfItsQueueToo() {
        Stories story = Texts.cancelled(Stories.ALICE)
                .then(at -> new AftercareEvent.DrainEnded(at, GREEN, OptionalLong.of(1), List.of()));
        String text =
                Outcomes.of(story.deployment(), Texts.WORDING).orElseThrow().content();
        assertTrue(
                text.endsWith("1 task waits in GREEN's queue; `kawasemi remove shop --lose-tasks 1` gives them up."),
                text);
    }

    @Test
    void itsRemovalIsToldInTheThreadAloneBecauseTheChannelHasNothingToDecide() {
        Stories story = Texts.rolledBackWithTasks(12).passes(Duration.ofDays(2));
        tellLast(story.then(at -> new AftercareEvent.FailedColorRemoved(at, PI, 12)));
        assertEquals(1, board.all().size());
        String line = line();
        assertTrue(line.startsWith("GREEN v1.9.2 removed by pi "), line);
        assertTrue(line.endsWith("; 12 tasks in its queue went with it."), line);
        assertFalse(line.contains("@everyone"), line);
    }

    @Test
    void aDrainThatEndsLongAfterDoesNotTouchTheCardsLastFrame() {
        tellLast(Texts.rolledBackWithTasks(12));
        assertEquals(List.of(), board.at(Slot.Kind.PROGRESS));
    }

    @Test
    void theLongestWayBackHasAtMostNineLines() {
        Stories story = Stories.upgrade()
                .switched()
                .step(Step.DRAIN, 8, "empty")
                .passes(Duration.ofSeconds(1))
                .step(Step.WATCH, 60, "60 of 60 probes ok")
                .passes(Duration.ofSeconds(1))
                .asked(Stories.evidence(0))
                .passes(Duration.ofSeconds(1))
                .then(at -> new DeploymentEvent.RollBackStarted(at, Stories.BOB, "asked for by Bob"))
                .passes(Duration.ofSeconds(1))
                .then(DeploymentEvent.RollBackDone::new)
                .then(at -> new AftercareEvent.DrainEnded(at, GREEN, OptionalLong.of(2), List.of()))
                .passes(Duration.ofSeconds(1))
                .then(at -> new AftercareEvent.FailedColorRemoved(at, PI, 2));
        tell(story);
        Set<String> lines = board.at(Slot.Kind.MILESTONE).stream()
                .map(shown -> shown.slot().name())
                .collect(Collectors.toSet());
        assertTrue(lines.containsAll(Set.of("m-drained", "m-watched", "m-decided", "m-failed")), lines.toString());
        assertEquals(9, lines.size(), lines.toString());
    }

    @Test
    void aRepairIsToldInTheChannelByWhomAndWhatServes() {
        for (Color active : Color.values()) {
            Deployment d = Texts.repaired(active).deployment();
            tellLast(Texts.repaired(active));
            String side = active == Color.GREEN ? "GREEN v1.9.2" : "BLUE v1.9.1";
            List<RecordingBoard.Shown> outcomes = board.at(Slot.Kind.OUTCOME);
            ChatMessage told = outcomes.get(outcomes.size() - 1).message();
            assertEquals("pi4 shop: pi made " + side + " active at 14:15 by `kawasemi repair`.", told.content());
            assertTrue(told.silent());
            assertTrue(board.at("d42-root").orElseThrow().content().endsWith("Repaired: " + active + " serves."));
            ChatMessage question = board.at("d42-question-1").orElseThrow();
            assertEquals("pi4 shop 42: ended by a repair at 14:15, see below.", question.content());
            assertEquals(List.of(), question.buttons());
            assertEquals(
                    "pi ended this by a repair. Nothing more to do.",
                    Answers.decidedBefore(d, d.changedAt(), Texts.WORDING));
            assertTrue(d.phase() == Phase.COMPLETED || d.phase() == Phase.ROLLED_BACK);
        }
    }

    @Test
    void aRepairClaimsNeitherARemovalNorARollBack() {
        for (Color active : Color.values()) {
            tellLast(Texts.repaired(active));
        }
        String all =
                board.all().stream().map(shown -> shown.message().content()).collect(Collectors.joining("\n"));
        assertFalse(
                all.contains("removed")
                        || all.toLowerCase(java.util.Locale.ROOT).contains("rolled back"),
                all);
    }

    private void tell(Stories rolledBack, long left) {
        tell(rolledBack.then(at -> new AftercareEvent.DrainEnded(at, GREEN, OptionalLong.of(left), List.of())));
    }

    private void tell(Stories story) {
        List<DeploymentEvent> events = story.events();
        for (int i = 1; i <= events.size(); i++) {
            presenter.happened(Deployment.of(events.subList(0, i)), events.get(i - 1));
        }
    }

    /** As after a restart: what was before is not known here. */
    private void tellLast(Stories story) {
        List<DeploymentEvent> events = story.events();
        presenter.happened(story.deployment(), events.get(events.size() - 1));
    }

    private String line() {
        return board.at("d42-m-failed").orElseThrow().content();
    }
}
