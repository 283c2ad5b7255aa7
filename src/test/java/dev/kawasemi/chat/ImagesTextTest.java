package dev.kawasemi.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.AftercareEvent;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.Version;
import dev.kawasemi.testing.FakeTime;
import dev.kawasemi.testing.RecordingBoard;
import dev.kawasemi.testing.Stories;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is told of images that were removed. */
class ImagesTextTest {
    private final RecordingBoard board = new RecordingBoard();
    private final Presenter presenter = new Presenter(board, Texts.WORDING, new FakeTime());

    @Test
    void itIsALineOfTheThreadWithoutAPushAndNothingElseChanges() {
        Stories story = Texts.asked().removed().passes(Duration.ofSeconds(9));
        String outcome = QuestionText.of(story.deployment(), Texts.WORDING).content();
        List<Version> versions = List.of(new Version("v1.7.0"), new Version("v1.6.2"));
        story.then(at -> new AftercareEvent.ImagesRemoved(at, versions, 3, OptionalLong.of(412L << 20)));
        List<DeploymentEvent> events = story.events();
        Deployment now = story.deployment();

        presenter.happened(now, events.get(events.size() - 1));

        assertEquals(1, board.all().size());
        RecordingBoard.Shown shown = board.at(Slot.Kind.MILESTONE).get(0);
        assertEquals(Slot.Place.THREAD, shown.slot().place());
        assertTrue(shown.message().silent());
        assertEquals(
                "Removed 3 images of v1.7.0, v1.6.2: 412 MB freed.",
                shown.message().content());
        assertEquals(outcome, QuestionText.of(now, Texts.WORDING).content(), "when it ended does not change");
    }

    @Test
    void twoRemovalsAreTwoLines() {
        Stories story = Texts.asked().removed();
        for (int i = 0; i < 2; i++) {
            story.passes(Duration.ofHours(1))
                    .then(at ->
                            new AftercareEvent.ImagesRemoved(at, List.of(new Version("v1")), 1, OptionalLong.empty()));
            List<DeploymentEvent> events = story.events();
            presenter.happened(story.deployment(), events.get(events.size() - 1));
        }
        assertEquals(
                2,
                board.at(Slot.Kind.MILESTONE).stream()
                        .map(RecordingBoard.Shown::slot)
                        .distinct()
                        .count());
    }
}
