package dev.kawasemi.rollout;

import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.Freeze;
import dev.kawasemi.host.Sample;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Is told what happens. Called from the engine's threads: return at once, never throw, never block. */
public interface DeploymentListener {
    /** The event is in the journal; {@code now} has it applied. */
    void happened(Deployment now, DeploymentEvent event);

    /** About once a second while a deployment acts. */
    void sampled(Deployment now, Sample sample, ActProgress progress);

    /**
     * After a start, once: journal, proxy and containers of the app disagree in a way that nothing explains, and a person is needed. {@code seen} says how.
     */
    default void disagrees(Deployment now, String seen) {}

    /** Nobody deploys this app from now on; {@code latest} is its newest deployment. */
    default void frozen(Freeze freeze, Optional<Deployment> latest) {}

    /** The app may be deployed again; {@code latest} is its newest deployment. */
    default void thawed(Thaw thaw, Optional<Deployment> latest) {}

    /** Once after a start: this process was not there in between, so what was pressed then was lost. {@code open} are the questions and windows that stand. */
    default void wasAway(Instant from, Instant until, List<Deployment> open) {}
}
