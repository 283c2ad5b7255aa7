package dev.kawasemi.health;

import dev.kawasemi.process.Cancellation;
import java.util.function.Consumer;

/** Polls a web until it has proved ready or cannot any more. */
public interface HealthGate {
    /**
     * The first probe goes out at once, the others at the settings' interval; one more at once where the web is seen to begin to listen. Returns at the latest
     * a probe's timeout after the deadline.
     *
     * @param progress told after every probe: the successes in a row and the probe itself
     */
    HealthVerdict await(Watched watched, Consumer<Progress> progress, Cancellation cancellation)
            throws InterruptedException;

    /** What is watched. */
    record Watched(HealthSettings settings, int port, WebLiveness liveness, PressureGauge gauge) {}

    /** How far it is. */
    record Progress(int inARow, int needed, ProbeResult last) {}
}
