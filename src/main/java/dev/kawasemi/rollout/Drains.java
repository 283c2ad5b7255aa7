package dev.kawasemi.rollout;

import dev.kawasemi.container.ComposeApp;
import dev.kawasemi.container.ContainerEngine;
import dev.kawasemi.container.ContainerStatus;
import dev.kawasemi.deployment.AftercareEvent;
import dev.kawasemi.deployment.ContainerRef;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.deployment.Drained;
import dev.kawasemi.deployment.Draining;
import dev.kawasemi.deployment.Stack;
import dev.kawasemi.deployment.Weight;
import dev.kawasemi.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a colour's own workers work its own queue off, at the least CPU weight and never with its scheduler. The weights to give back are in the journal before
 * they are changed.
 */
final class Drains {
    private static final Logger LOG = LoggerFactory.getLogger(Drains.class);

    /** Between two looks at the queue: each look starts a docker process for every depth command, so a long drain is looked at less often. */
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private static final Duration LAST_PAUSE = Duration.ofSeconds(5);

    /** A busy host may keep a look from its answer for a while; a queue that nobody can read is not waited for. */
    private static final Duration UNREAD_LIMIT = Duration.ofMinutes(1);

    /** CPU weights between the least and the usual 1024. */
    private static final long LITTLE = 64;

    private static final long SOME = 256;

    /** Stands for what each had before. */
    private static final long OWN = -1;

    private final ContainerEngine containers;
    private final Queues queues;
    private final Ledger ledger;
    private final TimeSource time;

    Drains(Parts parts, Ledger ledger) {
        this.queues = new Queues(parts);
        this.containers = parts.containers();
        this.time = parts.time();
        this.ledger = ledger;
    }

    /** What goes on between two looks. */
    @FunctionalInterface
    interface Pause {
        void last(Duration duration) throws InterruptedException;
    }

    /** How the queue was left. Ends when it is empty, at the app's drain deadline, or when it is cancelled (the workers then go on, with their weights back). */
    Drained workOff(Act act, Stack stack, Pause pause) throws InterruptedException {
        Optional<Draining> begun =
                ledger.get(act.id).draining().filter(going -> going.stack().equals(stack));
        QueueLook waiting = queues.look(act.app, stack);
        if (begun.isEmpty() && !waiting.mayHold()) {
            return new Drained(stack, waiting.counted(), List.of());
        }
        List<Weight> workers = begun.map(Draining::workers).orElseGet(() -> containers.weights(workers(act, stack)));
        if (workers.isEmpty()) {
            return new Drained(stack, waiting.counted(), List.of());
        }
        if (begun.isEmpty()) {
            ledger.record(act.id, new AftercareEvent.DrainStarted(time.now(), stack, workers));
        }
        return workOff(act, ledger.get(act.id).draining().orElseThrow(), waiting.tasks(), pause);
    }

    /** As {@link #workOff(Act, Stack, Pause)}, for a deployment that rests: whoever asks for something meanwhile is not kept waiting. */
    Drained workOffIdly(Act act, Stack stack) throws InterruptedException {
        act.idle();
        try {
            return workOff(act, stack, duration -> nap(act, duration));
        } finally {
            act.actAgain();
        }
    }

    private void nap(Act act, Duration duration) throws InterruptedException {
        Duration end = time.elapsed().plus(duration);
        for (Duration now = time.elapsed(); now.compareTo(end) < 0 && !act.yielding(); now = time.elapsed()) {
            Duration left = end.minus(now);
            time.sleep(left.compareTo(FIRST_PAUSE) < 0 ? left : FIRST_PAUSE);
        }
    }

    private Drained workOff(Act act, Draining draining, long atFirst, Pause pause) throws InterruptedException {
        List<ContainerRef> workers =
                draining.workers().stream().map(Weight::container).toList();
        weigh(draining, Weight.LOWEST);
        containers.restore(act.app.compose(), draining.stack(), workers);
        OptionalLong left;
        try {
            left = untilEmpty(act, draining, atFirst, pause);
        } finally {
            act.drained(Optional.empty());
        }
        if (act.leaving()) {
            throw new Leaving();
        }
        if (act.yielding()) {
            // They go on by themselves, and do not stand in the way of what comes now.
            weigh(draining, Weight.LOWEST);
            throw new Yielding();
        }
        if (act.cancellation.requested()) {
            return end(act.id, draining, left, List.of());
        }
        List<String> cut = stop(act, draining.stack(), workers);
        return end(act.id, draining, left, cut);
    }

    private OptionalLong untilEmpty(Act act, Draining draining, long atFirst, Pause pause) throws InterruptedException {
        Stack stack = draining.stack();
        List<ContainerRef> workers =
                draining.workers().stream().map(Weight::container).toList();
        Duration begun = time.elapsed();
        Duration end = begun.plus(deadline(act.app));
        long weight = Weight.LOWEST;
        Duration wait = FIRST_PAUSE;
        Duration lastRead = begun;
        OptionalLong left = OptionalLong.empty();
        int emptyInARow = 0;
        while (!act.cancellation.requested() && !act.yielding()) {
            QueueLook look = queues.glance(act.app, stack);
            Duration now = time.elapsed();
            left = look.counted();
            lastRead = look.state() == QueueLook.State.UNREAD ? lastRead : now;
            left.ifPresent(tasks -> act.drained(Optional.of(new ActProgress.Drain(tasks, Math.max(tasks, atFirst)))));
            // A task may be between the list and the hash of those that are worked on while both are counted.
            emptyInARow = left.orElse(-1) == 0 ? emptyInARow + 1 : 0;
            boolean dark = look.state() == QueueLook.State.SILENT
                    || now.minus(lastRead).compareTo(UNREAD_LIMIT) >= 0;
            if (emptyInARow >= 2 || dark || now.compareTo(end) >= 0 || noneRuns(workers)) {
                return left;
            }
            long due = weightAfter(time.elapsed().minus(begun), deadline(act.app));
            if (due != weight) {
                weigh(draining, due);
                weight = due;
            }
            pause.last(emptyInARow > 0 ? FIRST_PAUSE : wait);
            wait = wait.compareTo(LAST_PAUSE) < 0 ? wait.plus(FIRST_PAUSE) : wait;
        }
        return left;
    }

    /**
     * On a host that is busy all the time the least weight is next to nothing: each quarter of the deadline that passes gives the old workers more, the last
     * one their own.
     */
    private static long weightAfter(Duration elapsed, Duration deadline) {
        long quarter = deadline.isZero() ? 0 : elapsed.multipliedBy(4).dividedBy(deadline);
        if (quarter == 0) {
            return Weight.LOWEST;
        }
        return quarter == 1 ? LITTLE : quarter == 2 ? SOME : OWN;
    }

    private void weigh(Draining draining, long shares) {
        containers.weigh(draining.workers().stream()
                .map(worker -> shares == OWN ? worker : new Weight(worker.container(), shares))
                .toList());
    }

    private boolean noneRuns(List<ContainerRef> workers) {
        return containers.inspect(workers).stream().noneMatch(DeploySteps::up);
    }

    /** Stops with the app's grace; the names of the tasks that were cut. */
    private List<String> stop(Act act, Stack stack, List<ContainerRef> workers) {
        return cut(act.app, stack, containers.stop(workers, act.app.compose().stopGrace()));
    }

    /** What was being worked on when these had to be killed, by the app's running-command; also a kill whose tasks are not known is named. */
    List<String> cut(AppSettings app, Stack stack, List<ContainerStatus> stopped) {
        boolean killed = stopped.stream().anyMatch(status -> status.exitCode() == 137);
        try {
            return killed ? containers.runningTasks(app.compose(), stack) : List.of();
        } catch (RuntimeException e) {
            LOG.warn("The tasks that {} was working on could not be read: {}", stack.project(), e.getMessage());
            return List.of();
        }
    }

    /** The workers that drained are wanted as they were before, by a roll back for one: only their weights change. */
    void handOver(DeploymentId id) {
        ledger.get(id).draining().ifPresent(draining -> end(id, draining, OptionalLong.empty(), List.of()));
    }

    private Drained end(DeploymentId id, Draining draining, OptionalLong left, List<String> cut) {
        containers.weigh(draining.workers());
        ledger.recordIfPossible(id, new AftercareEvent.DrainEnded(time.now(), draining.stack(), left, cut));
        return new Drained(draining.stack(), left, cut);
    }

    private List<ContainerRef> workers(Act act, Stack stack) {
        List<String> services = act.app.compose().stages().workers();
        return containers.containers(stack).stream()
                .map(ContainerStatus::ref)
                .filter(ref -> services.contains(ref.service()))
                .toList();
    }

    private static Duration deadline(AppSettings app) {
        return app.compose().queue().map(ComposeApp.Queue::drainDeadline).orElse(Duration.ZERO);
    }

    /** For the step's note and the milestones. */
    static String words(Drained drained, Deployment deployment) {
        if (drained.left().isEmpty()) {
            return deployment.draining().isPresent() ? "" : "not measured";
        }
        long left = drained.left().getAsLong();
        return left == 0 ? "empty" : left + (left == 1 ? " task left" : " tasks left");
    }
}
