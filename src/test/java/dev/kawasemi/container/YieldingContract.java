package dev.kawasemi.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.container.ContainerStatus.State;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.ContainerRef;
import dev.kawasemi.deployment.Stack;
import dev.kawasemi.deployment.Weight;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The part of the contract that is about containers that yield and are still there: paused, or with most of their processes held. */
abstract class YieldingContract extends AftercareContract {
    private static final Duration GRACE = Duration.ofSeconds(5);

    @Test
    void whatIsPausedIsThereAndDoesNothingAndComesBackAsItWas() throws Exception {
        startAll(Color.BLUE, V1);
        List<ContainerRef> workers = refs(blue(), "worker");
        Map<String, Integer> before = pids(blue());

        engine().pause(workers);
        engine().pause(workers);

        assertEquals(State.PAUSED, engine().inspect(workers).get(0).state());
        assertEquals(Set.of("beat", "redis", "web"), running(blue()));
        engine().restore(app(), blue(), workers);
        assertEquals(Set.of("beat", "redis", "web", "worker"), running(blue()));
        assertEquals(before, pids(blue()));
    }

    @Test
    void pausingLeavesWhatIsDownOrGone() throws Exception {
        startAll(Color.BLUE, V1);
        List<ContainerRef> background = refs(blue(), "worker", "beat");
        engine().stop(background.subList(0, 1), GRACE);
        vanish(background.get(1));

        engine().pause(background);
        engine().pause(List.of());

        assertEquals(State.EXITED, engine().inspect(background).get(0).state());
    }

    @Test
    void whatIsPausedStopsWhenItIsAskedTo() throws Exception {
        startAll(Color.BLUE, V1);
        List<ContainerRef> workers = refs(blue(), "worker");
        engine().pause(workers);

        ContainerStatus stopped = engine().stop(workers, GRACE).get(0);

        assertEquals(State.EXITED, stopped.state());
        assertNotEquals(137, stopped.exitCode(), "killed at the end of the grace");
    }

    @Test
    void allOfAPoolButSomeIsHeldAndGoesOnAsItWas() throws Exception {
        List<ContainerRef> workers = workerWithAPool();
        Map<String, Integer> before = pids(blue());

        assertEquals(new ContainerEngine.Held(3, 4), engine().hold(workers, 1));
        assertEquals(3, held(workers.get(0)));
        assertEquals(new ContainerEngine.Held(3, 4), engine().hold(workers, 1));
        assertEquals(3, held(workers.get(0)));

        engine().restore(app(), blue(), workers);
        assertEquals(0, held(workers.get(0)));
        assertEquals(before, pids(blue()), "it was started again");
    }

    @Test
    void whatIsHeldStopsWhenItIsAskedTo() throws Exception {
        List<ContainerRef> workers = workerWithAPool();
        engine().hold(workers, 1);

        ContainerStatus stopped = engine().stop(workers, GRACE).get(0);

        assertEquals(State.EXITED, stopped.state());
        assertNotEquals(137, stopped.exitCode(), "killed at the end of the grace");
    }

    @Test
    void nothingIsHeldInWhatIsDownOrGoneOrSmallEnough() throws Exception {
        List<ContainerRef> workers = workerWithAPool();
        assertEquals(new ContainerEngine.Held(0, 4), engine().hold(workers, 4));
        engine().stop(workers, GRACE);
        assertEquals(new ContainerEngine.Held(0, 0), engine().hold(workers, 1));
        vanish(workers.get(0));
        engine().hold(workers, 1);
        assertEquals(new ContainerEngine.Held(0, 0), engine().hold(List.of(), 1));
    }

    @Test
    void ownWeightsAreThoseOfTheKeptCopyWhateverTheyAreNow() throws Exception {
        assertEquals(List.of(), engine().ownWeights(app(), blue()));
        startAll(Color.BLUE, V1);
        List<ContainerRef> workers = refs(blue(), "worker");
        List<Weight> own = List.of(new Weight(workers.get(0), 0));
        engine().weigh(List.of(new Weight(workers.get(0), Weight.LOWEST)));

        assertEquals(
                own,
                engine().ownWeights(app(), blue()).stream()
                        .filter(weight -> workers.contains(weight.container()))
                        .toList());
        Stack adopted = new Stack(app().name(), Color.BLUE, blue().project(), blue().port(), true);
        assertEquals(List.of(), engine().ownWeights(app(), adopted));
    }

    @Test
    void whatEachLookAndActCostsIsCounted() {
        long before = engine().programs();
        engine().check();
        assertTrue(engine().programs() > before);
    }

    private List<ContainerRef> workerWithAPool() throws InterruptedException {
        makeWorkerAPool();
        startAll(Color.BLUE, V1);
        List<ContainerRef> workers = refs(blue(), "worker");
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (engine().hold(workers, 4).of() < 4) {
            assertTrue(System.nanoTime() < end, "the pool never came up");
        }
        return workers;
    }
}
