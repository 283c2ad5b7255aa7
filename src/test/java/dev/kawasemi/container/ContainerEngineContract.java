package dev.kawasemi.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.container.ContainerStatus.State;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.ContainerRef;
import dev.kawasemi.deployment.Release;
import dev.kawasemi.deployment.Stack;
import dev.kawasemi.process.Cancellation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What everyone may rely on, of the real engine and of its fake. The app has the services web and redis (stage web), worker and beat, and a queue in
 * redis with 5 tasks; redis says "line one" to "line three".
 */
abstract class ContainerEngineContract extends ImagesContract {
    private static final Duration GRACE = Duration.ofSeconds(5);

    @Test
    void nothingIsThereAtFirst() {
        assertEquals(List.of(), engine().containers(blue()));
        assertEquals(List.of(), engine().standing(app()).unmanaged());
        engine().remove(app(), blue());
    }

    @Test
    void aHealthyHostHasNoProblems() {
        assertEquals(List.of(), engine().check());
        assertEquals(List.of(), engine().preflight(app(), V1));
        assertFalse(engine().edits(app(), Color.BLUE, V1).isEmpty());
    }

    @Test
    void aStackIsNamedByItsColor() {
        Stack stack = engine().stack(app(), Color.GREEN);

        assertEquals(app().project() + "-green", stack.project());
        assertEquals(app().greenPort(), stack.port());
        assertFalse(stack.adopted());
    }

    @Test
    void preparingResolvesTheImageOfEveryService() throws Exception {
        Release release = prepare(Color.BLUE, V1);

        assertEquals(
                Set.of("web", "redis", "worker", "beat"), release.imageIds().keySet());
        release.imageIds().values().forEach(id -> assertTrue(id.startsWith("sha256:"), id));
        assertTrue(release.sameImagesAs(prepare(Color.GREEN, V1)));
        assertFalse(release.sameImagesAs(prepare(Color.BLUE, V2)));
    }

    @Test
    void aCancelledPrepareSaysSo() {
        Cancellation cancellation = new Cancellation();
        cancellation.request();

        assertThrows(CancelledException.class, () -> engine().prepare(app(), Color.BLUE, V1, cancellation));
    }

    @Test
    void nothingStartsWithoutAKeptCopy() {
        assertThrows(ContainerException.class, () -> engine().up(app(), Color.BLUE, List.of("web")));
    }

    @Test
    void startsTheNamedServicesAloneFromTheReleasesImages() throws Exception {
        Release release = keep(Color.BLUE, V1);

        engine().up(app(), Color.BLUE, List.of("redis", "web"));

        assertEquals(Set.of("redis", "web"), running(blue()));
        for (ContainerStatus status : engine().containers(blue())) {
            assertEquals(release.imageIds().get(status.ref().service()), status.imageId());
            assertTrue(status.pid() > 0, "no pid");
            assertEquals(0, status.exitCode());
            assertEquals(0, status.restarts());
        }
        assertEquals(List.of(), engine().containers(green()));
    }

    @Test
    void startingTwiceChangesNothing() throws Exception {
        startAll(Color.BLUE, V1);
        Map<String, Integer> before = pids(blue());

        engine().up(app(), Color.BLUE, List.of("redis", "web", "worker", "beat"));

        assertEquals(before, pids(blue()));
    }

    @Test
    void bothColorsStandSideBySide() throws Exception {
        startAll(Color.BLUE, V1);
        Map<String, Integer> before = pids(blue());
        startAll(Color.GREEN, V2);
        Standing standing = engine().standing(app());
        assertEquals(List.of(), standing.problems());
        assertEquals(Set.copyOf(engine().containers(blue())), Set.copyOf(standing.of(blue())));
        assertEquals(Set.copyOf(engine().containers(green())), Set.copyOf(standing.of(green())));

        engine().remove(app(), green());

        assertEquals(before, pids(blue()));
        assertEquals(List.of(), engine().containers(green()));
    }

    @Test
    void whatIsStoppedIsStillThereAndSaysHowItEnded() throws Exception {
        startAll(Color.BLUE, V1);
        List<ContainerRef> workers = refs(blue(), "worker", "beat");

        List<ContainerStatus> stopped = engine().stop(workers, GRACE);

        assertEquals(2, stopped.size());
        stopped.forEach(status -> {
            assertEquals(State.EXITED, status.state());
            assertEquals(0, status.pid());
            assertNotEquals(137, status.exitCode(), "killed at the end of the grace");
        });
        assertEquals(Set.of("redis", "web"), running(blue()));
        assertEquals(4, engine().containers(blue()).size());
        assertEquals(2, engine().stop(workers, GRACE).size());
        assertEquals(List.of(), engine().stop(List.of(), GRACE));
    }

    @Test
    void restoresTheVeryContainers() throws Exception {
        startAll(Color.BLUE, V1);
        List<ContainerRef> workers = refs(blue(), "worker", "beat");
        engine().stop(workers, GRACE);

        engine().restore(app(), blue(), workers);

        assertEquals(Set.of("redis", "web", "worker", "beat"), running(blue()));
        assertEquals(workers, refs(blue(), "worker", "beat"));
        Map<String, Integer> after = pids(blue());
        engine().restore(app(), blue(), workers);
        assertEquals(after, pids(blue()), "a second restore changed something");
    }

    @Test
    void restoresWhatWasPaused() throws Exception {
        startAll(Color.BLUE, V1);
        List<ContainerRef> workers = refs(blue(), "worker");
        Map<String, Integer> before = pids(blue());
        pause(workers.get(0));
        assertEquals(State.PAUSED, engine().inspect(workers).get(0).state());

        engine().restore(app(), blue(), workers);

        assertEquals(before, pids(blue()));
    }

    @Test
    void makesAContainerThatIsGoneAnewFromTheKeptCopy() throws Exception {
        Release release = startAll(Color.BLUE, V1);
        List<ContainerRef> workers = refs(blue(), "worker", "beat");
        engine().stop(workers, GRACE);
        vanish(workers.get(0));

        engine().restore(app(), blue(), workers);

        assertEquals(Set.of("redis", "web", "worker", "beat"), running(blue()));
        ContainerStatus made = engine().inspect(refs(blue(), "worker")).get(0);
        assertNotEquals(workers.get(0), made.ref());
        assertEquals(release.imageIds().get("worker"), made.imageId());
    }

    @Test
    void anAdoptedContainerThatIsGoneCannotBeMadeButTheOthersComeBack() throws Exception {
        startAll(Color.BLUE, V1);
        List<ContainerRef> workers = refs(blue(), "worker", "beat");
        engine().stop(workers, GRACE);
        vanish(workers.get(0));
        Stack adopted = new Stack(app().name(), Color.BLUE, blue().project(), blue().port(), true);

        assertThrows(ContainerException.class, () -> engine().restore(app(), adopted, workers));

        assertEquals(Set.of("redis", "web", "beat"), running(blue()));
    }

    @Test
    void whatIsGoneIsMissingFromTheAnswer() throws Exception {
        startAll(Color.BLUE, V1);
        List<ContainerRef> workers = refs(blue(), "worker", "beat");
        vanish(workers.get(0));

        assertEquals(List.of(workers.get(1)), refs(engine().inspect(workers)));
        assertEquals(List.of(workers.get(1)), refs(engine().stop(workers, GRACE)));
    }

    @Test
    void aKilledContainerIsSeenAsExited() throws Exception {
        startAll(Color.BLUE, V1);
        ContainerRef web = refs(blue(), "web").get(0);
        kill(web);

        ContainerStatus status = engine().inspect(List.of(web)).get(0);

        assertFalse(status.running());
        assertEquals(State.EXITED, status.state());
        assertEquals(137, status.exitCode());
        assertEquals(0, status.pid());
    }

    @Test
    void whatIsRemovedComesBackAnew() throws Exception {
        startAll(Color.BLUE, V1);
        List<ContainerRef> before = refs(blue(), "web");
        engine().remove(app(), blue());
        assertEquals(List.of(), engine().containers(blue()));

        engine().up(app(), Color.BLUE, List.of("web"));

        assertEquals(Set.of("web"), running(blue()));
        assertNotEquals(before, refs(blue(), "web"));
    }

    @Test
    void anEarlierReleasesCopyCanBePutBack() throws Exception {
        Release first = keep(Color.BLUE, V1);
        keep(Color.BLUE, V2);

        assertTrue(engine().keepAgain(app(), Color.BLUE, first));
        engine().up(app(), Color.BLUE, List.of("web"));

        ContainerStatus web = engine().containers(blue()).get(0);
        assertEquals(first.imageIds().get("web"), web.imageId());
        assertFalse(engine().keepAgain(app(), Color.GREEN, first), "green never had it");
    }

    @Test
    void theTasksOfARunningQueueAreCounted() throws Exception {
        assertEquals(OptionalLong.empty(), engine().queueDepth(app(), blue()));
        startAll(Color.BLUE, V1);
        assertEquals(OptionalLong.of(5), engine().queueDepth(app(), blue()));

        engine().stop(refs(blue(), "redis"), GRACE);

        assertEquals(OptionalLong.empty(), engine().queueDepth(app(), blue()));
    }

    /** The app as it would be if its queue could not be counted while it runs. */
    abstract ComposeApp withUnreadableQueue();

    @Test
    void aQueueThatRunsAndCannotBeReadIsAFailureNotAnEmptyOne() throws Exception {
        startAll(Color.BLUE, V1);
        ComposeApp unreadable = withUnreadableQueue();

        assertThrows(ContainerException.class, () -> engine().queueDepth(unreadable, blue()));

        engine().stop(refs(blue(), "redis"), GRACE);
        assertEquals(OptionalLong.empty(), engine().queueDepth(unreadable, blue()), "it does not run");
    }

    @Test
    void theLastLinesOfTheOutputAreShownInOrder() throws Exception {
        startAll(Color.BLUE, V1);
        ContainerRef redis = refs(blue(), "redis").get(0);
        awaitLog(redis);

        assertEquals(List.of("line two", "line three"), engine().logs(redis, 2));
        assertEquals(List.of("line one", "line two", "line three"), engine().logs(redis, 200));
    }

    @Test
    void aPasswordInALineOfOutputIsMasked() throws Exception {
        startAll(Color.BLUE, V1);
        assertEquals(
                List.of("logging in with password=***", "fine"),
                engine().masked(app(), Color.BLUE, List.of("logging in with password=hunter22", "fine")));
    }
}
