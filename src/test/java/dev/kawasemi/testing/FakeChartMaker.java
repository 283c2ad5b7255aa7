package dev.kawasemi.testing;

import dev.kawasemi.chart.ChartData;
import dev.kawasemi.chart.ChartMaker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes note of what is to be drawn, and hands out a picture when a test says so. */
public final class FakeChartMaker implements ChartMaker {
    private final List<ChartData> asked = new ArrayList<>();
    private final List<Consumer<Optional<byte[]>>> waiting = new ArrayList<>();

    @Override
    public synchronized void draw(ChartData data, Consumer<Optional<byte[]>> done) {
        asked.add(data);
        waiting.add(done);
    }

    public synchronized List<ChartData> asked() {
        return List.copyOf(asked);
    }

    /** Everything that waits is drawn so; empty: could not be drawn. */
    public void drawn(Optional<byte[]> png) {
        List<Consumer<Optional<byte[]>>> done;
        synchronized (this) {
            done = List.copyOf(waiting);
            waiting.clear();
        }
        done.forEach(one -> one.accept(png));
    }

    @Override
    public void close() {}
}
