package dev.kawasemi.chart;

import dev.kawasemi.process.CommandRunner;
import java.util.Optional;
import java.util.function.Consumer;

/** Where chart makers come from. */
public final class ChartMakers {
    private ChartMakers() {}

    /** By a child process each: the same java and class path as this one. */
    public static ChartMaker inChild(CommandRunner runner) {
        return new ChildChartMaker(runner);
    }

    /** Never a picture: texts stand alone. */
    public static ChartMaker none() {
        return new ChartMaker() {
            @Override
            public void draw(ChartData data, Consumer<Optional<byte[]>> done) {
                done.accept(Optional.empty());
            }

            @Override
            public void close() {}
        };
    }
}
