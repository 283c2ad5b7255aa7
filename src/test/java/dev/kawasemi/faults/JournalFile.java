package dev.kawasemi.faults;

import dev.kawasemi.bed.Eventually;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.journal.Journal;
import dev.kawasemi.journal.Journals;
import dev.kawasemi.time.TimeSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The journal of another process, read from outside while that writes. */
final class JournalFile implements AutoCloseable {
    private final Journal journal;

    JournalFile(Path stateDir) {
        Path file = stateDir.resolve("kawasemi.db");
        Eventually.holds(Duration.ofSeconds(30), "a journal", () -> Files.exists(file), () -> file);
        this.journal = Journals.sqlite(file, TimeSource.system());
    }

    Map<DeploymentId, List<DeploymentEvent>> read() {
        return journal.read();
    }

    Optional<Deployment> latest() {
        Map<DeploymentId, List<DeploymentEvent>> all = journal.read();
        return all.keySet().stream().max(DeploymentId::compareTo).map(all::get).map(Deployment::of);
    }

    long deployments() {
        return journal.read().size();
    }

    Deployment await(Duration limit, String what, Predicate<Deployment> wanted, Supplier<String> context) {
        Eventually.holds(limit, what, () -> latest().filter(wanted).isPresent(), () -> latest() + "\n" + context.get());
        return latest().orElseThrow();
    }

    /** Returns as soon as the newest deployment has such an event; busy, because some are followed within milliseconds. */
    void awaitEvent(Duration limit, long deployment, Predicate<DeploymentEvent> wanted) {
        long end = System.nanoTime() + limit.toNanos();
        DeploymentId id = new DeploymentId(deployment);
        while (journal.read().getOrDefault(id, List.of()).stream().noneMatch(wanted)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("no such event of deployment " + id + " within " + limit + "; there are "
                        + journal.read().getOrDefault(id, List.of()));
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        journal.close();
    }
}
