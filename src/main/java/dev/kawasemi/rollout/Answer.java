package dev.kawasemi.rollout;

import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Freeze;
import java.util.List;

/** What the engine says to a request. */
public sealed interface Answer {
    /** It goes on; follow the deployment by the listener. */
    record Accepted(Deployment deployment) implements Answer {}

    /** Somebody did this before: nothing more to do. */
    record AlreadyDone(Deployment deployment, String text) implements Answer {}

    /** Not done and nothing touched: every reason at once, each a sentence with the way out. */
    record Refused(Reason reason, List<String> texts) implements Answer {
        public Refused {
            texts = List.copyOf(texts);
        }
    }

    /** A standby waits: both colours are needed (approve, roll back or leave it). */
    record StandbyWaits(Deployment waiting) implements Answer {}

    /** Somebody has frozen the app: nobody deploys it until that ends. */
    record Frozen(Freeze freeze) implements Answer {}

    /** Why it was refused, for exit codes and tests. */
    enum Reason {
        BAD_INPUT,
        BUSY,
        UNFINISHED,
        PREFLIGHT,
        NOTHING_TO_DO,
        OUT_OF_REACH,
        NEEDS_A_PERSON
    }
}
