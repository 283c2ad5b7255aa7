package dev.kawasemi.chat;

import dev.kawasemi.chart.ChartData;
import dev.kawasemi.chart.ChartMaker;
import dev.kawasemi.chart.ChartMakers;
import dev.kawasemi.chart.Trail;
import dev.kawasemi.deployment.AftercareEvent;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.deployment.Freeze;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.host.Sample;
import dev.kawasemi.rollout.ActProgress;
import dev.kawasemi.rollout.DeploymentListener;
import dev.kawasemi.rollout.Thaw;
import dev.kawasemi.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows a deployment on a board: at each event every message is rendered anew from the deployment's state and shown where it differs. So it keeps nothing that
 * a restart could lose.
 */
final class Presenter implements DeploymentListener {
    private static final Logger LOG = LoggerFactory.getLogger(Presenter.class);
    private static final Duration BETWEEN_FRAMES = Duration.ofSeconds(1);

    private final Board board;
    private final Wording wording;
    private final TimeSource time;
    private final ChartMaker charts;
    private final Map<DeploymentId, Shown> standing = new HashMap<>();

    /** Without pictures. */
    Presenter(Board board, Wording wording, TimeSource time) {
        this(board, wording, time, ChartMakers.none());
    }

    Presenter(Board board, Wording wording, TimeSource time, ChartMaker charts) {
        this.board = board;
        this.wording = wording;
        this.time = time;
        this.charts = charts;
    }

    @Override
    public synchronized void happened(Deployment now, DeploymentEvent event) {
        try {
            Shown shown = standing.computeIfAbsent(now.id(), id -> new Shown(now));
            if (event instanceof DeploymentEvent.Accepted) {
                nameThread(now);
            }
            boolean fresh = shown.messages.isEmpty();
            boolean turned = fresh || shown.now.phase() != now.phase();
            shown.now = now;
            aftercare(shown, event);
            if (event instanceof AftercareEvent.Reminded || event instanceof AftercareEvent.Kept) {
                question(shown);
            } else if (!isAside(event)) {
                present(shown, turned, fresh && now.ended() && !(event instanceof AftercareEvent.Repaired));
            }
            chart(shown);
            if (now.ended()) {
                standing.remove(now.id());
            }
        } catch (RuntimeException e) {
            LOG.error("Showing deployment {} failed; the deployment goes on", now.id(), e);
        }
    }

    /** Of a deployment that has ended, and shows its end already. */
    private static boolean isAside(DeploymentEvent event) {
        return event instanceof AftercareEvent.FailedColorRemoved || event instanceof AftercareEvent.ImagesRemoved;
    }

    @Override
    public synchronized void sampled(Deployment now, Sample sample, ActProgress progress) {
        try {
            Shown shown = standing.get(now.id());
            if (shown != null) {
                shown.readings = shown.readings.with(sample, progress);
                shown.trail.add(sample);
                card(shown, false);
            }
        } catch (RuntimeException e) {
            LOG.error("Showing a sample of deployment {} failed; the deployment goes on", now.id(), e);
        }
    }

    /** One message for each open question: what was pressed in between was lost. Below it the question again, without another push. */
    @Override
    public synchronized void wasAway(Instant from, Instant until, List<Deployment> open) {
        for (Deployment d : open) {
            try {
                Slot slot = channel(d, "away-" + until.getEpochSecond() / 60, Slot.Kind.OUTCOME);
                board.show(slot, RestartText.away(d, from, until, wording));
                board.showAnew(
                        question(d, d.generation()), QuestionText.of(d, wording).quiet());
            } catch (RuntimeException e) {
                LOG.error("Saying that nobody was there failed", e);
            }
        }
    }

    /** One message an hour at most, however often the process is started anew meanwhile. */
    @Override
    public synchronized void disagrees(Deployment now, String seen) {
        try {
            Slot slot = channel(now, "odd-" + time.now().getEpochSecond() / 3600, Slot.Kind.OUTCOME);
            board.show(slot, RepairText.needed(now, seen, wording));
        } catch (RuntimeException e) {
            LOG.error("Saying that a person is needed for {} failed", now.app(), e);
        }
    }

    /** Hangs on the newest deployment's place; with none there is no place yet, and who asked has their answer. */
    @Override
    public synchronized void frozen(Freeze freeze, Optional<Deployment> latest) {
        latest.ifPresent(d -> board.show(
                lock(d, "lock-", freeze),
                ChatMessage.silent(Escape.fit(wording.host() + " " + FreezeText.began(freeze, time.now(), wording)))));
    }

    @Override
    public synchronized void thawed(Thaw thaw, Optional<Deployment> latest) {
        latest.ifPresent(d -> board.show(
                lock(d, "lift-", thaw.freeze()), ChatMessage.silent(Escape.fit(FreezeText.ended(thaw, wording)))));
    }

    private static Slot lock(Deployment d, String begin, Freeze freeze) {
        return channel(d, begin + freeze.since().getEpochSecond() / 60, Slot.Kind.OUTCOME);
    }

    private void nameThread(Deployment d) {
        boolean discord = d.actor().origin() == dev.kawasemi.deployment.Actor.Origin.DISCORD;
        board.nameThread(d.id(), Wording.threadTitle(d), discord ? d.actor().id() : "");
    }

    /** What only the event knows. */
    private void aftercare(Shown shown, DeploymentEvent event) {
        Deployment d = shown.now;
        FailedColorText.of(d, event, wording).ifPresent(text -> show(shown, FailedColorText.slot(d), text));
        if (event instanceof AftercareEvent.ImagesRemoved removed) {
            show(shown, ImagesText.slot(removed, d), ImagesText.of(removed, wording));
        }
        if (event instanceof AftercareEvent.Repaired repaired) {
            show(shown, RepairText.slot(repaired, d), RepairText.of(d, repaired, wording));
        }
    }

    /** @param longOver its card has its last frame, with measurements that are not known here any more */
    private void present(Shown shown, boolean turned, boolean longOver) {
        Deployment d = shown.now;
        show(shown, channel(d, "root", Slot.Kind.ROOT), RootLine.of(d, wording));
        if (!longOver) {
            card(shown, turned);
        }
        for (Milestone milestone : Milestone.values()) {
            if (milestone.reachedNow(d)) {
                show(shown, milestone.slot(d), milestone.message(d, wording));
            }
        }
        RestartText.of(d, wording).ifPresent(text -> show(shown, channel(d, "restart", Slot.Kind.OUTCOME), text));
        question(shown);
        Outcomes.of(d, wording).ifPresent(outcome -> show(shown, channel(d, "outcome", Slot.Kind.OUTCOME), outcome));
    }

    /** The copy before loses its buttons first, so that one question is live at a time. */
    private void question(Shown shown) {
        Deployment d = shown.now;
        if (d.generation() == 0) {
            return;
        }
        if (d.generation() > 1 && d.phase() == Phase.AWAITING_APPROVAL) {
            Slot before = question(d, d.generation() - 1);
            ChatMessage superseded = QuestionText.superseded(d, wording);
            if (!superseded.equals(shown.messages.put(before.name(), superseded))) {
                board.amend(before, superseded);
            }
        }
        ChatMessage question = QuestionText.of(d, wording);
        boolean open = d.phase() == Phase.AWAITING_APPROVAL;
        show(shown, question(d, d.generation()), open ? question.withFiles(shown.chart) : question);
    }

    /** Once, when there is nothing more to measure. Nobody waits for it: it is posted, and put under the question, when it is drawn. */
    private void chart(Shown shown) {
        if (shown.charted || !DeployChart.due(shown.now)) {
            return;
        }
        shown.charted = true;
        Deployment d = shown.now;
        DeployChart.of(d, shown.trail, wording).ifPresent(data -> charts.draw(data, png -> drawn(d, data, png)));
    }

    private synchronized void drawn(Deployment d, ChartData data, Optional<byte[]> png) {
        try {
            List<ChatFile> chart = png.map(bytes -> ChartText.file(d, data, bytes, wording)).stream()
                    .toList();
            Slot slot = new Slot(d.id(), "chart", Slot.Place.THREAD, Slot.Kind.MILESTONE);
            board.show(slot, ChartText.message(d, data, wording).withFiles(chart));
            Shown shown = standing.get(d.id());
            if (shown != null) {
                shown.chart = chart;
                question(shown);
            }
        } catch (RuntimeException e) {
            LOG.error("Showing the chart of deployment {} failed; the deployment goes on", d.id(), e);
        }
    }

    private void card(Shown shown, boolean atOnce) {
        Duration now = time.elapsed();
        boolean due = shown.lastFrame
                .map(last -> now.minus(last).compareTo(BETWEEN_FRAMES) >= 0)
                .orElse(true);
        if (!due && !atOnce) {
            return;
        }
        shown.lastFrame = Optional.of(now);
        Slot slot = new Slot(shown.now.id(), "card", Slot.Place.THREAD, Slot.Kind.PROGRESS);
        show(shown, slot, LiveCard.of(shown.now, shown.readings, wording, time.now()));
    }

    private void show(Shown shown, Slot slot, ChatMessage message) {
        if (!message.equals(shown.messages.put(slot.name(), message))) {
            board.show(slot, message);
        }
    }

    private static Slot channel(Deployment d, String name, Slot.Kind kind) {
        return new Slot(d.id(), name, Slot.Place.CHANNEL, kind);
    }

    private static Slot question(Deployment d, int generation) {
        return channel(d, "question-" + generation, Slot.Kind.QUESTION);
    }

    /** What was last shown of one deployment; kept until it ends. */
    private static final class Shown {
        private final Map<String, ChatMessage> messages = new HashMap<>();
        private Deployment now;
        private Readings readings = Readings.NONE;
        private Optional<Duration> lastFrame = Optional.empty();
        private final Trail trail;
        private List<ChatFile> chart = List.of();
        private boolean charted;

        private Shown(Deployment now) {
            this.now = now;
            this.trail = new Trail(now.next().color());
            // After a restart too little of it would be known.
            this.charted = now.phase() != Phase.RUNNING;
        }
    }
}
