package dev.kawasemi.container;

import dev.kawasemi.deployment.ContainerRef;

/**
 * A container as the engine reports it.
 *
 * @param imageId {@code sha256:…}
 * @param pid of its main process in the host's numbering; 0 when it does not run
 * @param restarts how often the engine's restart policy started it again
 * @param exitCode of its last run; 0 while running
 */
public record ContainerStatus(
        ContainerRef ref, State state, String imageId, int pid, int restarts, int exitCode, boolean outOfMemory) {
    /** The engine's own words for a container's state. */
    public enum State {
        CREATED,
        RUNNING,
        PAUSED,
        RESTARTING,
        REMOVING,
        EXITED,
        DEAD
    }

    public boolean running() {
        return state == State.RUNNING;
    }
}
