package dev.kawasemi.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.container.ContainerEngine.Removed;
import dev.kawasemi.deployment.Release;
import dev.kawasemi.deployment.Version;
import dev.kawasemi.process.CommandResult;
import dev.kawasemi.testing.FakeCommandRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is asked of Docker to let old images go, and what its answers mean. */
class OldImagesTest {
    private static final List<String> REMOVE = List.of("docker", "image", "rm");
    private static final List<String> LOOK = List.of("docker", "image", "inspect");
    private static final List<String> LIST = List.of("docker", "image", "ls");
    private static final Release V1 = release("v1", "sha256:1");
    private static final Release V2 = release("v2", "sha256:2");

    private final FakeCommandRunner docker = new FakeCommandRunner();
    private final Deque<Long> free = new ArrayDeque<>(List.of(1000L, 1500L));
    private final OldImages images = new OldImages(
            new Docker(docker),
            new ConfigReader(new Docker(docker)),
            root -> root.equals(Path.of("/var/lib/docker")) && !free.isEmpty() ? free.remove() : 0L);

    private static Release release(String version, String image) {
        return new Release(new Version(version), Map.of("web", image));
    }

    private static String image(String id, String tags, String digests, String labels) {
        return "{\"id\":\"" + id + "\",\"tags\":" + tags + ",\"digests\":" + digests + ",\"labels\":" + labels + "}\n";
    }

    @BeforeEach
    void twoAreHere() {
        docker.answer(LIST, FakeCommandRunner.ok("sha256:1\nsha256:2\nsha256:2\nsha256:9\n"));
        docker.answer(
                List.of("docker", "compose"),
                FakeCommandRunner.ok("{\"services\": {\"web\": {\"image\": \"shop:kawasemi-any-version\"}}}"));
        docker.answer(List.of("docker", "info"), FakeCommandRunner.ok("/var/lib/docker\n"));
        bothHave("[\"shop:v1\"]", "[\"shop:v2\"]");
        docker.answer(REMOVE, deleted("sha256:1", "sha256:2"));
    }

    private void bothHave(String first, String second) {
        docker.answer(
                LOOK,
                FakeCommandRunner.ok(image("sha256:1", first, "null", "null")
                        + image("sha256:2", second, "[\"shop@sha256:dd\"]", "{\"a\":\"b\"}")));
    }

    private static CommandResult deleted(String... ids) {
        return FakeCommandRunner.ok("Untagged: shop:v1\nDeleted: sha256:1ayer\n"
                + List.of(ids).stream().map(id -> "Deleted: " + id + "\n").collect(Collectors.joining()));
    }

    private Removed remove(String... needed) {
        return images.remove(Apps.shop(), List.of(V2, V1), Set.of(needed));
    }

    private List<List<String>> removals() {
        return docker.commandLines().stream()
                .filter(line -> line.subList(0, 3).equals(REMOVE))
                .toList();
    }

    @Test
    void theOldOnesAmongThoseHereGoByTheirIdsInOneGo() {
        assertEquals(new Removed(List.of("sha256:1", "sha256:2"), OptionalLong.of(500)), remove());

        assertEquals(List.of(List.of("docker", "image", "rm", "--no-prune", "sha256:1", "sha256:2")), removals());
        assertEquals(5, docker.commands().size(), docker.commandLines()::toString);
    }

    @Test
    void whereNoneIsHereOneLookIsAll() {
        docker.answer(LIST, FakeCommandRunner.ok("sha256:9\n"));

        assertEquals(Removed.NOTHING, remove());

        assertEquals(1, docker.commands().size());
    }

    @Test
    void whereAllAreNeededNothingIsAsked() {
        assertEquals(Removed.NOTHING, remove("sha256:1", "sha256:2"));

        assertEquals(List.of(), docker.commands());
    }

    @Test
    void whatDockerRefusesStaysAndIsNotCounted() {
        docker.answer(
                REMOVE,
                new CommandResult(
                        1,
                        "Untagged: shop:v2\nDeleted: sha256:2\n",
                        "Error response from daemon: conflict: unable to delete 1 (must be forced) - image is being used by"
                                + " stopped container 4d5e\n",
                        Duration.ofMillis(9)));

        assertEquals(new Removed(List.of("sha256:2"), OptionalLong.of(500)), remove());
    }

    @Test
    void oneWithAnotherNameOrTwoOrAnotherRepositoryIsNotAskedFor() {
        bothHave("[\"shop:v1\", \"shop:best\"]", "[\"shop:v3\"]");
        assertEquals(Removed.NOTHING, remove());

        docker.answer(LOOK, FakeCommandRunner.ok(image("sha256:1", "[]", "[\"elsewhere/shop@sha256:dd\"]", "null")));
        assertEquals(Removed.NOTHING, remove());

        assertEquals(List.of(), removals());
    }

    @Test
    void aLabelPinsUnlessItSaysFalse() {
        docker.answer(
                LOOK,
                FakeCommandRunner.ok(image("sha256:1", "[\"shop:v1\"]", "[]", "{\"kawasemi.keep\":\"\"}")
                        + image("sha256:2", "[\"shop:v2\"]", "[]", "{\"kawasemi.keep\":\"false\"}")));

        remove();

        assertEquals(List.of(List.of("docker", "image", "rm", "--no-prune", "sha256:2")), removals());
    }

    @Test
    void oneThatWentInBetweenIsNoFailure() {
        docker.answer(
                LOOK,
                new CommandResult(
                        1,
                        image("sha256:2", "[\"shop:v2\"]", "[]", "null"),
                        "Error response from daemon: No such image: sha256:1\n",
                        Duration.ofMillis(9)));

        remove();

        assertEquals(List.of(List.of("docker", "image", "rm", "--no-prune", "sha256:2")), removals());
    }

    @Test
    void theFreedSpaceIsNeverLessThanNothing() {
        free.clear();
        free.addAll(List.of(1500L, 1000L));

        assertEquals(OptionalLong.of(0), remove().freed());
    }

    @Test
    void whereTheDiskIsNotToBeSeenTheFreedSpaceIsNotMeasured() {
        free.clear();
        assertEquals(OptionalLong.empty(), remove().freed());

        docker.answer(List.of("docker", "info"), FakeCommandRunner.failed(1, "template: no such field"));
        assertEquals(OptionalLong.empty(), remove().freed());
    }

    @Test
    void anEngineThatIsAwayIsSaidAndNothingIsRemoved() {
        docker.answer(LIST, FakeCommandRunner.failed(1, "Cannot connect to the Docker daemon at unix:///x"));

        assertThrows(EngineUnreachableException.class, this::remove);

        assertEquals(List.of(), removals());
    }

    @Test
    void aComposeFileThatCannotBeReadNamesNothingSoNothingGoes() {
        docker.answer(
                List.of("docker", "compose"), FakeCommandRunner.failed(15, "yaml: line 3: did not find expected"));

        assertThrows(ContainerException.class, this::remove);

        assertTrue(removals().isEmpty());
    }
}
