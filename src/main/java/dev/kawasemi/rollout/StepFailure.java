package dev.kawasemi.rollout;

import java.util.List;

/** A step did not succeed for a reason that is told to people; carried up to where the deployment is undone. */
final class StepFailure extends RuntimeException {
    private final transient List<String> logTail;

    StepFailure(String text, List<String> logTail) {
        super(text);
        this.logTail = List.copyOf(logTail);
    }

    StepFailure(String text) {
        this(text, List.of());
    }

    List<String> logTail() {
        return logTail;
    }
}
