package dev.kawasemi.rollout;

import dev.kawasemi.container.ComposeApp;
import dev.kawasemi.container.ContainerEngine;
import dev.kawasemi.container.ContainerStatus;
import dev.kawasemi.deployment.ContainerRef;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Drained;
import dev.kawasemi.deployment.Stack;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.deployment.StepState;
import dev.kawasemi.deployment.Weight;
import dev.kawasemi.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The steps after the commit point: new workers, the old queue, the watch. A failure of one of these is a roll back. */
final class AfterSwitch {
    /** How long new workers must stay up before they count as started; a crash loop shows within it. */
    private static final int SETTLE_LOOKS = 3;

    /** How long new workers have little of the CPU once the watch has begun, at most. */
    private static final Duration GENTLE = Duration.ofSeconds(5);

    /** What they have until then, of the usual 1024. */
    private static final long LESS = 128;

    private static final Duration SETTLE_PAUSE = Duration.ofSeconds(1);

    private final Parts parts;
    private final ContainerEngine containers;
    private final Ledger ledger;
    private final Sampling sampling;
    private final Drains drains;
    private final Quiescence quiescence;
    private final TimeSource time;

    AfterSwitch(Parts parts, Ledger ledger, Sampling sampling, Drains drains, Quiescence quiescence) {
        this.parts = parts;
        this.containers = parts.containers();
        this.time = parts.time();
        this.ledger = ledger;
        this.sampling = sampling;
        this.drains = drains;
        this.quiescence = quiescence;
    }

    String startWorkers(Act act) throws InterruptedException {
        Deployment now = ledger.get(act.id);
        ComposeApp app = act.app.compose();
        String ended = takeTurns(act, now);
        upIfAny(app, now, app.stages().schedulers());
        act.schedulersUpAt = Optional.of(time.now());
        List<ContainerStatus> all = containers.containers(now.next());
        List<ContainerStatus> started = all.stream()
                .filter(status ->
                        DeploySteps.background(app).contains(status.ref().service()))
                .toList();
        sampling.seen(now.next().color(), all);
        beginGently(act, now);
        settle(started, new LogTails(containers, app, now.next().color()));
        return started.isEmpty() ? "none" : ended;
    }

    /** The old workers stop and the new ones start, beside each other where memory has room for both: so long nobody finishes a task. */
    private String takeTurns(Act act, Deployment now) {
        if (!quiescence.mayEndBeside(act, now)) {
            String ended = quiescence.end(act, now);
            startNew(act, now);
            return ended;
        }
        Beside ending = new Beside(() -> quiescence.end(act, now), parts.beside());
        try {
            startNew(act, now);
            // The old ones may take all of their grace to stop.
            beginGently(act, now);
        } catch (RuntimeException | Error e) {
            try {
                var unused = ending.outcome();
            } catch (RuntimeException | Error also) {
                e.addSuppressed(also);
            }
            throw e;
        }
        return ending.outcome();
    }

    private void startNew(Act act, Deployment now) {
        ComposeApp app = act.app.compose();
        upIfAny(app, now, app.stages().workers());
        act.workersUpAt = Optional.of(time.now());
    }

    private void upIfAny(ComposeApp app, Deployment now, List<String> services) {
        if (!services.isEmpty()) {
            containers.up(app, now.next().color(), services);
        }
    }

    /**
     * The first thing that new workers do is to grab every task that waits: that must not starve the web, which has just got the traffic. The scheduler boots
     * beside them and would have the core before them, so it has as little.
     */
    private void beginGently(Act act, Deployment now) {
        boolean watched =
                act.plan.steps().stream().anyMatch(planned -> planned.step().compareTo(Step.WORKERS) > 0);
        List<Weight> background = watched ? ownWeights(act, now) : List.of();
        act.workersAtFullWeight = background.isEmpty();
        if (!background.isEmpty()) {
            containers.weigh(background.stream()
                    .map(weight -> Quiescence.lowered(weight, LESS))
                    .toList());
        }
    }

    private List<Weight> ownWeights(Act act, Deployment now) {
        return containers.ownWeights(act.app.compose(), now.next()).stream()
                .filter(weight -> DeploySteps.background(act.app.compose())
                        .contains(weight.container().service()))
                .toList();
    }

    /** The first seconds of the watch are over. Their own weight is in the kept copy, so that it needs no journal: also after a restart it is given here. */
    private void goOnInFull(Act act, Watch watch) throws InterruptedException {
        if (!act.workersAtFullWeight) {
            Duration whole = act.app.watch().duration();
            watch.last(GENTLE.compareTo(whole) < 0 ? GENTLE : whole);
            containers.weigh(ownWeights(act, ledger.get(act.id)));
            act.workersAtFullWeight = true;
        }
    }

    private void settle(List<ContainerStatus> started, LogTails tails) throws InterruptedException {
        List<ContainerRef> refs = started.stream().map(ContainerStatus::ref).toList();
        for (int look = 0; look < SETTLE_LOOKS && !refs.isEmpty(); look++) {
            time.sleep(SETTLE_PAUSE);
            Optional<String> why = StageLiveness.whyNotAsStarted(started, containers.inspect(refs));
            if (why.isPresent()) {
                throw new StepFailure("the new workers do not stay up: " + why.get(), tails.of(started));
            }
        }
    }

    /** The watch has begun already: a release that falls ill while an old queue runs empty is seen. */
    String drain(Act act) throws InterruptedException {
        Stack old = ledger.get(act.id).old().orElseThrow().stack();
        Watch watch = watch(act);
        goOnInFull(act, watch);
        try {
            Drained drained = drains.workOff(act, old, watch::last);
            act.stopIfCancelled();
            return Drains.words(drained, ledger.get(act.id));
        } catch (StepFailure | Leaving | InterruptedException e) {
            throw e;
        } catch (RuntimeException e) {
            // Not a failure of the release: reported, and the removal is held while tasks wait.
            return "could not be worked off: " + e.getMessage();
        }
    }

    String watchOut(Act act) throws InterruptedException {
        Watch watch = watch(act);
        goOnInFull(act, watch);
        watch.finish();
        return watch.words();
    }

    private Watch watch(Act act) {
        Watch going = act.watch.orElseGet(() -> {
            Deployment now = ledger.get(act.id);
            return new Watch(
                    parts,
                    act,
                    now.next(),
                    switchedAt(now),
                    () -> sampling.oomKills(now.next().color()));
        });
        act.watch = Optional.of(going);
        return going;
    }

    private Instant switchedAt(Deployment now) {
        return Optional.ofNullable(now.steps().get(Step.VERIFY))
                .flatMap(StepState::endedAt)
                .orElseGet(time::now);
    }
}
