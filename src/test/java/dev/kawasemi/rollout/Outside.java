package dev.kawasemi.rollout;

import dev.kawasemi.container.ContainerStatus.State;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.proxy.ProxySwitcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What must always be true of {@link Rig}'s host, seen from outside; and tasks that come, wait and are worked off in its queues. */
final class Outside {
    private static final List<String> PROJECTS = List.of("shop-blue", "shop-green");
    private static final long WORKED_OFF_A_SECOND = 4;

    private final Rig rig;
    private final List<String> violations = new ArrayList<>();
    private final Map<String, Long> queues = new HashMap<>();
    /** The colours that may never have traffic: their web never passed a gate. */
    private final Set<String> sick;

    private Optional<Duration> settledBy = Optional.empty();

    Outside(Rig rig, Set<String> sick) {
        this.rig = rig;
        this.sick = sick;
        rig.containers.script().onCall(this::beforeAct);
        rig.time.onAdvance(this::timePassed);
    }

    /** From outside: tasks that were accepted and wait. */
    synchronized void waiting(String project, long tasks) {
        queues.put(project, tasks);
        rig.containers.script().queueDepth(project, tasks);
    }

    synchronized List<String> violations() {
        return List.copyOf(violations);
    }

    synchronized void check(boolean holds, String words) {
        if (!holds) {
            violations.add(words);
        }
    }

    /** Within 5 s all must be well. */
    synchronized void expectSettledWithin(Duration limit) {
        settledBy = Optional.of(rig.time.elapsed().plus(limit));
    }

    private synchronized void beforeAct(String call) {
        always("before " + call);
        if (call.startsWith("remove ")) {
            String project = call.substring("remove ".length());
            check(queues.getOrDefault(project, 0L) == 0, "tasks were lost by " + call);
        }
    }

    private synchronized void timePassed() {
        for (String project : PROJECTS) {
            long waits = queues.getOrDefault(project, 0L);
            if (waits > 0 && runs(project, "worker") && runs(project, "redis")) {
                waiting(project, Math.max(0, waits - WORKED_OFF_A_SECOND));
            }
        }
        always("as time passed");
        if (settledBy.filter(by -> rig.time.elapsed().compareTo(by) >= 0).isPresent()) {
            settledBy = Optional.empty();
            settled("5 s after the start of the recovery");
        }
    }

    private void always(String when) {
        check(!(runs("shop-blue", "beat") && runs("shop-green", "beat")), "two schedulers ran " + when);
        Optional<ProxySwitcher.Target> active = rig.proxy.active();
        active.ifPresent(target -> check(
                !sick.contains(project(target.color())),
                "traffic went to " + target.color() + ", which never was healthy, " + when));
    }

    /** What holds after every end. */
    synchronized void settled(String when) {
        settledBy = Optional.empty();
        Optional<Color> active = rig.proxy.active().map(ProxySwitcher.Target::color);
        long schedulers =
                PROJECTS.stream().filter(project -> runs(project, "beat")).count();
        boolean anyWorker = PROJECTS.stream().anyMatch(project -> runs(project, "worker"));
        boolean nothingServes = active.isEmpty()
                && rig.engine
                        .latest(Rig.SHOP)
                        .filter(now -> now.old().isPresent() || now.phase() == Phase.COMPLETED)
                        .isEmpty();
        if (nothingServes) {
            check(schedulers == 0, schedulers + " schedulers run though nothing serves, " + when);
            return;
        }
        check(schedulers == 1, schedulers + " colours with schedulers " + when + calls());
        check(anyWorker, "no workers " + when + calls());
        check(active.isPresent(), "the proxy points nowhere " + when);
        PROJECTS.forEach(project -> wholeAgain(project, when));
        active.ifPresent(color -> {
            check(runs(project(color), "web"), "no web of " + color + " runs behind the proxy " + when + calls());
            check(runs(project(color), "beat"), "the scheduler is not the serving colour's " + when + calls());
        });
    }

    /** Nobody is half asleep: not paused, no process held, the weight its own but while something is still being done about it. */
    private void wholeAgain(String project, String when) {
        Optional<Deployment> now = rig.engine.latest(Rig.SHOP);
        boolean begins = now.filter(latest -> latest.phase().acting()).isPresent();
        boolean drains = now.flatMap(Deployment::draining)
                .filter(draining -> draining.stack().project().equals(project))
                .isPresent();
        // One that is never at work again keeps what it had.
        boolean failed = now.flatMap(Deployment::failedColor)
                .filter(stack -> stack.project().equals(project))
                .isPresent();
        rig.containers.host().containers(project).stream()
                .filter(status -> status.ref().service().equals("worker"))
                .forEach(status -> {
                    check(status.state() != State.PAUSED, "the worker of " + project + " is paused " + when);
                    int held = rig.containers.host().held(project, "worker");
                    check(held == 0, held + " processes of the worker of " + project + " are held " + when);
                    long weight = rig.containers.host().cpuShares(project, "worker");
                    check(
                            weight == 0 || begins || drains || failed,
                            "the worker of " + project + " weighs " + weight + " " + when + calls());
                });
    }

    private String calls() {
        List<String> calls = rig.containers.calls();
        return "; last acts " + calls.subList(Math.max(0, calls.size() - 6), calls.size());
    }

    boolean runs(String project, String service) {
        return rig.containers.host().running(project).contains(service);
    }

    private static String project(Color color) {
        return "shop-" + color.id();
    }
}
