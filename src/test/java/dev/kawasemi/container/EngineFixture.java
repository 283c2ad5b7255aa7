package dev.kawasemi.container;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.ContainerRef;
import dev.kawasemi.deployment.Release;
import dev.kawasemi.deployment.Stack;
import dev.kawasemi.deployment.Version;
import dev.kawasemi.process.Cancellation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** An engine with one app on it, and the words in which the tests speak of it. */
abstract class EngineFixture {
    static final Version V1 = new Version("v1");
    static final Version V2 = new Version("v2");

    abstract ContainerEngine engine();

    abstract ComposeApp app();

    /** Its process ends by SIGKILL, from outside. */
    abstract void kill(ContainerRef container);

    abstract void pause(ContainerRef container);

    /** From the next {@link #keep} on the worker has a pool of four processes. */
    abstract void makeWorkerAPool();

    /** Processes of it that are held still, as seen from outside. */
    abstract int held(ContainerRef container);

    /** Somebody removes it behind our back. */
    abstract void vanish(ContainerRef container);

    /** Gives it the restart policy {@code always}, from outside. */
    abstract void always(ContainerRef container);

    /** Whether its restart policy is {@code always}. */
    abstract boolean isAlways(ContainerRef container);

    final Stack blue() {
        return engine().stack(app(), Color.BLUE);
    }

    final Stack green() {
        return engine().stack(app(), Color.GREEN);
    }

    final Release prepare(Color color, Version version) throws InterruptedException {
        return engine().prepare(app(), color, version, Cancellation.none());
    }

    final Release keep(Color color, Version version) throws InterruptedException {
        Release release = prepare(color, version);
        engine().keep(app(), color, release);
        return release;
    }

    final Release startAll(Color color, Version version) throws InterruptedException {
        Release release = keep(color, version);
        engine().up(app(), color, List.of("redis", "web", "worker", "beat"));
        return release;
    }

    final Set<String> running(Stack stack) {
        return engine().containers(stack).stream()
                .filter(ContainerStatus::running)
                .map(status -> status.ref().service())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    final List<ContainerRef> refs(Stack stack, String... services) {
        List<ContainerStatus> all = engine().containers(stack);
        return List.of(services).stream()
                .flatMap(service -> all.stream()
                        .map(ContainerStatus::ref)
                        .filter(ref -> ref.service().equals(service)))
                .toList();
    }

    static List<ContainerRef> refs(List<ContainerStatus> statuses) {
        return statuses.stream().map(ContainerStatus::ref).toList();
    }

    final Map<String, Integer> pids(Stack stack) {
        return engine().containers(stack).stream()
                .collect(Collectors.toMap(status -> status.ref().toString(), ContainerStatus::pid));
    }

    final void awaitLog(ContainerRef redis) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (engine().logs(redis, 200).size() < 3) {
            assertTrue(System.nanoTime() < end, "redis said nothing");
        }
    }
}
