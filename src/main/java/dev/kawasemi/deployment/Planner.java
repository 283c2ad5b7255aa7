package dev.kawasemi.deployment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What to do, from what is known: pure. */
public final class Planner {
    private Planner() {}

    /**
     * What a deploy starts from.
     *
     * @param old the colour that serves; empty for a first deploy
     * @param newBackground services that start after the commit point
     * @param ownQueue whether each colour has a queue of its own
     * @param watched whether the release is watched after the switch
     */
    public record Situation(
            Optional<Side> old, Stack next, List<String> newBackground, boolean ownQueue, boolean watched) {}

    /** The way forward. Which containers QUIESCE stops, and so brings back, is looked up when it begins: a pull may have taken long. A first deploy has nothing that yields and no old queue. */
    public static Plan forward(Situation now) {
        Undo nothing = new Undo.Nothing();
        List<Plan.Planned> steps = new ArrayList<>();
        steps.add(new Plan.Planned(Step.PREPARE, nothing));
        now.old().ifPresent(old -> steps.add(new Plan.Planned(Step.QUIESCE, new Undo.Restore(old.stack(), List.of()))));
        steps.add(new Plan.Planned(Step.START, new Undo.StopStack(now.next())));
        steps.add(new Plan.Planned(Step.HEALTH_GATE, nothing));
        steps.add(new Plan.Planned(Step.SWITCH, new Undo.SwitchBack(now.old())));
        steps.add(new Plan.Planned(Step.VERIFY, nothing));
        steps.add(new Plan.Planned(Step.WORKERS, new Undo.StopBackground(now.next(), now.newBackground())));
        if (now.old().isPresent() && now.ownQueue()) {
            steps.add(new Plan.Planned(Step.DRAIN, nothing));
        }
        if (now.watched()) {
            steps.add(new Plan.Planned(Step.WATCH, nothing));
        }
        return new Plan(steps);
    }

    /** What is left of the way forward for a deployment that is past its commit point. */
    public static Plan rest(Deployment deployment, Situation now) {
        return new Plan(forward(now).steps().stream()
                .filter(planned -> planned.step().afterCommit())
                .filter(planned -> !deployment.isDone(planned.step()))
                .toList());
    }

    /** What is still to be taken back, in the order in which to do it: by {@link Undo#order()}. */
    public static List<Plan.Planned> backward(Deployment deployment) {
        return deployment.steps().entrySet().stream()
                .filter(entry -> !deployment.undone().contains(entry.getKey()))
                .filter(entry -> !(entry.getValue().undo() instanceof Undo.Nothing))
                .filter(entry -> entry.getKey() != Step.RETIRE)
                .sorted(Comparator.comparingInt((Map.Entry<Step, StepState> entry) ->
                        entry.getValue().undo().order()))
                .map(entry -> new Plan.Planned(entry.getKey(), entry.getValue().undo()))
                .toList();
    }

    /**
     * The last release that a person approved before the one that serves, to be deployed anew when the standby is gone: never one that failed or
     * was rolled back.
     *
     * @param history of one app, in any order
     */
    public static Optional<Deployment> lastApprovedBefore(Deployment serving, List<Deployment> history) {
        return history.stream()
                .filter(earlier -> earlier.id().compareTo(serving.id()) < 0)
                .filter(earlier -> earlier.phase() == Phase.COMPLETED)
                .filter(earlier ->
                        earlier.old().isEmpty() || earlier.decidedBy().isPresent())
                .filter(earlier -> earlier.release().isPresent())
                .max(Comparator.comparing(Deployment::id));
    }

    /** The deployment whose new colour serves: the newest that went past the commit point and was not rolled back. */
    public static Optional<Deployment> serving(List<Deployment> history) {
        return history.stream()
                .filter(Deployment::committed)
                .filter(deployment -> deployment.phase() != Phase.ROLLED_BACK)
                .max(Comparator.comparing(Deployment::id));
    }
}
