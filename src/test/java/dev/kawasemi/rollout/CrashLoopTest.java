package dev.kawasemi.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.deployment.Version;
import dev.kawasemi.proxy.ProxySwitcher;
import dev.kawasemi.testing.Shows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process ends at every journal write and every act on the host, of every kind of work; it is started again, and what must always be true is looked at from
 * outside. Then it is started once more, which must change nothing.
 */
class CrashLoopTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final Map<Work, Integer> pointsOf = Collections.synchronizedMap(new EnumMap<>(Work.class));

    /** What is under way when the power is cut. */
    enum Work {
        FIRST_DEPLOY(Phase.COMPLETED),
        DEPLOY(Phase.AWAITING_APPROVAL),
        DEPLOY_WITH_OLD_TASKS(Phase.AWAITING_APPROVAL),
        DEPLOY_BESIDE_PAUSED(Phase.AWAITING_APPROVAL),
        DEPLOY_BESIDE_SLOWED(Phase.AWAITING_APPROVAL),
        NEVER_HEALTHY(Phase.ABORTED),
        NEVER_HEALTHY_BESIDE_PAUSED(Phase.ABORTED),
        NEVER_HEALTHY_BESIDE_SLOWED(Phase.ABORTED),
        SICK_IN_THE_WATCH_AFTER_SLOWED(Phase.ROLLED_BACK),
        NOT_SEEN_AT_THE_ENTRY(Phase.ABORTED),
        SICK_IN_THE_WATCH(Phase.ROLLED_BACK),
        CANCEL(Phase.ABORTED),
        ROLL_BACK(Phase.ROLLED_BACK),
        ROLL_BACK_WITH_NEW_TASKS(Phase.ROLLED_BACK),
        ROLL_BACK_TO_A_COLD_STANDBY(Phase.ROLLED_BACK),
        RETIRE(Phase.COMPLETED),
        RETIRE_HELD_BY_TASKS(Phase.AWAITING_APPROVAL),
        ROLL_BACK_OF_A_HELD_DRAIN(Phase.ROLLED_BACK),
        UNDO(Phase.AWAITING_APPROVAL);

        /** Where it ends when nobody cuts the power. */
        private final Phase end;

        Work(Phase end) {
            this.end = end;
        }

        AppSettings.Quiesce quiesce() {
            return switch (this) {
                case DEPLOY_BESIDE_PAUSED, NEVER_HEALTHY_BESIDE_PAUSED -> AppSettings.Quiesce.PAUSE;
                case DEPLOY_BESIDE_SLOWED, NEVER_HEALTHY_BESIDE_SLOWED, SICK_IN_THE_WATCH_AFTER_SLOWED ->
                    AppSettings.Quiesce.LOWER_CPU;
                default -> AppSettings.Quiesce.STOP;
            };
        }

        boolean neverHealthy() {
            return name().startsWith("NEVER_HEALTHY");
        }
    }

    @Test
    void nothingIsLostWhereverThePowerIsCut() throws Exception {
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            List<Future<Void>> works =
                    two.invokeAll(Stream.of(Work.values()).map(this::everyPoint).toList(), 60, TimeUnit.SECONDS);
            for (Future<Void> work : works) {
                work.get();
            }
        } finally {
            two.shutdownNow();
        }
        int points = pointsOf.values().stream().mapToInt(Integer::intValue).sum();
        Shows.write("crash-points", points);
        Shows.write("crash-violations", violations.size());
        assertEquals("", String.join("\n", violations), () -> points + " points: " + pointsOf);
        assertTrue(points > 100, () -> "too few points to mean anything: " + pointsOf);
    }

    private Callable<Void> everyPoint(Work work) {
        return () -> {
            int at = 1;
            while (cutAt(work, at)) {
                at++;
            }
            pointsOf.put(work, at - 1);
            return null;
        };
    }

    /** Whether there was such a boundary. */
    private boolean cutAt(Work work, int at) throws Exception {
        Path state = Files.createDirectory(folder.resolve(work + "-" + at));
        try (Rig rig = new Rig(state)) {
            Outside outside = prepare(rig, work);
            PowerCut cut = new PowerCut(at);
            rig.engine.close();
            rig.start(cut);
            try {
                carryOut(rig, work, cut);
            } catch (PowerCut.Gone e) {
                // The process that was asked is gone.
            }
            end(rig);
            if (!cut.happened()) {
                Deployment now = rig.engine.latest(Rig.SHOP).orElseThrow();
                assertEquals(work.end, now.phase(), () -> work + " by itself: " + now.failure());
                return false;
            }
            startAgain(rig, outside);
            outside.violations()
                    .forEach(words -> violations.add(work + " cut " + at + " (" + cut.where() + "): " + words));
        }
        return true;
    }

    /** A process that is gone notes nothing at its end. */
    private static void end(Rig rig) {
        try {
            rig.engine.close();
        } catch (PowerCut.Gone e) {
            // Its threads and the kernel's lock are gone with it.
        }
    }

    private static void startAgain(Rig rig, Outside outside) throws Exception {
        rig.start();
        outside.expectSettledWithin(LIMIT);
        recover(rig);
        rest(rig);
        outside.settled("after the recovery");
        rig.engine.close();
        var journal = rig.journal.read();
        List<String> calls = rig.containers.calls();
        List<String> proxied = rig.proxy.calls();
        rig.start();
        recover(rig);
        outside.check(journal.equals(rig.journal.read()), "a second recovery wrote to the journal");
        outside.check(calls.equals(rig.containers.calls()), "a second recovery acted: " + rig.containers.calls());
        outside.check(proxied.equals(rig.proxy.calls()), "a second recovery moved the proxy");
    }

    private static RecoveryReport recover(Rig rig) throws Exception {
        return rig.engine.recover().get(10, TimeUnit.SECONDS);
    }

    private static void rest(Rig rig) throws Exception {
        if (rig.engine.latest(Rig.SHOP).isPresent()) {
            rig.await(now -> !now.phase().acting());
            rig.awaitIdle();
        }
    }

    /** The state before, and what will go wrong by itself. */
    private static Outside prepare(Rig rig, Work work) throws Exception {
        rig.quiesce(work.quiesce());
        switch (work) {
            case FIRST_DEPLOY -> {
                return new Outside(rig, Set.of());
            }
            case ROLL_BACK,
                    ROLL_BACK_WITH_NEW_TASKS,
                    ROLL_BACK_TO_A_COLD_STANDBY,
                    RETIRE,
                    RETIRE_HELD_BY_TASKS,
                    ROLL_BACK_OF_A_HELD_DRAIN,
                    UNDO -> {
                rig.v1OnBlue();
                rig.deployed("v2");
            }
            default -> rig.v1OnBlue();
        }
        if (work == Work.UNDO) {
            rig.ask(rig.engine.approve(Rig.SHOP, Rig.BOB, Optional.empty(), 0));
            rig.await(Phase.UNDO_WINDOW);
        }
        rig.awaitIdle();
        Outside outside = new Outside(rig, work.neverHealthy() ? Set.of("shop-green") : Set.of());
        switch (work) {
            case NEVER_HEALTHY, NEVER_HEALTHY_BESIDE_PAUSED, NEVER_HEALTHY_BESIDE_SLOWED -> rig.gate.nextNeverHealthy();
            case NOT_SEEN_AT_THE_ENTRY -> rig.proxy.failNextVerify("green never answered");
            case SICK_IN_THE_WATCH, SICK_IN_THE_WATCH_AFTER_SLOWED -> {
                outside.waiting("shop-green", 6);
                rig.proxy.nextGlances(sick(8));
            }
            case DEPLOY_WITH_OLD_TASKS, DEPLOY_BESIDE_SLOWED, RETIRE_HELD_BY_TASKS, ROLL_BACK_OF_A_HELD_DRAIN ->
                outside.waiting("shop-blue", 30);
            case ROLL_BACK_WITH_NEW_TASKS -> outside.waiting("shop-green", 30);
            case ROLL_BACK_TO_A_COLD_STANDBY -> {
                rig.containers.host().exit("shop-blue", "web", 0);
                rig.containers.host().exit("shop-blue", "redis", 0);
            }
            default -> {}
        }
        return outside;
    }

    private static ProxySwitcher.Glance[] sick(int times) {
        ProxySwitcher.Glance[] glances = new ProxySwitcher.Glance[times];
        java.util.Arrays.fill(
                glances,
                new ProxySwitcher.Glance(
                        false,
                        Optional.of(dev.kawasemi.deployment.Color.GREEN),
                        Duration.ofMillis(5),
                        "HTTP 503 from green"));
        return glances;
    }

    private static void carryOut(Rig rig, Work work, PowerCut cut) throws Exception {
        switch (work) {
            case FIRST_DEPLOY -> asked(rig, cut, deploy(rig, "v1"));
            case CANCEL -> {
                rig.gate.onAwait(watched -> {
                    var unused = rig.engine.cancel(Rig.SHOP, Rig.BOB);
                });
                asked(rig, cut, deploy(rig, "v2"));
            }
            case ROLL_BACK, ROLL_BACK_WITH_NEW_TASKS, ROLL_BACK_TO_A_COLD_STANDBY ->
                asked(rig, cut, rig.engine.rollBack(Rig.SHOP, Rig.BOB));
            case RETIRE -> retire(rig, cut);
            case RETIRE_HELD_BY_TASKS -> {
                asked(rig, cut, rig.engine.approve(Rig.SHOP, Rig.BOB, Optional.empty(), 0));
                until(rig, cut, now -> now.generation() == 2);
            }
            case ROLL_BACK_OF_A_HELD_DRAIN -> {
                rig.time.onAdvance(() -> {
                    if (drains(rig)) {
                        var unused = rig.engine.rollBack(Rig.SHOP, Rig.BOB);
                    }
                });
                asked(rig, cut, rig.engine.approve(Rig.SHOP, Rig.BOB, Optional.empty(), 0));
                until(rig, cut, Deployment::ended);
            }
            case UNDO -> asked(rig, cut, rig.engine.undo(Rig.SHOP, Rig.BOB));
            default -> asked(rig, cut, deploy(rig, "v2"));
        }
    }

    private static boolean drains(Rig rig) {
        Deployment now = rig.engine.latest(Rig.SHOP).orElseThrow();
        return now.phase() == Phase.AWAITING_APPROVAL && now.draining().isPresent();
    }

    private static CompletableFuture<Answer> deploy(Rig rig, String version) {
        return rig.engine.deploy(DeployRequest.of(Rig.SHOP, new Version(version), Rig.ALICE));
    }

    private static void retire(Rig rig, PowerCut cut) throws Exception {
        asked(rig, cut, rig.engine.approve(Rig.SHOP, Rig.BOB, Optional.empty(), 0));
        until(rig, cut, now -> now.phase() == Phase.UNDO_WINDOW);
        if (!cut.happened()) {
            rig.time.advance(Duration.ofMinutes(10));
            until(rig, cut, Deployment::ended);
        }
    }

    /** Until it rests or the power is cut; the answer may never come. */
    private static void asked(Rig rig, PowerCut cut, CompletableFuture<Answer> answer) throws Exception {
        rig.awaitUnless(() -> cut.happened() || answer.isDone(), now -> false);
        until(rig, cut, now -> !now.phase().acting());
    }

    private static void until(Rig rig, PowerCut cut, Predicate<Deployment> wanted) throws Exception {
        rig.awaitUnless(cut::happened, wanted);
    }
}
