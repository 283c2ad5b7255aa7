package dev.kawasemi.bench;

import dev.kawasemi.bed.ExampleBed;
import dev.kawasemi.bed.Visit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What visitors and tasks met while one deploy went on under load. Times in seconds, percentiles in milliseconds.
 *
 * @param switchedAfter from the request to the first answer of the new version through the proxy; empty: never
 * @param requests sent from the request until the old colour was gone
 * @param p99Before of those before the request
 * @param gap the longest time without a finished task
 * @param gapFrom when that began, after the request; below 0: before it
 * @param lost tasks that were accepted and that nobody finished
 * @param again tasks that were done more than once
 * @param whole from the request until the old colour was gone
 */
record Outcome(
        String name,
        OptionalDouble switchedAfter,
        int requests,
        int failed,
        double p99Before,
        double p99During,
        double gap,
        double gapFrom,
        int accepted,
        int lost,
        int again,
        double whole) {

    /** When what happened. */
    record Times(Instant asked, Instant gone, Instant over) {}

    static Outcome of(String name, String newVersion, ExampleBed bed, Load load, Times times) {
        List<Visit> all = load.visits();
        List<Visit> before =
                all.stream().filter(visit -> visit.at().isBefore(times.asked)).toList();
        List<Visit> during = all.stream()
                .filter(visit ->
                        !visit.at().isBefore(times.asked) && !visit.at().isAfter(times.gone))
                .toList();
        List<Integer> done = bed.tasks().finishedNumbers().stream()
                .filter(load.accepted()::contains)
                .toList();
        Gap gap = gap(bed.tasks().finishedAt(), times);
        return new Outcome(
                name,
                switchedAfter(all, newVersion, times.asked),
                during.size(),
                (int) during.stream().filter(visit -> !visit.ok()).count(),
                percentile(before, 0.99),
                percentile(during, 0.99),
                seconds(gap.length),
                seconds(Duration.between(times.asked, gap.from)),
                load.accepted().size(),
                load.unfinished().size(),
                done.size() - (int) done.stream().distinct().count(),
                seconds(Duration.between(times.asked, times.gone)));
    }

    private static OptionalDouble switchedAfter(List<Visit> all, String version, Instant asked) {
        return all.stream()
                .filter(visit -> visit.ok() && visit.version().equals(version))
                .map(visit -> visit.at().plus(visit.took()))
                .min(Instant::compareTo)
                .map(first -> OptionalDouble.of(seconds(Duration.between(asked, first))))
                .orElse(OptionalDouble.empty());
    }

    private record Gap(Instant from, Duration length) {}

    /** From five seconds before the request until the load ended: until then tasks came in all the time. */
    private static Gap gap(List<Instant> finished, Times times) {
        Instant from = times.asked.minusSeconds(5);
        List<Instant> marks = new ArrayList<>();
        marks.add(from);
        finished.stream()
                .filter(at -> at.isAfter(from) && at.isBefore(times.over))
                .forEach(marks::add);
        marks.add(times.over);
        Gap longest = new Gap(from, Duration.ZERO);
        for (int i = 1; i < marks.size(); i++) {
            Duration length = Duration.between(marks.get(i - 1), marks.get(i));
            longest = length.compareTo(longest.length) > 0 ? new Gap(marks.get(i - 1), length) : longest;
        }
        return longest;
    }

    private static double percentile(List<Visit> visits, double share) {
        return Numbers.percentile(
                visits.stream().map(visit -> visit.took().toNanos() / 1e6).toList(), share);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
