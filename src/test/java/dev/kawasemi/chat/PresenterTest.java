package dev.kawasemi.chat;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.AftercareEvent;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.deployment.Version;
import dev.kawasemi.rollout.ActProgress;
import dev.kawasemi.rollout.DeploymentListener;
import dev.kawasemi.testing.FakeTime;
import dev.kawasemi.testing.RecordingBoard;
import dev.kawasemi.testing.Stories;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PresenterTest {
    private final FakeTime time = new FakeTime();
    private final RecordingBoard board = new RecordingBoard();
    private final DeploymentListener presenter = Presenters.create(board, Texts.SETTINGS, time);

    @Test
    void theThreadIsNamedBeforeTheRootStands() {
        tell(Stories.upgrade());
        assertEquals(List.of("42|shop 42 v1.9.2|111|0"), board.threads());
        assertEquals("d42-root", board.all().get(0).slot().key());
        assertEquals(Slot.Kind.ROOT, board.all().get(0).slot().kind());
        assertEquals(Slot.Place.CHANNEL, board.all().get(0).slot().place());
    }

    @Test
    void someoneAtATerminalIsNoMemberOfTheThread() {
        tell(Stories.upgrade(new Version("v2"), new Actor(Actor.Origin.TERMINAL, "1000", "pi")));
        assertEquals(List.of("42|shop 42 v2||0"), board.threads());
    }

    @Test
    void theRootIsEditedAtPhaseChangesOnly() {
        tell(Texts.asked().removed());
        // running, awaiting, retiring, undo window, removing, completed
        assertEquals(6, board.at(Slot.Kind.ROOT).size());
    }

    @Test
    void milestonesAreShownOnceEachAndAreAtMostNine() {
        tell(Texts.asked().removed());
        List<String> slots = board.at(Slot.Kind.MILESTONE).stream()
                .map(shown -> shown.slot().name())
                .toList();
        assertEquals(
                List.of("m-prepare", "m-quiesce", "m-healthy", "m-switched", "m-workers", "m-decided", "m-removed"),
                slots);
        assertTrue(Milestone.values().length <= 9);
        assertEquals("Bob approved at 14:14.", text("d42-m-decided"));
        assertEquals("GREEN is healthy after 7 s: 2 of 7 probes ok, 84 ms.", text("d42-m-healthy"));
    }

    @Test
    void slotNamesFitTheNonce() {
        tell(Texts.asked().removed());
        for (RecordingBoard.Shown shown : board.all()) {
            assertTrue(
                    shown.slot().name().matches("[a-z0-9-]{1,14}"), shown.slot().name());
        }
    }

    @Test
    void theQuestionsPlaceShowsTheDecisionAndAtLastWhatWasDone() {
        Stories story = Texts.asked();
        tell(story);
        assertEquals(4, message("d42-question-1").buttons().size());
        tellRest(story, story.approved(Stories.BOB).windowOpened());
        assertEquals("Undo", message("d42-question-1").buttons().get(0).label());
        tellRest(story, story.passes(Duration.ofMinutes(10)).then(DeploymentEvent.RemovalStarted::new));
        assertEquals(List.of(), message("d42-question-1").buttons());
        tellRest(story, story.then(DeploymentEvent.Completed::new));
        assertTrue(text("d42-question-1").startsWith("pi4 shop 42: done."));
        assertTrue(board.at("d42-outcome").isEmpty());
    }

    @Test
    void askedAnewTheOldCopyHasNoButtons() {
        tell(Texts.reviving().asked(Stories.evidence(0)));
        assertEquals(List.of(), message("d42-question-1").buttons());
        assertEquals(4, message("d42-question-2").buttons().size());
    }

    @Test
    void aReminderPutsTheQuestionAnewWithAPushAndTouchesNothingElse() {
        Stories story = Texts.asked();
        tell(story);
        int before = board.all().size();
        tellRest(
                story,
                story.passes(Duration.ofMinutes(15))
                        .then(at -> new AftercareEvent.Reminded(at, 2, 1, Stories.evidence(3))));
        assertEquals(
                List.of("d42-question-1", "d42-question-2"),
                board.all().subList(before, board.all().size()).stream()
                        .map(shown -> shown.slot().key())
                        .toList());
        assertEquals("pi4 shop 42: this question was asked anew below.", text("d42-question-1"));
        assertEquals(List.of(), message("d42-question-1").buttons());
        ChatMessage asked = message("d42-question-2");
        assertEquals(Set.of("999"), asked.pingRoles());
        assertFalse(asked.silent());
        assertTrue(asked.content().contains("\nAsked since 14:14; without an answer BLUE stays.\n"), asked.content());
        assertTrue(asked.content().contains("3 tasks wait in BLUE's queue"), asked.content());
        assertEquals(2, ((Button.Action) asked.buttons().get(0)).id().generation());
    }

    @Test
    void noTwoCopiesOfAQuestionAreEverLive() {
        RecordingBoard all = board;
        tell(Texts.reviving().asked(Stories.evidence(0)).removed());
        java.util.Map<String, Boolean> live = new java.util.HashMap<>();
        for (RecordingBoard.Shown shown : all.at(Slot.Kind.QUESTION)) {
            live.put(
                    shown.slot().key(),
                    shown.message().buttons().stream().anyMatch(Button.ThreadLink.class::isInstance));
            assertTrue(live.values().stream().filter(on -> on).count() <= 1);
        }
        assertEquals(Set.of("d42-question-1", "d42-question-2"), live.keySet());
    }

    @Test
    void aFailureIsAnOutcomeInTheChannel() {
        tell(Stories.upgrade().neverHealthy("HTTP 503"));
        RecordingBoard.Shown shown = board.at(Slot.Kind.OUTCOME).get(0);
        assertEquals(Slot.Place.CHANNEL, shown.slot().place());
        assertEquals(1, board.at(Slot.Kind.OUTCOME).size());
        assertTrue(text("d42-root").endsWith("Failed: BLUE serves."));
    }

    @Test
    void atMostOneFrameASecondBetweenPhaseChanges() {
        tell(Stories.upgrade());
        Deployment d = Stories.upgrade().deployment();
        int before = board.at(Slot.Kind.PROGRESS).size();
        for (int i = 0; i < 10; i++) {
            time.advance(Duration.ofMillis(400));
            presenter.sampled(d, Stories.sample(time.now(), .1, .1), ActProgress.NONE);
        }
        assertEquals(3, board.at(Slot.Kind.PROGRESS).size() - before);
    }

    @Test
    void theCardsLastFrameShowsThePhaseItEndedIn() {
        tell(Stories.upgrade().neverHealthy("HTTP 503"));
        assertTrue(text("d42-card").contains("state    aborted"), text("d42-card"));
    }

    @Test
    void aLateSampleOfAnEndedDeploymentShowsNothing() {
        Stories story = Stories.upgrade();
        tell(story.neverHealthy("HTTP 503"));
        int before = board.all().size();
        time.advance(Duration.ofSeconds(5));
        presenter.sampled(Stories.upgrade().deployment(), Stories.sample(time.now(), 1, 1), ActProgress.NONE);
        assertEquals(before, board.all().size());
    }

    @Test
    void afterARestartTheNextEventShowsTheWholeStateAgain() {
        Stories story = Texts.asked();
        Deployment asked = story.deployment();
        DeploymentEvent approved =
                new DeploymentEvent.Approved(asked.changedAt(), Stories.BOB, 1, Duration.ZERO, 0, false);
        presenter.happened(asked.apply(approved), approved);
        Set<String> keys =
                board.all().stream().map(shown -> shown.slot().name()).collect(Collectors.toSet());
        assertTrue(keys.containsAll(Set.of("root", "card", "question-1", "m-decided")), keys.toString());
        assertFalse(keys.contains("m-prepare"), "milestones of before are not posted again");
        assertEquals(List.of(), board.threads());
    }

    @Test
    void aBoardThatThrowsDoesNotReachTheEngine() {
        DeploymentListener onBroken = Presenters.create(new BrokenBoard(), Texts.SETTINGS, time);
        Stories story = Stories.upgrade();
        assertDoesNotThrow(
                () -> onBroken.happened(story.deployment(), story.events().get(0)));
    }

    @Test
    void theSameImageIsSaid() {
        Stories story = Stories.upgrade()
                .then(at -> new DeploymentEvent.Resolved(
                        at,
                        new dev.kawasemi.deployment.Release(
                                new Version("v1.9.2"), java.util.Map.of("web", "sha256:aa"))))
                .step(Step.PREPARE, 2, "");
        tell(story);
        assertEquals("Prepared v1.9.2 in 2 s. Same image as BLUE's.", text("d42-m-prepare"));
    }

    private static final class BrokenBoard implements Board {
        @Override
        public void show(Slot slot, ChatMessage message) {
            throw new IllegalStateException("broken on purpose");
        }

        @Override
        public void showAnew(Slot slot, ChatMessage message) {
            throw new IllegalStateException("broken on purpose");
        }

        @Override
        public void nameThread(DeploymentId deployment, String title, String memberId) {
            throw new IllegalStateException("broken on purpose");
        }
    }

    private int told;

    private void tell(Stories story) {
        told = 0;
        tellRest(story, story);
    }

    /** The events that were added since. */
    private void tellRest(Stories before, Stories now) {
        assertEquals(before, now, "a story is told on");
        List<DeploymentEvent> events = now.events();
        for (; told < events.size(); told++) {
            presenter.happened(Deployment.of(events.subList(0, told + 1)), events.get(told));
        }
    }

    private ChatMessage message(String key) {
        return board.at(key).orElseThrow();
    }

    private String text(String key) {
        return message(key).content();
    }
}
