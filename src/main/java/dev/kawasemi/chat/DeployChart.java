package dev.kawasemi.chat;

import dev.kawasemi.chart.ChartData;
import dev.kawasemi.chart.Trail;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.deployment.StepState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the chart of one deployment shows, once its watch has ended or it was taken back. The picture speaks English, colours and numbers, in every language
 * alike: a font with Japanese and Korean letters weighs as much as Kawasemi. Nothing from outside is in it.
 */
final class DeployChart {
    /** A long pull is not what a chart is looked at for. */
    private static final Duration BEFORE = Duration.ofSeconds(20);

    private static final int FEWEST_POINTS = 3;

    private DeployChart() {}

    /** Whether it is time: a question stands, or nothing more will be measured. */
    static boolean due(Deployment d) {
        return switch (d.phase()) {
            case AWAITING_APPROVAL, ABORTED, ROLLED_BACK, STUCK, COMPLETED -> true;
            case RUNNING, UNDOING, ROLLING_BACK, RETIRING, UNDO_WINDOW, REVIVING, REMOVING -> false;
        };
    }

    /** Empty where there was too little to measure: refused, or over at once. */
    static Optional<ChartData> of(Deployment d, Trail trail, Wording wording) {
        Wording english = wording.in(Language.EN);
        Instant begin = begin(d);
        List<ChartData.Point> points = trail.since(begin);
        boolean measured = points.stream()
                .anyMatch(point -> point.newCpu().isPresent() || point.oldCpu().isPresent());
        return points.size() < FEWEST_POINTS || !measured
                ? Optional.empty()
                : Optional.of(
                        new ChartData(verdict(d, english), Wording.newColor(d), oldWord(d), marks(d, begin), points));
    }

    private static Instant begin(Deployment d) {
        Step first = d.old().isPresent() ? Step.QUIESCE : Step.START;
        return Optional.ofNullable(d.steps().get(first))
                .map(StepState::startedAt)
                .map(at -> at.minus(BEFORE))
                .filter(at -> at.isAfter(d.startedAt()))
                .orElse(d.startedAt());
    }

    /** {@code GREEN: CPU +7 %, memory +14 MB, 60 of 60 probes ok}. */
    static String verdict(Deployment d, Wording wording) {
        return wording.say(ChartPhrase.VERDICT, Wording.newColor(d), what(d, wording));
    }

    private static String what(Deployment d, Wording wording) {
        return switch (d.phase()) {
            case ABORTED ->
                (Wording.takenBackByPerson(d) ? wording.say(ChartPhrase.CANCELLED) : failure(d, wording))
                        + stillServes(d, wording);
            case ROLLED_BACK ->
                wording.say(ChartPhrase.ROLLED_BACK, failure(d, wording), Wording.oldColor(d), trafficBack(d, wording));
            case STUCK -> wording.say(ChartPhrase.NEEDS_A_PERSON);
            case RUNNING,
                    UNDOING,
                    AWAITING_APPROVAL,
                    ROLLING_BACK,
                    RETIRING,
                    UNDO_WINDOW,
                    REVIVING,
                    REMOVING,
                    COMPLETED -> facts(d, wording);
        };
    }

    private static String facts(Deployment d, Wording wording) {
        List<String> facts = new ArrayList<>();
        d.evidence().ifPresent(evidence -> {
            evidence.cpuChangePercent()
                    .ifPresent(change -> facts.add(wording.say(ChartPhrase.CPU, Wording.percentChanged(change))));
            evidence.memoryChange()
                    .ifPresent(change -> facts.add(wording.say(ChartPhrase.MEMORY, Wording.bytesChanged(change))));
            if (evidence.probes() > 0) {
                facts.add(wording.say(ChartPhrase.PROBES, evidence.probesOk(), evidence.probes()));
            }
        });
        return facts.isEmpty() ? wording.say(ChartPhrase.SERVES) : String.join(", ", facts);
    }

    private static String stillServes(Deployment d, Wording wording) {
        return d.old()
                .map(old -> wording.say(ChartPhrase.STILL_SERVES, old.stack().color()))
                .orElse("");
    }

    private static String trafficBack(Deployment d, Wording wording) {
        return d.trafficBack().isPresent() && d.decidedAt().isPresent()
                ? wording.say(
                        ChartPhrase.WITHIN,
                        wording.took(Duration.between(
                                d.decidedAt().get(), d.trafficBack().get())))
                : "";
    }

    private static String failure(Deployment d, Wording wording) {
        return failedStep(d)
                .map(step -> switch (step) {
                    case HEALTH_GATE -> wording.say(ChartPhrase.UNHEALTHY);
                    case WATCH, DRAIN -> wording.say(ChartPhrase.ILL);
                    case VERIFY -> wording.say(ChartPhrase.UNSEEN);
                    case PREFLIGHT, PREPARE, QUIESCE, START, SWITCH, WORKERS, AWAIT_APPROVAL, RETIRE ->
                        wording.say(ChartPhrase.FAILED_AT, wording.step(step));
                })
                .orElseGet(() -> wording.say(ChartPhrase.TAKEN_BACK));
    }

    private static Optional<Step> failedStep(Deployment d) {
        return d.steps().entrySet().stream()
                .filter(entry -> entry.getValue().status() == StepState.Status.FAILED)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static String oldWord(Deployment d) {
        return d.old().map(old -> old.stack().color()).map(Color::name).orElse("");
    }

    private static List<ChartData.Mark> marks(Deployment d, Instant begin) {
        List<ChartData.Mark> marks = new ArrayList<>();
        for (Step step : List.of(Step.QUIESCE, Step.START, Step.SWITCH, Step.WORKERS)) {
            StepState state = d.steps().get(step);
            if (state != null && (step != Step.QUIESCE || d.old().isPresent())) {
                marks.add(mark(begin, state.startedAt(), step.word()));
            }
        }
        failedStep(d).flatMap(step -> Wording.endOf(d, step)).ifPresent(at -> marks.add(mark(begin, at, "failed")));
        if (d.phase() == Phase.ROLLED_BACK) {
            d.trafficBack().ifPresent(at -> marks.add(mark(begin, at, "back")));
        }
        return marks.stream()
                .sorted(Comparator.comparingDouble(ChartData.Mark::seconds))
                .toList();
    }

    private static ChartData.Mark mark(Instant begin, Instant at, String word) {
        return new ChartData.Mark(Math.max(0, Trail.seconds(begin, at)), word);
    }
}
