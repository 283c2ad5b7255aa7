package dev.kawasemi.rollout;

import dev.kawasemi.container.ContainerEngine;
import dev.kawasemi.container.ContainerEngine.Held;
import dev.kawasemi.container.ContainerStatus;
import dev.kawasemi.deployment.ContainerRef;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Stack;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.deployment.StepState;
import dev.kawasemi.deployment.Undo;
import dev.kawasemi.deployment.Weight;
import dev.kawasemi.deployment.Yielding;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Makes the old workers yield in one of three ways, and ends that again: taken back before the commit point, a warm stop after it. The old scheduler stops in
 * each of them.
 */
final class Quiescence {
    /**
     * Of the usual 1024: about a fifteenth of a core beside a web that wants it all. Measured with one process of a pool awake (README, "How fast, how light"): the web is
     * ready nearly as soon as with next to nothing, and a task ends every few seconds. With cgroup version 2 runc makes a twentieth of it.
     */
    private static final long LITTLE = 72;

    /** Four processes that share so little crawl side by side, and no task ends for as long as the web boots; one alone ends its task. */
    private static final int AWAKE = 1;

    private final ContainerEngine containers;
    private final Choice choice;
    private final Drains drains;

    /** @param choice which way an app's old workers yield now */
    Quiescence(ContainerEngine containers, Choice choice, Drains drains) {
        this.containers = containers;
        this.choice = choice;
        this.drains = drains;
    }

    /**
     * Which way, and why where that was not simply asked for.
     *
     * @param roomForBoth whether memory has room for the new web beside the old workers
     * @param roomForAll whether it has room for new workers as large as the old ones, too
     */
    record Way(Yielding yielding, String why, boolean roomForBoth, boolean roomForAll) {}

    /** Decides by what is free in memory when it is asked. */
    interface Choice {
        Way of(AppSettings app, List<ContainerStatus> old);

        /** Whether memory has room for new workers as large as these beside them. */
        boolean hasRoomForNewWorkers(AppSettings app, List<ContainerStatus> old);
    }

    /** What this step would take back, from how the containers are at this very moment. */
    Undo.Restore undo(Act act, Stack old) {
        List<ContainerStatus> all = containers.containers(old);
        List<ContainerRef> running = all.stream()
                .filter(DeploySteps::up)
                .map(ContainerStatus::ref)
                .filter(ref -> DeploySteps.background(act.app.compose()).contains(ref.service()))
                .toList();
        if (running.isEmpty()) {
            return new Undo.Restore(old, running);
        }
        Way way = choice.of(act.app, all);
        act.wayToYield = way.why();
        act.roomForBoth = way.roomForBoth();
        act.roomForAll = way.roomForAll();
        List<Weight> weights =
                way.yielding() == Yielding.LOWER_CPU ? containers.weights(workers(act.app, running)) : List.of();
        return new Undo.Restore(old, running, way.yielding(), weights);
    }

    /** In short how it went. */
    String perform(Act act, Undo.Restore undo) {
        if (undo.containers().isEmpty()) {
            return "none was running";
        }
        if (undo.stack().adopted()) {
            // Its own file may say "always": a reboot would start the old scheduler beside the new one.
            containers.stayStopped(undo.containers());
        }
        String words = switch (undo.yielding()) {
            case STOP -> stop(act, undo, undo.containers(), "workers stopped");
            case PAUSE -> pause(act, undo);
            case LOWER_CPU -> lower(act, undo);
        };
        return act.wayToYield.isEmpty() ? words : words + " (" + act.wayToYield + ")";
    }

    /** Whether the new workers may be started while the old ones stop: where these never left memory, and it has room for both. */
    boolean mayEndBeside(Act act, Deployment now) {
        // Of those that stood still the kernel may have taken memory that they will want back: so there must have been
        // room before, too.
        if (!act.roomForAll
                || of(now).filter(restore -> restore.yielding() != Yielding.STOP)
                        .isEmpty()) {
            return false;
        }
        // The scheduler stopped when they yielded: of a dead process nothing is measured.
        List<ContainerStatus> workers = act.oldAtStart.stream()
                .filter(status -> act.app
                        .compose()
                        .stages()
                        .workers()
                        .contains(status.ref().service()))
                .toList();
        return !workers.isEmpty() && choice.hasRoomForNewWorkers(act.app, workers);
    }

    /** Nothing of the old colour may be half asleep once another is at work: what yielded without a stop stops now as it would have then, with its weights back. */
    String end(Act act, Deployment now) {
        Optional<Undo.Restore> undo = of(now).filter(restore -> restore.yielding() != Yielding.STOP);
        if (undo.isEmpty()) {
            return "";
        }
        List<ContainerRef> workers = workers(act.app, undo.get().containers());
        containers.weigh(undo.get().weights());
        return stop(act, undo.get(), workers, "");
    }

    /** They run again as they did. */
    void takeBack(AppSettings app, Undo.Restore undo) {
        if (!undo.weights().isEmpty()) {
            containers.weigh(undo.weights());
        }
        containers.restore(app.compose(), undo.stack(), undo.containers());
    }

    /** As journaled with the intent. */
    static Optional<Undo.Restore> of(Deployment now) {
        return Optional.ofNullable(now.steps().get(Step.QUIESCE))
                .map(StepState::undo)
                .filter(Undo.Restore.class::isInstance)
                .map(Undo.Restore.class::cast);
    }

    /** How long they did no work, once they are back; empty where they went on, slowly, or are not back. */
    static Optional<Duration> workersDown(Act act, Deployment deployment) {
        StepState quiesce = deployment.steps().get(Step.QUIESCE);
        boolean went = of(deployment)
                .filter(undo -> undo.yielding() == Yielding.LOWER_CPU)
                .isPresent();
        return quiesce == null || went
                ? Optional.empty()
                : act.restoredAt.map(restored -> Duration.between(quiesce.startedAt(), restored));
    }

    private String pause(Act act, Undo.Restore undo) {
        stopSchedulers(act, undo);
        containers.pause(workers(act.app, undo.containers()));
        return "workers paused";
    }

    private String lower(Act act, Undo.Restore undo) {
        stopSchedulers(act, undo);
        List<ContainerRef> workers = workers(act.app, undo.containers());
        containers.weigh(
                undo.weights().stream().map(weight -> lowered(weight, LITTLE)).toList());
        Held held = containers.hold(workers, AWAKE);
        String pool = held.processes() > 0
                ? ", " + (held.of() - held.processes()) + " of " + held.of() + " processes awake"
                : "";
        return "workers slowed to weight " + LITTLE + pool;
    }

    /** One that had even less keeps it. */
    static Weight lowered(Weight weight, long shares) {
        boolean less = weight.cpuShares() > 0 && weight.cpuShares() < shares;
        return less ? weight : new Weight(weight.container(), shares);
    }

    private void stopSchedulers(Act act, Undo.Restore undo) {
        List<ContainerRef> schedulers =
                chosen(undo.containers(), act.app.compose().stages().schedulers()::contains);
        if (!schedulers.isEmpty()) {
            containers.stop(schedulers, act.app.compose().stopGrace());
        }
    }

    /** @param words that begin what is told; empty: only a kill is told */
    private String stop(Act act, Undo.Restore undo, List<ContainerRef> which, String words) {
        List<ContainerStatus> stopped = containers.stop(which, act.app.compose().stopGrace());
        List<String> killed = stopped.stream()
                .filter(status -> status.exitCode() == 137)
                .map(status -> status.ref().service())
                .toList();
        if (killed.isEmpty()) {
            return words;
        }
        List<String> cut = drains.cut(act.app, undo.stack(), stopped);
        String tasks = cut.isEmpty() ? "its tasks come back" : String.join(", ", cut) + " come back";
        return (words.isEmpty() ? "old " : words + "; ") + String.join(", ", killed) + " killed after "
                + act.app.compose().stopGrace().toSeconds() + " s, " + tasks + " by the broker";
    }

    private static List<ContainerRef> workers(AppSettings app, List<ContainerRef> background) {
        return chosen(background, app.compose().stages().workers()::contains);
    }

    private static List<ContainerRef> chosen(List<ContainerRef> refs, Predicate<String> service) {
        return refs.stream().filter(ref -> service.test(ref.service())).toList();
    }
}
