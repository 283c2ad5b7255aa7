package dev.kawasemi.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.bed.Eventually;
import dev.kawasemi.bed.ExampleBed;
import dev.kawasemi.bed.Visit;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.testing.Shows;
import dev.kawasemi.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the bot works with goes away in the middle of a real deploy and comes back, while the bot lives on. */
@Tag("engine")
class OutageTest {
    private static final TimeSource TIME = TimeSource.system();

    /** Longer than a step takes here, so that it is met; shorter than the bot's patience with an undo. */
    private static final Duration AWAY = Duration.ofSeconds(5);

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Set<Phase> DONE_OR_UNDONE =
            EnumSet.of(Phase.AWAITING_APPROVAL, Phase.ABORTED, Phase.ROLLED_BACK, Phase.COMPLETED);
    private static final List<String> VERSIONS = List.of(ExampleBed.V1, ExampleBed.V2, ExampleBed.V4);
    private int version;

    @Test
    void anEngineThatGoesAwayInAnyStepLeavesTheDeployDoneOrUndone() throws Exception {
        List<Step> steps = Boolean.getBoolean("faults.full")
                ? List.of(
                        Step.PREPARE,
                        Step.QUIESCE,
                        Step.START,
                        Step.HEALTH_GATE,
                        Step.SWITCH,
                        Step.VERIFY,
                        Step.WORKERS,
                        Step.WATCH)
                : List.of(Step.QUIESCE, Step.WORKERS);
        List<Visit> failures = new ArrayList<>();
        try (EngineRelay relay = new EngineRelay();
                KillScene scene = KillScene.open("outage", Map.of("DOCKER_HOST", relay.address()))) {
            var unused = scene.deployed(next());
            for (Step step : steps) {
                try (Audience audience = Audience.of(scene.bed)) {
                    away(scene, relay, step);
                    failures.addAll(audience.failures());
                }
            }
            unused = scene.nothingOpen();
            scene.awaitLockFree();
            unused = scene.deployed(next());
            scene.bed.tasks().awaitAllFinished(LIMIT);
            Shows.write("engine-outages", steps.size());
            Shows.write("engine-outage-failed-requests", failures.size());
            assertEquals(List.of(), failures, "nobody noticed");
            assertEquals(List.of(), scene.bystander.violations());
        }
    }

    private void away(KillScene scene, EngineRelay relay, Step step) throws Exception {
        var unused = scene.nothingOpen();
        scene.awaitLockFree();
        scene.bystander.now("engine away in " + step.word());
        long number = scene.deploy(next());
        scene.journal.awaitEvent(KillScene.LIMIT, number, KillPoint.isStarted(step));
        relay.shut();
        TIME.sleep(AWAY);
        relay.reopen();
        Deployment end = end(scene, number);
        System.out.println("  engine away in " + step.word() + ": " + end.phase() + " "
                + end.failure().map(Object::toString).orElse(""));
    }

    @Test
    void nginxThatIsKilledBeforeTheSwitchLeavesTheDeployUndoneOnceItIsBack() throws Exception {
        try (KillScene scene = KillScene.open("proxyless", Map.of())) {
            var unused = scene.deployed(next());
            try (Audience audience = Audience.withoutTasks(scene.bed)) {
                scene.bystander.now("nginx killed");
                long number = scene.deploy(next());
                scene.journal.awaitEvent(KillScene.LIMIT, number, KillPoint.isStarted(Step.HEALTH_GATE));
                Instant killed = TIME.now();
                scene.bed.proxy().kill();
                scene.journal.awaitEvent(KillScene.LIMIT, number, DeploymentEvent.UndoStarted.class::isInstance);
                scene.bed.startProxy();
                Instant back = TIME.now();
                assertEquals(Phase.ABORTED, end(scene, number).phase());
                audience.awaitMore(100);
                List<Visit> outside = audience.failures().stream()
                        .filter(visit -> visit.at().plus(visit.took()).isBefore(killed)
                                || visit.at().isAfter(back))
                        .toList();
                assertEquals(List.of(), outside, "failed while nginx was there");
                assertTrue(!audience.failures().isEmpty(), "nginx was away");
            }
            unused = scene.deployed(next());
            assertEquals(List.of(), scene.bystander.violations());
        }
    }

    /** At rest, and all is well on the host. */
    private static Deployment end(KillScene scene, long number) {
        Eventually.holds(
                LIMIT,
                "deployment " + number + " rests and all is well",
                () -> DONE_OR_UNDONE.contains(scene.journal.get(number).phase())
                        && scene.journal.get(number).draining().isEmpty()
                        && scene.bystander.problems().isEmpty(),
                () -> scene.journal.get(number) + "\n" + scene.bystander.problems() + "\n" + scene.said());
        scene.awaitLockFree();
        return scene.journal.get(number);
    }

    private String next() {
        return VERSIONS.get(version++ % VERSIONS.size());
    }
}
