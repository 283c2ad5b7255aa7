package dev.kawasemi.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.container.ContainerEngine.Removed;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Release;
import dev.kawasemi.deployment.Version;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The part of the contract that is about images of old releases. Each version has an image of its own, called by it, for web, worker and beat; redis has the same one
 * in every version, called as its own project calls it.
 */
abstract class ImagesContract extends YieldingContract {
    /** Its image was built with the label {@code kawasemi.keep} and no value. */
    static final Version PINNED = new Version("v3");

    /** Its image was built with {@code kawasemi.keep=false}. */
    static final Version UNPINNED = new Version("v4");

    abstract boolean hasImage(String id);

    abstract void tagImage(String id, String name);

    /** Its one name goes to a newer image. */
    abstract void loseName(String id, Version version);

    /** Makes what {@link #PINNED} and {@link #UNPINNED} need. */
    abstract void makePins();

    private static String web(Release release) {
        return release.imageIds().getOrDefault("web", "");
    }

    private Removed remove(Release old, Set<String> needed) {
        return engine().removeReleases(app(), List.of(old), needed);
    }

    @Test
    void onlyTheImagesThatTheOldReleaseHasForItselfGo() throws Exception {
        Release first = prepare(Color.BLUE, V1);
        Release second = prepare(Color.GREEN, V2);
        Set<String> others = new HashSet<>(first.imageIds().values());
        first.imageIds().forEach((service, id) -> {
            if (!service.equals("redis")) {
                others.remove(id);
            }
        });

        Removed removed = remove(first, Set.of(web(second)));

        assertTrue(removed.images().contains(web(first)), removed::toString);
        assertFalse(hasImage(web(first)));
        assertTrue(hasImage(web(second)));
        assertTrue(removed.freed().isPresent(), "the freed space was not measured");
        assertTrue(removed.freed().getAsLong() >= 0, removed::toString);
        others.forEach(id -> assertTrue(hasImage(id), "redis is not called by the version"));
        assertEquals(Removed.NOTHING, remove(first, Set.of()), "a second time");
    }

    @Test
    void whatIsNeededStaysHoweverOldItsRelease() throws Exception {
        Release first = prepare(Color.BLUE, V1);

        assertEquals(Removed.NOTHING, remove(first, Set.copyOf(first.imageIds().values())));

        assertTrue(hasImage(web(first)));
    }

    @Test
    void anImageThatAContainerUsesStaysWhileItRunsAndWhenItIsStopped() throws Exception {
        Release first = startAll(Color.BLUE, V1);
        assertEquals(Removed.NOTHING, remove(first, Set.of()));
        assertEquals(Set.of("redis", "web", "worker", "beat"), running(blue()));

        engine().stop(refs(blue(), "web", "worker", "beat"), Duration.ofSeconds(5));
        assertEquals(Removed.NOTHING, remove(first, Set.of()));

        assertTrue(hasImage(web(first)));
        engine().remove(app(), blue());
        assertTrue(remove(first, Set.of()).images().contains(web(first)));
    }

    @Test
    void anImageWithAnotherNameStays() throws Exception {
        Release first = prepare(Color.BLUE, V1);
        tagImage(web(first), app().project() + "-mine:best");

        assertFalse(remove(first, Set.of()).images().contains(web(first)));

        assertTrue(hasImage(web(first)));
    }

    @Test
    void anImageThatLostItsNameToANewerOneGoes() throws Exception {
        Release first = prepare(Color.BLUE, V1);
        loseName(web(first), V1);
        assertTrue(hasImage(web(first)));

        assertTrue(remove(first, Set.of()).images().contains(web(first)));

        assertFalse(hasImage(web(first)));
    }

    @Test
    void anImageThatIsLabelledToBeKeptStays() throws Exception {
        makePins();
        Release pinned = prepare(Color.BLUE, PINNED);
        Release unpinned = prepare(Color.BLUE, UNPINNED);

        Removed removed = engine().removeReleases(app(), List.of(pinned, unpinned), Set.of());

        assertTrue(hasImage(web(pinned)));
        assertFalse(hasImage(web(unpinned)));
        assertTrue(removed.images().contains(web(unpinned)), removed::toString);
    }

    @Test
    void theKeptCopiesOfOldReleasesGoAndThatInUseStays() throws Exception {
        Release first = keep(Color.BLUE, V1);
        Release second = keep(Color.BLUE, V2);

        remove(first, Set.copyOf(first.imageIds().values()));

        assertFalse(engine().keepAgain(app(), Color.BLUE, first));
        assertTrue(engine().keepAgain(app(), Color.BLUE, second));
        engine().up(app(), Color.BLUE, List.of("web"));
    }
}
