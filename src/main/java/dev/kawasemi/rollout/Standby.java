package dev.kawasemi.rollout;

import dev.kawasemi.container.CancelledException;
import dev.kawasemi.container.ContainerEngine;
import dev.kawasemi.container.ContainerStatus;
import dev.kawasemi.container.EngineUnreachableException;
import dev.kawasemi.deployment.ContainerRef;
import dev.kawasemi.deployment.Stack;
import dev.kawasemi.health.HealthGate;
import dev.kawasemi.health.HealthProbe;
import dev.kawasemi.health.HealthVerdict;
import dev.kawasemi.health.PressureGauge;
import dev.kawasemi.process.Cancellation;
import dev.kawasemi.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The old colour that is kept: whether it stands, and waking it where it is cold. */
final class Standby {
    private static final Logger LOG = LoggerFactory.getLogger(Standby.class);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private final TimeSource time;
    private final ContainerEngine containers;
    private final HealthGate gate;
    private final HealthProbe probe;

    Standby(Parts parts) {
        this.time = parts.time();
        this.containers = parts.containers();
        this.gate = parts.gate();
        this.probe = parts.probe();
    }

    /** Whether its web's containers are still there, running or not. */
    boolean stands(AppSettings app, Stack stack) {
        return webStage(app, stack).stream()
                .anyMatch(status -> status.ref().service().equals(app.compose().webService()));
    }

    /** Whether its whole first stage runs. */
    boolean runs(AppSettings app, Stack stack) {
        List<ContainerStatus> stage = webStage(app, stack);
        return !stage.isEmpty() && stage.stream().allMatch(ContainerStatus::running);
    }

    /**
     * Warm, that is: it runs and answers a probe: nothing to do. Else its first stage is started where it does not run, and gated: what runs may still be
     * booting, or be what an earlier gate refused. What went wrong, or empty.
     */
    Optional<String> wake(Act act, Stack stack) throws InterruptedException {
        List<ContainerStatus> stage = webStage(act.app, stack);
        if (stage.isEmpty()) {
            return Optional.of("its containers are gone");
        }
        if (stage.stream().allMatch(ContainerStatus::running)
                && probe.probe(act.app.health(), stack.port()).ok()) {
            return Optional.empty();
        }
        List<ContainerRef> refs = stage.stream().map(ContainerStatus::ref).toList();
        containers.restore(act.app.compose(), stack, refs);
        HealthGate.Watched watched = new HealthGate.Watched(
                act.app.health(),
                stack.port(),
                StageLiveness.ofWeb(containers, act.app.compose(), containers.inspect(refs)),
                PressureGauge.NONE);
        HealthVerdict verdict = gate.await(watched, progress -> act.gate(Optional.of(progress)), Cancellation.none());
        act.gate(Optional.empty());
        return verdict.healthy() ? Optional.empty() : Optional.of(verdict.text());
    }

    /**
     * As {@link #wake}, with every failure as words.
     *
     * @throws EngineUnreachableException when nothing can be known of the standby
     * @throws CancelledException when it was interrupted, which says nothing of the standby either
     */
    Optional<String> wakeOrSay(Act act, Stack stack) throws InterruptedException {
        try {
            return wake(act, stack);
        } catch (EngineUnreachableException | CancelledException e) {
            throw e;
        } catch (RuntimeException e) {
            return Optional.of(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        }
    }

    /** As {@link #wakeOrSay}; an engine that is away is waited for: it says nothing about the standby. */
    Optional<String> wakePatiently(Act act, Stack stack, Duration patience) throws InterruptedException {
        Duration end = time.elapsed().plus(patience);
        while (true) {
            try {
                return wakeOrSay(act, stack);
            } catch (EngineUnreachableException e) {
                if (time.elapsed().compareTo(end) >= 0) {
                    throw e;
                }
                LOG.warn("Deployment {}: {} waits for the container engine", act.id, stack.color());
                time.sleep(BETWEEN_TRIES);
            }
        }
    }

    /** For a colour that has the traffic: where it runs nothing waits for its health. */
    Optional<String> startOrSay(Act act, Stack stack) throws InterruptedException {
        return runs(act.app, stack) ? Optional.empty() : wakeOrSay(act, stack);
    }

    private List<ContainerStatus> webStage(AppSettings app, Stack stack) {
        return containers.containers(stack).stream()
                .filter(status ->
                        app.compose().stages().web().contains(status.ref().service()))
                .toList();
    }
}
