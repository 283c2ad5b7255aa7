package dev.kawasemi.chart;

import dev.kawasemi.deployment.Color;
import dev.kawasemi.host.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What both colours used over one deploy, in a bounded number of points: where there would be more, each two become one. So the whole deploy stays, the coarser
 * the longer it is, in some 25 kB. Used by one thread at a time.
 */
public final class Trail {
    /** More than a picture of 800 pixels can show apart. */
    static final int MOST = 240;

    private final Color newColor;
    private final List<Look> looks = new ArrayList<>();
    /** Samples that make one point. */
    private int merged = 1;

    private int pending;
    private Optional<Look> open = Optional.empty();

    public Trail(Color newColor) {
        this.newColor = newColor;
    }

    public void add(Sample sample) {
        Look look = new Look(sample.at(), cpu(sample, newColor), cpu(sample, newColor.other()));
        open = Optional.of(open.map(before -> before.and(look, pending)).orElse(look));
        pending++;
        if (pending == merged) {
            looks.add(open.get());
            open = Optional.empty();
            pending = 0;
            thinOut();
        }
    }

    public int size() {
        return looks.size();
    }

    /** Since this moment, in seconds from it on. */
    public List<ChartData.Point> since(Instant begin) {
        return looks.stream()
                .filter(look -> !look.at.isBefore(begin))
                .map(look -> new ChartData.Point(seconds(begin, look.at), look.newCpu, look.oldCpu))
                .toList();
    }

    /** Moments to seconds as {@link #since} has them. */
    public static double seconds(Instant begin, Instant at) {
        return Duration.between(begin, at).toMillis() / 1000.0;
    }

    private void thinOut() {
        if (looks.size() < MOST) {
            return;
        }
        List<Look> half = new ArrayList<>();
        for (int i = 0; i + 1 < looks.size(); i += 2) {
            half.add(looks.get(i).and(looks.get(i + 1), 1));
        }
        looks.clear();
        looks.addAll(half);
        merged *= 2;
    }

    private static OptionalDouble cpu(Sample sample, Color color) {
        OptionalDouble cores = sample.groups()
                .getOrDefault(color.id(), Sample.Group.NOT_MEASURED)
                .cores();
        return cores.isPresent() ? OptionalDouble.of(cores.getAsDouble() * 100) : cores;
    }

    private record Look(Instant at, OptionalDouble newCpu, OptionalDouble oldCpu) {
        /** The mean of {@code weight} looks, of which this is, and one more; at the first one's moment. */
        Look and(Look other, int weight) {
            return new Look(at, mean(newCpu, other.newCpu, weight), mean(oldCpu, other.oldCpu, weight));
        }

        private static OptionalDouble mean(OptionalDouble a, OptionalDouble b, int weight) {
            if (a.isEmpty() || b.isEmpty()) {
                return a.isEmpty() ? b : a;
            }
            return OptionalDouble.of((a.getAsDouble() * weight + b.getAsDouble()) / (weight + 1));
        }
    }
}
