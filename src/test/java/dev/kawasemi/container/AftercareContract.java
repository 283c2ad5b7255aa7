package dev.kawasemi.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.ContainerRef;
import dev.kawasemi.deployment.Weight;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The part of the contract that is about containers left standing: their weights, their restart policies, and what their queue works on. */
abstract class AftercareContract extends EngineFixture {
    private static final Duration GRACE = Duration.ofSeconds(5);

    @Test
    void theTasksThatAreWorkedOnAreNamedOneALine() throws Exception {
        assertEquals(List.of(), engine().runningTasks(app(), blue()));
        startAll(Color.BLUE, V1);
        assertEquals(List.of("tasks.mail 1a", "[31mtasks.bill 2b[0m"), engine().runningTasks(app(), blue()));

        engine().stop(refs(blue(), "redis"), GRACE);

        assertEquals(List.of(), engine().runningTasks(app(), blue()));
    }

    @Test
    void weightsAreGivenAndGivenBackRunningOrNot() throws Exception {
        startAll(Color.BLUE, V1);
        List<ContainerRef> workers = refs(blue(), "worker", "beat");
        List<Weight> before = engine().weights(workers);
        assertEquals(weights(workers, 0), before);
        Map<String, Integer> pids = pids(blue());

        engine().weigh(weights(workers, Weight.LOWEST));
        assertEquals(weights(workers, Weight.LOWEST), engine().weights(workers));
        assertEquals(weights(refs(blue(), "web"), 0), engine().weights(refs(blue(), "web")));
        assertEquals(pids, pids(blue()), "a container was started again for its weight");
        engine().stop(workers, GRACE);
        engine().weigh(before);

        assertEquals(before, engine().weights(workers));
        engine().weigh(weights(workers, 512));
        assertEquals(weights(workers, 512), engine().weights(workers));
        engine().restore(app(), blue(), workers);
        assertEquals(weights(workers, 512), engine().weights(workers));
        engine().weigh(weights(workers, 1024));
        assertEquals(weights(workers, 0), engine().weights(workers), "1024 and 0 are the same");
    }

    @Test
    void whatIsGoneHasNoWeight() throws Exception {
        startAll(Color.BLUE, V1);
        List<ContainerRef> workers = refs(blue(), "worker", "beat");
        vanish(workers.get(0));

        engine().weigh(weights(workers, 2));

        assertEquals(weights(workers.subList(1, 2), 2), engine().weights(workers));
        engine().weigh(weights(workers.subList(0, 1), 2));
        engine().weigh(List.of());
        assertEquals(List.of(), engine().weights(List.of()));
    }

    @Test
    void stoppedContainersAreKeptFromComingBackAtAReboot() throws Exception {
        startAll(Color.BLUE, V1);
        List<ContainerRef> workers = refs(blue(), "worker", "beat", "redis");
        always(workers.get(0));
        always(refs(blue(), "web").get(0));
        vanish(workers.get(2));

        engine().stayStopped(workers);

        assertFalse(isAlways(workers.get(0)));
        assertTrue(isAlways(refs(blue(), "web").get(0)), "one that was not named was changed");
        engine().stayStopped(workers);
        engine().stayStopped(List.of());
    }

    private static List<Weight> weights(List<ContainerRef> containers, long shares) {
        return containers.stream().map(ref -> new Weight(ref, shares)).toList();
    }
}
