package dev.kawasemi.faults;

import dev.kawasemi.bed.Eventually;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.journal.JournalReader;
import dev.kawasemi.time.TimeSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The journal of another process, read from outside while that writes; open only while it is looked at, so that a kill is met by that process alone. */
public final class JournalFile {
    /** Some events are followed by the next within milliseconds. */
    private static final Duration PAUSE = Duration.ofMillis(2);

    private final Path file;

    public JournalFile(Path stateDir) {
        file = stateDir.resolve("kawasemi.db");
        Eventually.holds(Duration.ofSeconds(30), "a journal", () -> Files.exists(file), () -> file);
    }

    Map<DeploymentId, List<DeploymentEvent>> read() {
        try (JournalReader reader = JournalReader.open(file)) {
            return reader.all();
        }
    }

    /** Every event, to the letter. */
    List<String> asWritten() {
        try (JournalReader reader = JournalReader.open(file)) {
            return reader.asWritten();
        }
    }

    public Optional<Deployment> latest() {
        Map<DeploymentId, List<DeploymentEvent>> all = read();
        return all.keySet().stream().max(DeploymentId::compareTo).map(all::get).map(Deployment::of);
    }

    public Deployment get(long deployment) {
        try (JournalReader reader = JournalReader.open(file)) {
            return Deployment.of(reader.of(new DeploymentId(deployment)));
        }
    }

    /** The highest number that was given so far; 0 before the first. */
    public long last() {
        return read().keySet().stream().mapToLong(DeploymentId::number).max().orElse(0);
    }

    /** The number of the first deployment after this one, as soon as it has begun. */
    public long awaitNext(Duration limit, long before, Supplier<?> context) throws InterruptedException {
        TimeSource time = TimeSource.system();
        Duration end = time.elapsed().plus(limit);
        while (last() == before) {
            if (time.elapsed().compareTo(end) > 0) {
                throw new AssertionError("no deployment after " + before + " within " + limit + "\n" + context.get());
            }
            time.sleep(PAUSE);
        }
        return last();
    }

    public Deployment await(Duration limit, String what, Predicate<Deployment> wanted, Supplier<?> context) {
        Eventually.holds(limit, what, () -> latest().filter(wanted).isPresent(), () -> latest() + "\n" + context.get());
        return latest().orElseThrow();
    }

    /**
     * Returns as soon as this deployment has such an event.
     *
     * @throws AssertionError when it ends without one, or the limit passes
     */
    void awaitEvent(Duration limit, long deployment, Predicate<DeploymentEvent> wanted) throws InterruptedException {
        TimeSource time = TimeSource.system();
        Duration end = time.elapsed().plus(limit);
        DeploymentId id = new DeploymentId(deployment);
        try (JournalReader reader = JournalReader.open(file)) {
            List<DeploymentEvent> events = reader.of(id);
            while (events.stream().noneMatch(wanted)) {
                if (time.elapsed().compareTo(end) > 0 || Deployment.of(events).ended()) {
                    throw new AssertionError("no such event of deployment " + id + " within " + limit + "; there are "
                            + events.subList(events.size() / 2, events.size()));
                }
                time.sleep(PAUSE);
                events = reader.of(id);
            }
        }
    }
}
