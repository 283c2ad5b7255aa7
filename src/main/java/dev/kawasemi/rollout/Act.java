package dev.kawasemi.rollout;

import dev.kawasemi.container.ContainerStatus;
import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.deployment.Plan;
import dev.kawasemi.health.HealthGate;
import dev.kawasemi.health.HealthVerdict;
import dev.kawasemi.process.Cancellation;
import dev.kawasemi.proxy.ProxySwitcher;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is going on under the host lock: at most one at a time. The fields that change are read by the pulse's thread too. */
final class Act {
    final AppSettings app;
    final ProxySwitcher proxy;
    final DeploymentId id;
    final Plan plan;
    final Cancellation cancellation = new Cancellation();
    private volatile boolean leaving;
    private boolean idling;
    private volatile boolean yielding;
    volatile ActProgress progress = ActProgress.NONE;
    volatile Optional<HealthVerdict> gateVerdict = Optional.empty();
    volatile Optional<ProxySwitcher.VerifyVerdict> verifyVerdict = Optional.empty();
    /** What a person must look at though the undo went through. */
    volatile Optional<String> doubt = Optional.empty();

    /** The old colour's containers as preflight saw them. */
    List<ContainerStatus> oldAtStart = List.of();

    /** The new colour's containers right after the start of its first stage. */
    List<ContainerStatus> started = List.of();

    /** Programs that had been started for the engine's sake when this act was asked for. */
    long programsBefore;

    /** Why the old workers yield in the way that they do; empty where it was simply asked for. */
    volatile String wayToYield = "";

    /** Whether the new web may be started while the old workers are about to yield. */
    boolean roomForBoth;

    /** Whether memory had room for all workers of both colours beside both webs, before the old ones yielded. */
    boolean roomForAll;

    /** Whether the new workers have their own CPU weight: always but between their start and the first seconds of the watch. */
    boolean workersAtFullWeight;

    /** From the first step after the new workers on. */
    Optional<Watch> watch = Optional.empty();

    volatile Optional<Instant> workersUpAt = Optional.empty();
    volatile Optional<Instant> schedulersUpAt = Optional.empty();
    volatile Optional<Instant> restoredAt = Optional.empty();
    /** Who asked for the cancellation; the engine itself at a shutdown. */
    volatile Actor cancelledBy = Actor.KAWASEMI;

    /** For the health gate: each probe is shown, and nothing once it is over. */
    void gate(Optional<HealthGate.Progress> gate) {
        progress = new ActProgress(gate, progress.drain(), progress.watch());
    }

    /** The process ends: what is past the commit point is left for the next start, what is before it is undone. */
    void leave() {
        leaving = true;
        cancellation.request();
    }

    boolean leaving() {
        return leaving;
    }

    /** From here on it only drains, and nobody waits for that. */
    synchronized void idle() {
        idling = true;
    }

    /** From here on it acts again. @throws Yielding where its turn was given away meanwhile */
    synchronized void actAgain() {
        idling = false;
        if (yielding) {
            throw new Yielding();
        }
    }

    /** Whether it would give its turn away to a person's request. */
    synchronized boolean givesWay() {
        return idling && !yielding;
    }

    /** Gives its turn away, if it only drains; whether it does. */
    synchronized boolean giveWay() {
        if (!idling || yielding) {
            return false;
        }
        yielding = true;
        return true;
    }

    boolean yielding() {
        return yielding;
    }

    /** @throws RuntimeException where somebody asked for the end of it */
    void stopIfCancelled() {
        if (leaving) {
            throw new Leaving();
        }
        if (cancellation.requested()) {
            throw new StepFailure("cancelled by " + cancelledBy.name());
        }
    }

    void drained(Optional<ActProgress.Drain> drain) {
        progress = new ActProgress(progress.gate(), drain, progress.watch());
    }

    void watched(ActProgress.Watch watched) {
        progress = new ActProgress(progress.gate(), progress.drain(), Optional.of(watched));
    }

    Act(AppSettings app, ProxySwitcher proxy, DeploymentId id, Plan plan) {
        this.app = app;
        this.proxy = proxy;
        this.id = id;
        this.plan = plan;
    }
}
