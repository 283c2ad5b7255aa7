package dev.kawasemi.chat;

import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.deployment.FourEyes;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.host.Sample;
import dev.kawasemi.rollout.ActProgress;
import dev.kawasemi.rollout.DeployEngine;
import dev.kawasemi.rollout.DeploymentListener;
import dev.kawasemi.time.TimeSource;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who of those with the right may approve a deployment. Counts from when its question was first asked, in monotonic time: neither a jump of the clock nor a
 * question asked anew shortens or lengthens the wait; a restart of the bot begins it anew.
 */
final class Approvals implements DeploymentListener {
    private final FourEyes rule;
    private final TimeSource time;
    private final Map<DeploymentId, Duration> askedSince = new ConcurrentHashMap<>();

    private Approvals(FourEyes rule, TimeSource time) {
        this.rule = rule;
        this.time = time;
    }

    /** One that hears of the engine's questions; those that are open count from now. */
    static Approvals of(DeployEngine engine, FourEyes rule, TimeSource time) {
        Approvals approvals = new Approvals(rule, time);
        engine.addListener(approvals);
        engine.history().forEach(approvals::take);
        return approvals;
    }

    /** How long this person must still wait; empty: they may approve now. */
    Optional<Duration> wait(Deployment d, Caller caller) {
        if (caller.trusted()) {
            return Optional.empty();
        }
        Actor approver = caller.actor();
        return rule.wait(d.actor(), approver, time.elapsed().minus(since(d.id())));
    }

    private Duration since(DeploymentId id) {
        return askedSince.computeIfAbsent(id, unknown -> time.elapsed());
    }

    @Override
    public void happened(Deployment now, DeploymentEvent event) {
        take(now);
    }

    private void take(Deployment d) {
        if (d.phase() == Phase.AWAITING_APPROVAL) {
            since(d.id());
        } else if (d.ended()) {
            askedSince.remove(d.id());
        }
    }

    @Override
    public void sampled(Deployment now, Sample sample, ActProgress progress) {
        // Time is all that counts here.
    }
}
