package dev.kawasemi.rollout;

import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.deployment.Plan;
import dev.kawasemi.health.HealthGate;
import dev.kawasemi.health.HealthVerdict;
import dev.kawasemi.process.Cancellation;
import dev.kawasemi.proxy.ProxySwitcher;
import java.time.Instant;
import java.util.Optional;

/** What is going on under the host lock: at most one at a time. The fields that change are read by the pulse's thread too. */
final class Act {
    final AppSettings app;
    final ProxySwitcher proxy;
    final DeploymentId id;
    final Plan plan;
    final Cancellation cancellation = new Cancellation();
    volatile ActProgress progress = ActProgress.NONE;
    volatile Optional<HealthVerdict> gateVerdict = Optional.empty();
    volatile Optional<ProxySwitcher.VerifyVerdict> verifyVerdict = Optional.empty();
    /** What a person must look at though the undo went through. */
    volatile Optional<String> doubt = Optional.empty();

    volatile Optional<Instant> restoredAt = Optional.empty();
    /** Who asked for the cancellation; the engine itself at a shutdown. */
    volatile Actor cancelledBy = Actor.KAWASEMI;

    /** For the health gate: each probe is shown, and nothing once it is over. */
    void gate(Optional<HealthGate.Progress> gate) {
        progress = new ActProgress(gate, progress.drain(), progress.watch());
    }

    Act(AppSettings app, ProxySwitcher proxy, DeploymentId id, Plan plan) {
        this.app = app;
        this.proxy = proxy;
        this.id = id;
        this.plan = plan;
    }
}
