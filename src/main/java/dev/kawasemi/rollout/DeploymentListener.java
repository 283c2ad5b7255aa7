package dev.kawasemi.rollout;

import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.health.HealthGate;
import dev.kawasemi.host.Sample;
import java.util.Optional;

/** Is told what happens. Called from the engine's threads: return at once, never throw, never block. */
public interface DeploymentListener {
    /** The event is in the journal; {@code now} has it applied. */
    void happened(Deployment now, DeploymentEvent event);

    /** About once a second while a deployment acts. {@code gate} is set while the health gate polls. */
    void sampled(Deployment now, Sample sample, Optional<HealthGate.Progress> gate);
}
