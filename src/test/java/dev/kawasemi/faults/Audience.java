package dev.kawasemi.faults;

import dev.kawasemi.bed.ExampleBed;
import dev.kawasemi.bed.Repeatedly;
import dev.kawasemi.bed.Traffic;
import dev.kawasemi.bed.Visit;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.deployment.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Visitors, and tasks that they queue, twice a second, while something is done to the bot; then what they met is held against what the journal allows. */
final class Audience implements AutoCloseable {
    private static final Duration BETWEEN_TASKS = Duration.ofMillis(500);
    private static final Duration TASK = Duration.ofMillis(50);

    private final Traffic traffic;
    private final Optional<Repeatedly> tasks;

    private Audience(Traffic traffic, Optional<Repeatedly> tasks) {
        this.traffic = traffic;
        this.tasks = tasks;
    }

    static Audience of(ExampleBed bed) {
        return new Audience(
                bed.traffic(),
                Optional.of(Repeatedly.every(BETWEEN_TASKS, () -> bed.tasks().enqueue(1, TASK))));
    }

    /** Visitors alone: for where not every request can be answered. */
    static Audience withoutTasks(ExampleBed bed) {
        return new Audience(bed.traffic(), Optional.empty());
    }

    /** Returns when there were so many more visits. */
    void awaitMore(int visits) {
        traffic.awaitVisits(requests() + visits);
    }

    /** A release of a colour. */
    private record Served(Color color, String version) {}

    int requests() {
        return traffic.visits().size();
    }

    List<Visit> failures() {
        return traffic.failures();
    }

    /** Answers by a release that had not passed its health gate when it answered. */
    List<String> neverHealthy(Map<DeploymentId, List<DeploymentEvent>> journal) {
        Map<Served, Instant> healthy = healthySince(journal);
        List<String> wrong = new ArrayList<>();
        for (Visit visit : traffic.visits()) {
            if (!visit.ok()) {
                continue;
            }
            Optional<Instant> since =
                    Bystander.color(visit).map(color -> healthy.get(new Served(color, visit.version())));
            Instant answered = visit.at().plus(visit.took());
            if (since.isEmpty() || answered.isBefore(since.get())) {
                wrong.add(visit + ", healthy since " + since);
            }
        }
        return wrong;
    }

    private static Map<Served, Instant> healthySince(Map<DeploymentId, List<DeploymentEvent>> journal) {
        Map<Served, Instant> since = new HashMap<>();
        for (List<DeploymentEvent> events : journal.values()) {
            DeploymentEvent.Accepted accepted = (DeploymentEvent.Accepted) events.get(0);
            Served served =
                    new Served(accepted.next().color(), accepted.version().value());
            for (DeploymentEvent event : events) {
                if (event instanceof DeploymentEvent.StepDone done && done.step() == Step.HEALTH_GATE) {
                    since.merge(served, done.at(), (one, other) -> one.isBefore(other) ? one : other);
                }
            }
        }
        return since;
    }

    @Override
    public void close() {
        traffic.close();
        tasks.ifPresent(Repeatedly::close);
    }
}
