package dev.kawasemi.rollout;

import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Deployment;
import java.util.OptionalLong;

/**
 * What would be lost with a colour's own queue.
 *
 * @param tasks in it; empty: not known, which is never taken for none
 * @param why it is not known, as a sentence's end; empty where it is
 */
record Waiting(OptionalLong tasks, String why) {
    static final Waiting NOTHING = of(0);

    static Waiting of(long tasks) {
        return new Waiting(OptionalLong.of(tasks), "");
    }

    static Waiting unknown(String why) {
        return new Waiting(OptionalLong.empty(), why);
    }

    /**
     * Whether more may wait than a person gave up. Who gave up an unknown number ({@link Deployment#UNKNOWN_TASKS}) saw that it is not known: a number
     * that turns up after all was not seen.
     */
    boolean exceeds(long givenUp) {
        return tasks.isPresent() ? tasks.getAsLong() > Math.max(0, givenUp) : givenUp != Deployment.UNKNOWN_TASKS;
    }

    /** What would really be lost, for the journal. */
    long lost() {
        return tasks.orElse(Deployment.UNKNOWN_TASKS);
    }

    /** {@code 12 tasks wait in BLUE's queue}, or {@code BLUE's queue could not be read: …}. */
    String words(Color color) {
        if (tasks.isEmpty()) {
            return color + "'s queue " + why;
        }
        long number = tasks.getAsLong();
        return (number == 1 ? "1 task waits" : number + " tasks wait") + " in " + color + "'s queue";
    }

    /** For {@code --lose-tasks}. */
    String option() {
        return tasks.isPresent() ? String.valueOf(tasks.getAsLong()) : "unknown";
    }
}
