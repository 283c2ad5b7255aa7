package dev.kawasemi.rollout;

import java.util.OptionalLong;

/**
 * What a look into a colour's own queue gave.
 *
 * @param tasks counted; 0 where they were not
 * @param why it could not be read; empty where it could
 */
record QueueLook(State state, long tasks, String why) {
    static final QueueLook NONE = new QueueLook(State.NONE, 0, "");
    static final QueueLook SILENT = new QueueLook(State.SILENT, 0, "");

    /** What is known by it. */
    enum State {
        COUNTED,
        /** The app has no queue of its own. */
        NONE,
        /** Its broker does not run. */
        SILENT,
        /** It runs and could not be read. */
        UNREAD
    }

    static QueueLook counted(long tasks) {
        return new QueueLook(State.COUNTED, tasks, "");
    }

    static QueueLook unread(String why) {
        return new QueueLook(State.UNREAD, 0, why);
    }

    OptionalLong counted() {
        return state == State.COUNTED ? OptionalLong.of(tasks) : OptionalLong.empty();
    }

    /** Tasks are there, or it cannot be told: whoever holds them stays up. */
    boolean mayHold() {
        return state == State.UNREAD || tasks > 0;
    }

    /** @param before the newest count, which still stands for a queue that does not run: nobody fills or works it */
    Waiting waiting(OptionalLong before) {
        return switch (state) {
            case COUNTED -> Waiting.of(tasks);
            case NONE -> Waiting.NOTHING;
            case SILENT ->
                before.isPresent()
                        ? Waiting.of(before.getAsLong())
                        : Waiting.unknown("does not run and was never counted");
            case UNREAD -> Waiting.unknown("could not be read: " + why);
        };
    }
}
