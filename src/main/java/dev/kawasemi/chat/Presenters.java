package dev.kawasemi.chat;

import dev.kawasemi.rollout.DeploymentListener;
import dev.kawasemi.time.TimeSource;

/** Makes what turns the engine's news into messages on a board. */
public final class Presenters {
    private Presenters() {}

    /** One for each board; to be added to the engine as a listener. */
    public static DeploymentListener create(Board board, ChatSettings settings, TimeSource time) {
        return new Presenter(board, new Wording(settings), time);
    }
}
