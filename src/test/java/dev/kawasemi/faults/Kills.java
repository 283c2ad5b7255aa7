package dev.kawasemi.faults;

import dev.kawasemi.bed.Eventually;
import dev.kawasemi.bed.ExampleBed;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.faults.KillPoint.Work;
import dev.kawasemi.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One kill after another, each from the state that the one before led to: the bot must be able to deploy again after every one. */
final class Kills {
    /** Product: within 5 s of bot and engine both being up. Held to three times that, printed as measured. */
    private static final Duration TARGET = Duration.ofSeconds(5);

    /** How long is looked for it at all. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final TimeSource TIME = TimeSource.system();
    private static final List<String> VERSIONS = List.of(ExampleBed.V1, ExampleBed.V2, ExampleBed.V4);

    private final KillScene scene;
    private Duration slowest = Duration.ZERO;
    private int version;

    Kills(KillScene scene) {
        this.scene = scene;
    }

    /** A first deploy and its approval, so that there is an old colour from then on. */
    void begin() throws InterruptedException {
        var unused = scene.deployed(next());
    }

    /** What waits is answered; a whole deploy succeeds. */
    void end() throws InterruptedException {
        var unused = scene.nothingOpen();
        unused = scene.deployed(next());
    }

    /** The longest time from when the bot was up again after a kill until all was well. */
    Duration slowest() {
        return slowest;
    }

    void at(KillPoint point) throws InterruptedException {
        scene.bystander.now("before " + point);
        long number = work(point);
        scene.journal.awaitEvent(KillScene.LIMIT, number, point.after());
        TIME.sleep(point.later());
        scene.bystander.now(point.toString());
        scene.bot.kill9();
        Deployment killed = scene.journal.get(number);
        Duration start = scene.bot.start();
        Duration up = TIME.elapsed();
        Eventually.holds(LIMIT, "all is well after " + point, this::well, () -> wrong() + "\n" + scene.said());
        Duration took = TIME.elapsed().minus(up);
        slowest = took.compareTo(slowest) > 0 ? took : slowest;
        if (took.compareTo(TARGET.multipliedBy(3)) > 0) {
            scene.bystander.violated("it took " + took + " until all was well");
        }
        Deployment rest = scene.atRest();
        System.out.println("  killed at " + point + " (" + killed.phase() + ", "
                + killed.stepUnderWay().word()
                + "): up after " + start.toMillis() + " ms, all well " + took.toMillis() + " ms later, ended "
                + rest.phase());
        scene.awaitLockFree();
        judge(killed, scene.journal.get(number).phase());
        again();
    }

    private boolean well() {
        return wrong().isEmpty();
    }

    /** The lock is held on where recovery goes forward: workers, drain and watch have limits of their own. */
    private List<String> wrong() {
        List<String> wrong = new ArrayList<>(scene.bystander.problems());
        Deployment now = scene.journal.latest().orElseThrow();
        boolean goesOn = now.committed() && (now.phase() == Phase.RUNNING || now.phase() == Phase.REMOVING);
        if (!goesOn && now.draining().isEmpty() && !scene.lockIsFree()) {
            wrong.add("the lock is held in " + now.phase());
        }
        return wrong;
    }

    /** By the commit point in the journal as it was at the kill. */
    private void judge(Deployment killed, Phase end) {
        Set<Phase> right = switch (killed.phase()) {
            case RUNNING -> killed.committed() ? EnumSet.of(Phase.AWAITING_APPROVAL) : EnumSet.of(Phase.ABORTED);
            case UNDOING, ABORTED -> EnumSet.of(Phase.ABORTED);
            case ROLLING_BACK, ROLLED_BACK -> EnumSet.of(Phase.ROLLED_BACK);
            case RETIRING, UNDO_WINDOW, REMOVING, COMPLETED -> EnumSet.of(Phase.UNDO_WINDOW, Phase.COMPLETED);
            case AWAITING_APPROVAL -> EnumSet.of(Phase.AWAITING_APPROVAL);
            case REVIVING, STUCK -> EnumSet.noneOf(Phase.class);
        };
        if (!right.contains(end)) {
            scene.bystander.violated("killed while " + killed.phase() + ", "
                    + killed.stepUnderWay().word() + ": ended " + end + " ("
                    + scene.journal.get(killed.id().number()).failure() + ")");
        }
    }

    /** Asks for what the point is about; the number of the deployment. */
    private long work(KillPoint point) throws InterruptedException {
        if (point.work() == Work.APPROVE || point.work() == Work.ROLL_BACK) {
            long number = waiting();
            scene.slash(point.work() == Work.APPROVE ? "approve" : "rollback");
            return number;
        }
        var unused = scene.nothingOpen();
        scene.awaitLockFree();
        String asked = point.work() == Work.DEPLOY_BROKEN ? ExampleBed.NEVER_HEALTHY : next();
        long number = scene.deploy(asked);
        if (point.work() == Work.CANCEL) {
            // Early: past the commit point it would be a roll back.
            scene.journal.awaitEvent(KillScene.LIMIT, number, KillPoint.isStarted(Step.QUIESCE));
            scene.pressCancel(number);
        }
        return number;
    }

    /** The deployment that waits for its approval; where none does, one is brought so far. */
    private long waiting() throws InterruptedException {
        Deployment rest = scene.atRest();
        if (rest.phase() != Phase.AWAITING_APPROVAL) {
            var unused = scene.nothingOpen();
            scene.awaitLockFree();
            rest = scene.asked(next());
        }
        scene.awaitLockFree();
        return rest.id().number();
    }

    /** Killed and started once more while it rests: nothing changes. */
    private void again() {
        if (scene.atRest().phase() == Phase.UNDO_WINDOW) {
            var unused = scene.nothingOpen();
        }
        scene.awaitLockFree();
        List<String> journal = scene.journal.asWritten();
        Map<String, String> containers = scene.bystander.containers();
        scene.bot.kill9();
        var unused = scene.bot.start();
        Eventually.holds(LIMIT, "the second recovery is over", scene.bot::recovered, scene::said);
        scene.awaitLockFree();
        List<String> after = scene.journal.asWritten();
        if (!journal.equals(after)) {
            scene.bystander.violated("a second recovery wrote " + after.subList(journal.size(), after.size()));
        }
        Map<String, String> now = scene.bystander.containers();
        if (!containers.equals(now)) {
            scene.bystander.violated("a second recovery changed containers: " + containers + " -> " + now);
        }
    }

    private String next() {
        return VERSIONS.get(version++ % VERSIONS.size());
    }
}
