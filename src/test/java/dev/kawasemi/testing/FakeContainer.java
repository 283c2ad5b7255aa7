package dev.kawasemi.testing;

import dev.kawasemi.container.ContainerStatus;
import dev.kawasemi.container.ContainerStatus.State;
import dev.kawasemi.deployment.ContainerRef;

/** One container of {@link FakeContainerEngine}, with the engine's rules for its states. */
final class FakeContainer {
    private static int lastPid = 4000;

    final String project;
    final ContainerRef ref;
    final String imageId;
    State state = State.CREATED;
    int restarts;
    int exitCode;
    boolean outOfMemory;
    long cpuShares;
    /** Processes in its pool, and how many of them are held. */
    int pool = 4;

    int held;
    boolean revivedByReboot;
    private int pid;

    FakeContainer(String project, ContainerRef ref, String imageId) {
        this.project = project;
        this.ref = ref;
        this.imageId = imageId;
    }

    void start() {
        held = 0;
        if (state == State.PAUSED) {
            state = State.RUNNING;
        }
        if (state != State.RUNNING) {
            state = State.RUNNING;
            exitCode = 0;
            outOfMemory = false;
            pid = nextPid();
        }
    }

    void end(int code) {
        if (up()) {
            state = State.EXITED;
            held = 0;
            exitCode = code;
            pid = 0;
        }
    }

    boolean up() {
        return state == State.RUNNING || state == State.PAUSED || state == State.RESTARTING;
    }

    ContainerStatus status() {
        return new ContainerStatus(ref, state, imageId, pid, restarts, exitCode, outOfMemory);
    }

    private static synchronized int nextPid() {
        return ++lastPid;
    }
}
