package dev.kawasemi.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.chart.ChartData;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.rollout.ActProgress;
import dev.kawasemi.testing.FakeChartMaker;
import dev.kawasemi.testing.FakeTime;
import dev.kawasemi.testing.RecordingBoard;
import dev.kawasemi.testing.Stories;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The chart of a deployment: what is drawn, when, and what is said beside it. */
class DeployChartTest {
    private static final byte[] PNG = {1, 2, 3};

    private final RecordingBoard board = new RecordingBoard();
    private final FakeChartMaker charts = new FakeChartMaker();
    private final Presenter presenter = new Presenter(board, Texts.WORDING, new FakeTime(), charts);

    /** Event by event, with a sample each second in between. */
    private void tell(Stories story) {
        List<DeploymentEvent> events = story.events();
        for (int i = 0; i < events.size(); i++) {
            Deployment now = Deployment.of(events.subList(0, i + 1));
            presenter.happened(now, events.get(i));
            Instant next = i + 1 < events.size()
                    ? events.get(i + 1).at()
                    : events.get(i).at();
            for (Instant at = events.get(i).at(); at.isBefore(next); at = at.plusSeconds(1)) {
                presenter.sampled(now, Stories.sample(at, 0.18, 0.11), ActProgress.NONE);
            }
        }
    }

    private ChatMessage at(String key) {
        return board.at(key).orElseThrow(() -> new AssertionError("nothing stands at " + key));
    }

    @Test
    void theQuestionStandsAtOnceAndGetsThePictureWhenItIsDrawn() {
        tell(Texts.asked());
        assertEquals(List.of(), at("d42-question-1").files());
        assertTrue(board.at("d42-chart").isEmpty(), "posted once, with its picture");
        charts.drawn(Optional.of(PNG));
        ChatFile chart = at("d42-chart").files().get(0);
        assertEquals("shop-42.png", chart.name());
        assertEquals(List.of(chart), at("d42-question-1").files());
        ChatMessage before = board.at(Slot.Kind.QUESTION).get(0).message();
        assertEquals(before, at("d42-question-1").withFiles(List.of()), "nothing else about it has changed");
    }

    @Test
    void theTitleIsTheVerdictAndTheAltTextSaysTheSameFacts() {
        tell(Texts.asked());
        charts.drawn(Optional.of(PNG));
        ChartData data = charts.asked().get(0);
        assertEquals("GREEN: CPU +7 %, memory +14 MB, 60 of 60 probes ok", data.title());
        assertEquals(
                "quiesce 20, start 23, switch 36, workers 40",
                data.marks().stream()
                        .map(mark -> mark.word() + " " + Math.round(mark.seconds()))
                        .collect(Collectors.joining(", ")));
        String alt = at("d42-chart").files().get(0).alt();
        assertEquals(
                "Chart of the CPU used in 699 s, in percent of one core. GREEN: CPU +7 %, memory +14 MB, 60 of 60 probes"
                        + " ok. GREEN from 18 to 18 %, 18 % at the end; BLUE from 11 to 11 %, 11 % at the end. Marks:"
                        + " quiesce at 20 s, start at 23 s, switch at 36 s, workers at 40 s.",
                alt);
    }

    @Test
    void withoutAPictureTheBarsStandAlone() {
        tell(Texts.asked());
        charts.drawn(Optional.empty());
        ChatMessage message = at("d42-chart");
        assertEquals(List.of(), message.files());
        assertEquals(
                "GREEN: CPU +7 %, memory +14 MB, 60 of 60 probes ok\n```\nGREEN " + "▂".repeat(20) + "\nBLUE  "
                        + "▁".repeat(20) + "\n```",
                message.content());
        assertEquals(List.of(), at("d42-question-1").files());
    }

    @Test
    void aDeployThatIsTakenBackHasItsChartToo() {
        tell(Stories.upgrade().neverHealthy("HTTP 503 in 176 of 176 probes, 180 s"));
        assertEquals(
                "GREEN: failed its health check, BLUE still serves",
                charts.asked().get(0).title());
        charts.drawn(Optional.of(PNG));
        assertEquals(1, at("d42-chart").files().size(), "though the deployment has ended");
    }

    @Test
    void aRollBackByItselfIsToldWithItsTime() {
        tell(Texts.sick());
        assertEquals(
                "GREEN: fell ill, rolled back to BLUE in 3 s",
                charts.asked().get(0).title());
        List<String> marks =
                charts.asked().get(0).marks().stream().map(ChartData.Mark::word).toList();
        assertEquals(List.of("quiesce", "start", "switch", "workers", "failed", "back"), marks);
    }

    @Test
    void thereIsOneChartForADeployment() {
        tell(Texts.rolledBack(Stories.BOB, "Bob chose it"));
        tell(Texts.reviving().asked(Stories.evidence(0)).removed());
        assertEquals(2, charts.asked().size());
    }

    @Test
    void afterARestartTooLittleIsKnownForOne() {
        Stories story = Texts.asked().removed();
        int from = Texts.asked().events().size();
        for (int i = from; i < story.events().size(); i++) {
            Deployment now = Deployment.of(story.events().subList(0, i + 1));
            presenter.happened(now, story.events().get(i));
            for (int second = 0; second < 10; second++) {
                presenter.sampled(now, Stories.sample(now.changedAt().plusSeconds(second), 1, 1), ActProgress.NONE);
            }
        }
        assertEquals(List.of(), charts.asked());
    }

    @Test
    void whatIsRefusedAtOnceHasNone() {
        tell(Stories.upgrade()
                .then(at -> new DeploymentEvent.UndoStarted(at, Stories.ALICE, "cancelled by Alice"))
                .then(at -> new DeploymentEvent.UndoDone(at, Optional.empty())));
        assertEquals(List.of(), charts.asked());
    }
}
