package dev.kawasemi.faults;

import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.Step;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/**
 * Where the bot is killed.
 *
 * @param work what is asked of it before
 * @param after an event in its journal
 * @param later how long after that; some acts take effect only a moment later
 */
record KillPoint(String name, Work work, Predicate<DeploymentEvent> after, Duration later) {
    /** What is asked of the bot. */
    enum Work {
        DEPLOY,
        DEPLOY_BROKEN,
        APPROVE,
        ROLL_BACK,
        CANCEL
    }

    /** Those that every run of the tests does. */
    static List<KillPoint> few() {
        return List.of(started(Step.QUIESCE, 100), started(Step.SWITCH, 0), started(Step.WORKERS, 300), approved(100));
    }

    /** Twenty and a few, over every kind of work. */
    static List<KillPoint> all() {
        return List.of(
                started(Step.PREPARE, 0),
                started(Step.QUIESCE, 0),
                started(Step.QUIESCE, 300),
                done(Step.QUIESCE, 0),
                started(Step.START, 0),
                started(Step.START, 200),
                done(Step.START, 0),
                started(Step.HEALTH_GATE, 100),
                new KillPoint("gate of a broken release", Work.DEPLOY_BROKEN, isStarted(Step.HEALTH_GATE), ms(500)),
                started(Step.SWITCH, 0),
                started(Step.SWITCH, 30),
                done(Step.SWITCH, 0),
                started(Step.VERIFY, 50),
                done(Step.VERIFY, 0),
                started(Step.WORKERS, 0),
                started(Step.WORKERS, 700),
                done(Step.WORKERS, 0),
                started(Step.WATCH, 1000),
                approved(0),
                approved(300),
                new KillPoint("window opened", Work.APPROVE, DeploymentEvent.WindowOpened.class::isInstance, ms(0)),
                new KillPoint("removal", Work.APPROVE, DeploymentEvent.RemovalStarted.class::isInstance, ms(100)),
                new KillPoint("roll back", Work.ROLL_BACK, DeploymentEvent.RollBackStarted.class::isInstance, ms(0)),
                new KillPoint("traffic back", Work.ROLL_BACK, DeploymentEvent.TrafficBack.class::isInstance, ms(50)),
                new KillPoint("cancel", Work.CANCEL, DeploymentEvent.UndoStarted.class::isInstance, ms(50)));
    }

    /** The same kinds of moments, at any time up to 300 ms after. */
    static List<KillPoint> random(Random random, int count) {
        return random.ints(count, 0, all().size())
                .mapToObj(all()::get)
                .map(point -> new KillPoint(point.name(), point.work(), point.after(), ms(random.nextInt(300))))
                .toList();
    }

    private static KillPoint started(Step step, int later) {
        return new KillPoint(step.word() + " started", Work.DEPLOY, isStarted(step), ms(later));
    }

    private static KillPoint done(Step step, int later) {
        return new KillPoint(
                step.word() + " done",
                Work.DEPLOY,
                event -> event instanceof DeploymentEvent.StepDone done && done.step() == step,
                ms(later));
    }

    private static KillPoint approved(int later) {
        return new KillPoint("approved", Work.APPROVE, DeploymentEvent.Approved.class::isInstance, ms(later));
    }

    static Predicate<DeploymentEvent> isStarted(Step step) {
        return event -> event instanceof DeploymentEvent.StepStarted started && started.step() == step;
    }

    private static Duration ms(int millis) {
        return Duration.ofMillis(millis);
    }

    @Override
    public String toString() {
        return name + (later.isZero() ? "" : " + " + later.toMillis() + " ms");
    }
}
