package dev.kawasemi.rollout;

import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.deployment.Version;
import dev.kawasemi.health.HealthVerdict;
import dev.kawasemi.proxy.ProxySwitcher;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** What is under way when something goes wrong, and the state before it. */
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
    RETIRE_WITH_OLD_IMAGES(Phase.COMPLETED),
    RETIRE_HELD_BY_TASKS(Phase.AWAITING_APPROVAL),
    ROLL_BACK_OF_A_HELD_DRAIN(Phase.ROLLED_BACK),
    UNDO(Phase.AWAITING_APPROVAL),
    ROLL_BACK_THAT_STAYS_FORWARD(Phase.AWAITING_APPROVAL),
    NEITHER_COLOUR_COMES_UP(Phase.AWAITING_APPROVAL);

    /** Where it ends when nothing comes in between. */
    final Phase end;

    Work(Phase end) {
        this.end = end;
    }

    private AppSettings.Quiesce quiesce() {
        return switch (this) {
            case DEPLOY_BESIDE_PAUSED, NEVER_HEALTHY_BESIDE_PAUSED -> AppSettings.Quiesce.PAUSE;
            case DEPLOY_BESIDE_SLOWED, NEVER_HEALTHY_BESIDE_SLOWED, SICK_IN_THE_WATCH_AFTER_SLOWED ->
                AppSettings.Quiesce.LOWER_CPU;
            default -> AppSettings.Quiesce.STOP;
        };
    }

    private boolean neverHealthy() {
        return name().startsWith("NEVER_HEALTHY");
    }

    /** The state before, and what will go wrong by itself. */
    Outside prepare(Rig rig) throws Exception {
        rig.quiesce(quiesce());
        if (this == RETIRE_WITH_OLD_IMAGES) {
            rig.apps = List.of(Rig.keeping(OptionalInt.of(1), Rig.shop()));
        }
        switch (this) {
            case FIRST_DEPLOY -> {
                return new Outside(rig, Set.of());
            }
            case ROLL_BACK,
                    ROLL_BACK_WITH_NEW_TASKS,
                    ROLL_BACK_TO_A_COLD_STANDBY,
                    ROLL_BACK_THAT_STAYS_FORWARD,
                    RETIRE,
                    RETIRE_HELD_BY_TASKS,
                    ROLL_BACK_OF_A_HELD_DRAIN,
                    UNDO -> {
                rig.v1OnBlue();
                rig.deployed("v2");
            }
            case RETIRE_WITH_OLD_IMAGES -> {
                rig.v1OnBlue();
                rig.deployed("v2");
                rig.awaitIdle();
                retire(rig, () -> false);
                rig.deployed("v3");
            }
            default -> rig.v1OnBlue();
        }
        if (this == UNDO) {
            rig.ask(rig.engine.approve(Rig.SHOP, Rig.BOB, Optional.empty(), 0));
            rig.await(Phase.UNDO_WINDOW);
        }
        rig.awaitIdle();
        Outside outside = new Outside(rig, neverHealthy() ? Set.of("shop-green") : Set.of());
        goesWrong(rig, outside);
        return outside;
    }

    private void goesWrong(Rig rig, Outside outside) {
        switch (this) {
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
            case ROLL_BACK_THAT_STAYS_FORWARD -> {
                rig.containers.host().exit("shop-blue", "web", 1);
                rig.gate.nextNeverHealthy();
            }
            case NEITHER_COLOUR_COMES_UP -> neitherComesUp(rig);
            default -> {}
        }
    }

    /** The new workers do not start, and by then the old web is down for good. */
    private static void neitherComesUp(Rig rig) {
        AtomicBoolean once = new AtomicBoolean();
        rig.gate.onAwait(watched -> {
            if (watched.port() == 18002 && once.compareAndSet(false, true)) {
                rig.containers.script().failNext("up", "no such image");
                rig.containers.host().exit("shop-blue", "web", 1);
                rig.gate.next(new HealthVerdict(
                        HealthVerdict.Kind.HEALTHY,
                        2,
                        2,
                        Duration.ofMillis(84),
                        Duration.ofSeconds(2),
                        "2 of 2 probes ok"));
                rig.gate.nextNeverHealthy();
            }
        });
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

    void carryOut(Rig rig, BooleanSupplier over) throws Exception {
        switch (this) {
            case FIRST_DEPLOY -> asked(rig, over, deploy(rig, "v1"));
            case CANCEL -> {
                rig.gate.onAwait(watched -> {
                    var unused = rig.engine.cancel(Rig.SHOP, Rig.BOB);
                });
                asked(rig, over, deploy(rig, "v2"));
            }
            case ROLL_BACK, ROLL_BACK_WITH_NEW_TASKS, ROLL_BACK_TO_A_COLD_STANDBY, ROLL_BACK_THAT_STAYS_FORWARD ->
                asked(rig, over, rig.engine.rollBack(Rig.SHOP, Rig.BOB));
            case RETIRE, RETIRE_WITH_OLD_IMAGES -> retire(rig, over);
            case RETIRE_HELD_BY_TASKS -> {
                asked(rig, over, rig.engine.approve(Rig.SHOP, Rig.BOB, Optional.empty(), 0));
                until(rig, over, now -> now.generation() == 2);
            }
            case ROLL_BACK_OF_A_HELD_DRAIN -> {
                rig.time.onAdvance(() -> {
                    if (drains(rig)) {
                        var unused = rig.engine.rollBack(Rig.SHOP, Rig.BOB);
                    }
                });
                asked(rig, over, rig.engine.approve(Rig.SHOP, Rig.BOB, Optional.empty(), 0));
                until(rig, over, Deployment::ended);
            }
            case UNDO -> asked(rig, over, rig.engine.undo(Rig.SHOP, Rig.BOB));
            default -> asked(rig, over, deploy(rig, "v2"));
        }
    }

    /** After the recovery: what a roll back may need is there whatever happened, and what nobody needs is gone once the old colour is. */
    void images(Rig rig, Outside outside) {
        if (this != RETIRE_WITH_OLD_IMAGES) {
            return;
        }
        for (Deployment one : rig.engine.history()) {
            boolean first = one.version().value().equals("v1");
            boolean over = rig.engine.latest(Rig.SHOP).orElseThrow().phase() == Phase.COMPLETED;
            one.release()
                    .orElseThrow()
                    .imageIds()
                    .forEach((service, id) -> outside.check(
                            rig.containers.images().has(id) == !(first && over),
                            "the image of " + service + " " + one.version()
                                    + (first && over ? " is left" : " is gone")));
        }
    }

    private static boolean drains(Rig rig) {
        Deployment now = rig.engine.latest(Rig.SHOP).orElseThrow();
        return now.phase() == Phase.AWAITING_APPROVAL && now.draining().isPresent();
    }

    private static CompletableFuture<Answer> deploy(Rig rig, String version) {
        return rig.engine.deploy(DeployRequest.of(Rig.SHOP, new Version(version), Rig.ALICE));
    }

    private static void retire(Rig rig, BooleanSupplier over) throws Exception {
        asked(rig, over, rig.engine.approve(Rig.SHOP, Rig.BOB, Optional.empty(), 0));
        until(rig, over, now -> now.phase() == Phase.UNDO_WINDOW);
        if (!over.getAsBoolean()) {
            rig.time.advance(Duration.ofMinutes(10));
            until(rig, over, Deployment::ended);
        }
    }

    /** Until it rests or it is over before; the answer may never come. */
    private static void asked(Rig rig, BooleanSupplier over, CompletableFuture<Answer> answer) throws Exception {
        rig.awaitUnless(() -> over.getAsBoolean() || answer.isDone(), now -> false);
        until(rig, over, now -> !now.phase().acting());
    }

    private static void until(Rig rig, BooleanSupplier over, Predicate<Deployment> wanted) throws Exception {
        rig.awaitUnless(over, wanted);
    }
}
