package dev.kawasemi.chat;

import dev.kawasemi.chart.ChartMaker;
import dev.kawasemi.chart.ChartMakers;
import dev.kawasemi.rollout.DeploymentListener;
import dev.kawasemi.time.TimeSource;

/** Makes what turns the engine's news into messages on a board. */
public final class Presenters {
    private Presenters() {}

    /** One for each board; to be added to the engine as a listener. Without pictures. */
    public static DeploymentListener create(Board board, ChatSettings settings, TimeSource time) {
        return create(board, settings, time, ChartMakers.none());
    }

    /** The same with pictures. */
    public static DeploymentListener create(Board board, ChatSettings settings, TimeSource time, ChartMaker charts) {
        return new Presenter(board, new Wording(settings), time, charts);
    }
}
