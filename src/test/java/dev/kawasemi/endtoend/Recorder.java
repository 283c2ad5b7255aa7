package dev.kawasemi.endtoend;

import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.host.Sample;
import dev.kawasemi.rollout.ActProgress;
import dev.kawasemi.rollout.DeploymentListener;
import java.util.List;

/** Adds every event that is told to a list. */
record Recorder(List<Scene.Told> told) implements DeploymentListener {
    @Override
    public void happened(Deployment now, DeploymentEvent event) {
        told.add(new Scene.Told(event, System.nanoTime()));
    }

    @Override
    public void sampled(Deployment now, Sample sample, ActProgress progress) {}
}
