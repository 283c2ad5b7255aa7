package dev.kawasemi.chart;

import java.util.Optional;
import java.util.function.Consumer;

/** Makes pictures, on a thread of its own. */
public interface ChartMaker extends AutoCloseable {
    /** Discord's own limit is far above; a phone on a slow line is not. */
    int MAX_BYTES = 60_000;

    /** Gives the PNG, or empty where none could be made; the reason is in the log. Returns at once; {@code done} is called once, on another thread or this one. */
    void draw(ChartData data, Consumer<Optional<byte[]>> done);

    /** What waits is not drawn any more. */
    @Override
    void close();
}
