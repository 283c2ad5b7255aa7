package dev.kawasemi.rollout;

import dev.kawasemi.container.ComposeApp;
import dev.kawasemi.container.ContainerEngine;
import dev.kawasemi.container.ContainerStatus;
import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.AftercareEvent;
import dev.kawasemi.deployment.ContainerRef;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.deployment.Side;
import dev.kawasemi.deployment.Stack;
import dev.kawasemi.deployment.StandbyNote;
import dev.kawasemi.deployment.StandbyNote.State;
import dev.kawasemi.health.ProbeResult;
import dev.kawasemi.host.HostSampler;
import dev.kawasemi.host.Sample;
import dev.kawasemi.time.TimeSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the standby while a person is asked: as long as a roll back is promised, whether it would still work is known. Where memory is short for long it
 * makes a warm standby cold (stopped, kept), and says so; it never removes one.
 */
final class StandbyCare {
    private static final Logger LOG = LoggerFactory.getLogger(StandbyCare.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

    /** Bad looks in a row before it is said: a minute of short memory, half a minute of a web that does not answer. */
    private static final int SHORT_LOOKS = 6;

    private static final int SICK_LOOKS = 3;
    private static final long MB = 1024 * 1024;

    private final RolloutSettings settings;
    private final Parts parts;
    private final ContainerEngine containers;
    private final Queues queues;
    private final Ledger ledger;
    private final Acts acts;
    private final Question question;
    private final Recount recount;
    private final HostSampler sampler;
    private final TimeSource time;
    private final Map<DeploymentId, Integer> sick = new HashMap<>();
    private int shortOfMemory;
    private Duration notBefore = Duration.ZERO;

    StandbyCare(RolloutSettings settings, Parts parts, Ledger ledger, Acts acts, Question question) {
        this.settings = settings;
        this.parts = parts;
        this.containers = parts.containers();
        this.sampler = parts.samplers().get();
        this.time = parts.time();
        this.queues = new Queues(parts);
        this.ledger = ledger;
        this.acts = acts;
        this.question = question;
        this.recount = new Recount(settings.apps(), parts, ledger, acts, question);
    }

    /** On the pulse. */
    void beat() {
        recount.beat();
        if (acts.busy() || time.elapsed().compareTo(notBefore) < 0) {
            return;
        }
        notBefore = time.elapsed().plus(BETWEEN_LOOKS);
        List<AppSettings> waiting =
                settings.apps().stream().filter(app -> waiting(app).isPresent()).toList();
        sick.keySet()
                .retainAll(waiting.stream()
                        .map(app -> waiting(app).orElseThrow().id())
                        .toList());
        if (waiting.isEmpty()) {
            shortOfMemory = 0;
            return;
        }
        waiting.forEach(this::look);
        lookAtMemory(waiting);
    }

    private Optional<Deployment> waiting(AppSettings app) {
        return ledger.latest(app.name())
                .filter(now -> now.phase() == Phase.AWAITING_APPROVAL)
                .filter(now -> now.draining().isEmpty());
    }

    private void look(AppSettings app) {
        Deployment now = waiting(app).orElseThrow();
        Stack old = now.old().map(Side::stack).orElseThrow();
        State known = now.standbyNote().map(StandbyNote::state).orElse(State.WARM);
        try {
            ProbeResult probe = parts.probe().probe(app.health(), old.port());
            if (probe.ok()) {
                sick.remove(now.id());
                if (known != State.WARM) {
                    note(app, now, State.WARM, "answers again");
                }
            } else if (sick.merge(now.id(), 1, Integer::sum) >= SICK_LOOKS) {
                State seen = state(app, old);
                if (seen != known) {
                    note(app, now, seen, words(seen, probe));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("The standby {} could not be looked at: {}", old.project(), e.getMessage());
        }
    }

    private State state(AppSettings app, Stack old) {
        List<ContainerStatus> web = containers.containers(old).stream()
                .filter(status -> status.ref().service().equals(app.compose().webService()))
                .toList();
        if (web.isEmpty()) {
            return State.GONE;
        }
        return web.stream().anyMatch(ContainerStatus::running) ? State.SICK : State.COLD;
    }

    private static String words(State seen, ProbeResult probe) {
        return switch (seen) {
            case GONE -> "its containers were removed";
            case COLD -> "its web does not run";
            case SICK, WARM -> probe.text();
        };
    }

    /** The phase is looked at again with the lock held: another process may have decided meanwhile. */
    private void note(AppSettings app, Deployment before, State state, String text) {
        if (acts.take(Actor.KAWASEMI, "a look at the standby of " + app.name()).isPresent()) {
            return;
        }
        try {
            ledger.refresh();
            if (waiting(app).filter(now -> now.id().equals(before.id())).isPresent()) {
                ledger.record(before.id(), new AftercareEvent.StandbyChanged(time.now(), state, text));
            }
        } finally {
            acts.letGo();
        }
    }

    private void lookAtMemory(List<AppSettings> waiting) {
        Sample sample = sampler.sample(Map.of());
        long available = sample.memoryAvailable().orElse(Long.MAX_VALUE);
        shortOfMemory = available < settings.minFreeMemory() ? shortOfMemory + 1 : 0;
        if (shortOfMemory < SHORT_LOOKS) {
            return;
        }
        Optional<AppSettings> warm = waiting.stream()
                .filter(app -> waiting(app)
                        .filter(now -> now.standbyNote()
                                .filter(note -> note.state() != State.WARM)
                                .isEmpty())
                        .isPresent())
                .findFirst();
        if (warm.isPresent()
                && acts.take(Actor.KAWASEMI, "cooling of the old " + warm.get().name())
                        .isEmpty()) {
            shortOfMemory = 0;
            String text = "memory: " + available / MB + " MB available, " + settings.minFreeMemory() / MB
                    + " MB must stay free";
            acts.start(() -> cool(warm.get(), text));
        }
    }

    /** Its web stops; a broker that still holds tasks, or may hold some, stays. */
    private void cool(AppSettings app, String text) throws InterruptedException {
        ledger.refresh();
        Optional<Deployment> now = waiting(app);
        if (now.isEmpty()) {
            return;
        }
        Stack old = now.get().old().map(Side::stack).orElseThrow();
        if (Traffic.leadsTo(parts.proxies().apply(app.name()), old)) {
            LOG.error("{} is short of memory ({}), but {}", app.name(), text, Traffic.words(app.name(), old));
            return;
        }
        ledger.record(now.get().id(), new AftercareEvent.StandbyChanged(time.now(), State.COLD, text));
        stop(app, old, ref -> ref.service().equals(app.compose().webService()));
        boolean holds = queues.look(app, old).mayHold();
        stop(app, old, ref -> !holds || !isBroker(app.compose(), ref.service()));
        question.ask(app, now.get().id(), Optional.empty());
    }

    private void stop(AppSettings app, Stack old, java.util.function.Predicate<ContainerRef> which) {
        List<ContainerRef> running = containers.containers(old).stream()
                .filter(DeploySteps::up)
                .map(ContainerStatus::ref)
                .filter(which)
                .toList();
        if (!running.isEmpty()) {
            containers.stop(running, app.compose().stopGrace());
        }
    }

    private static boolean isBroker(ComposeApp app, String service) {
        return app.queue().filter(queue -> queue.service().equals(service)).isPresent();
    }
}
