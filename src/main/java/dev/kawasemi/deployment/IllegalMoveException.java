package dev.kawasemi.deployment;

/** An event does not fit the phase the deployment is in: a fault of ours, or a damaged journal. */
public final class IllegalMoveException extends RuntimeException {
    IllegalMoveException(Deployment deployment, DeploymentEvent event) {
        super("Deployment " + deployment.id() + " is in " + deployment.phase() + " and cannot take "
                + event.getClass().getSimpleName());
    }
}
