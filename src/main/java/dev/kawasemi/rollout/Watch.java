package dev.kawasemi.rollout;

import dev.kawasemi.container.ContainerEngine;
import dev.kawasemi.container.ContainerStatus;
import dev.kawasemi.deployment.ContainerRef;
import dev.kawasemi.deployment.Stack;
import dev.kawasemi.proxy.ProxySwitcher;
import dev.kawasemi.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The time after the switch: one probe through the public entry at each interval, and a look whether the new containers still run as they were started. Begins
 * with the drain and goes on until it has lasted as long as configured.
 */
final class Watch {
    /** Restarts and kills for want of memory that make a release sick, however well it answers in between. */
    static final int FALLS = 3;

    private final ContainerEngine containers;
    private final TimeSource time;
    private final Act act;
    private final Stack stack;
    private final Instant switchedAt;
    private final Duration begun;
    private Duration next;
    private List<ContainerStatus> started;
    private int probes;
    private int failed;
    private int inARow;
    private int falls;
    private String last = "";
    /** Processes of the new containers that the kernel killed for want of memory, also where the container lived on. */
    private final LongSupplier oomKills;

    private long killsSeen;

    Watch(Parts parts, Act act, Stack stack, Instant switchedAt, LongSupplier oomKills) {
        this.oomKills = oomKills;
        this.killsSeen = oomKills.getAsLong();
        this.containers = parts.containers();
        this.time = parts.time();
        this.act = act;
        this.stack = stack;
        this.switchedAt = switchedAt;
        this.begun = time.elapsed();
        this.next = begun;
        this.started = containers.containers(stack);
    }

    /** As a sleep, with probes in between. */
    void last(Duration duration) throws InterruptedException {
        goOn(time.elapsed().plus(duration));
    }

    /** Until the watch has lasted as long as configured. */
    void finish() throws InterruptedException {
        goOn(begun.plus(act.app.watch().duration()));
    }

    int probes() {
        return probes;
    }

    int good() {
        return probes - failed;
    }

    String words() {
        return good() + " of " + probes + " probes ok";
    }

    private void goOn(Duration end) throws InterruptedException {
        while (true) {
            act.stopIfCancelled();
            Duration now = time.elapsed();
            if (now.compareTo(next) >= 0) {
                look();
                next = later(next.plus(act.app.watch().interval()), now);
            } else if (now.compareTo(end) >= 0) {
                return;
            } else {
                time.sleep((next.compareTo(end) < 0 ? next : end).minus(now));
            }
        }
    }

    private static Duration later(Duration planned, Duration now) {
        return planned.compareTo(now) > 0 ? planned : now.plusNanos(1);
    }

    private void look() {
        ProxySwitcher.Glance seen = act.proxy.glance(act.cancellation);
        act.stopIfCancelled();
        probes++;
        Optional<String> problem = fell().or(this::killed);
        if (problem.isEmpty() && !good(seen)) {
            problem = Optional.of(seen.words());
        }
        failed += problem.isPresent() ? 1 : 0;
        inARow = problem.isPresent() ? inARow + 1 : 0;
        last = problem.orElse(last);
        act.watched(new ActProgress.Watch(probes, failed, inARow, left()));
        if (inARow >= act.app.watch().failures() || falls >= FALLS) {
            throw new StepFailure(verdict());
        }
    }

    private boolean good(ProxySwitcher.Glance seen) {
        boolean ours = seen.color().isEmpty() || seen.color().get() == stack.color();
        return seen.success() && ours;
    }

    /** Why a container does not run as it was started. Each restart is counted once; one that stays down is a bad look each time. */
    private Optional<String> fell() {
        Optional<String> why = new StageLiveness(containers, started).whyDead();
        if (why.isPresent()) {
            List<ContainerRef> refs = started.stream().map(ContainerStatus::ref).toList();
            List<ContainerStatus> now = containers.inspect(refs);
            started = started.stream().map(was -> asSeen(was, now)).toList();
        }
        return why;
    }

    private Optional<String> killed() {
        long now = oomKills.getAsLong();
        long more = now - killsSeen;
        killsSeen = Math.max(now, killsSeen);
        if (more <= 0) {
            return Optional.empty();
        }
        falls += (int) Math.min(more, FALLS);
        return Optional.of("the kernel killed " + more + " of its processes for want of memory");
    }

    private ContainerStatus asSeen(ContainerStatus was, List<ContainerStatus> now) {
        Optional<ContainerStatus> is = now.stream()
                .filter(status -> status.ref().id().equals(was.ref().id()))
                .findFirst();
        int restarts = is.map(ContainerStatus::restarts).orElse(was.restarts());
        falls += Math.max(0, restarts - was.restarts());
        return is.filter(ContainerStatus::running)
                .orElse(new ContainerStatus(was.ref(), was.state(), was.imageId(), 0, restarts, 0, false));
    }

    private Duration left() {
        Duration left = begun.plus(act.app.watch().duration()).minus(time.elapsed());
        return left.isNegative() ? Duration.ZERO : left;
    }

    private String verdict() {
        long after = Duration.between(switchedAt, time.now()).toSeconds();
        String when = Math.max(0, after) + " s after the switch";
        return falls >= FALLS && inARow < act.app.watch().failures()
                ? "its containers ended or were killed " + falls + " times, the last time " + when + " (" + last + ")"
                : inARow + " of " + inARow + " probes failed " + when + " (" + last + ")";
    }
}
