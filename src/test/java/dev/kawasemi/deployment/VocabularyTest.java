package dev.kawasemi.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names, numbers, colours, releases. */
class VocabularyTest {
    private static final Release V1 = new Release(new Version("v1"), Map.of("web", "sha256:1", "worker", "sha256:2"));

    @Test
    void coloursAreEachOthersOtherAndAreReadAsTheyAreWritten() {
        assertEquals(Color.GREEN, Color.BLUE.other());
        assertEquals(Color.BLUE, Color.GREEN.other());
        assertEquals(
                List.of("blue", "green"),
                Stream.of(Color.values()).map(Color::id).toList());
        for (Color color : Color.values()) {
            assertEquals(Optional.of(color), Color.ofId(color.id()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "BLUE", "red", "blue ", "none"})
    void otherWordsAreNoColour(String text) {
        assertEquals(Optional.empty(), Color.ofId(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "shop", "my-shop-2", "a2345678901234567890123456789012"})
    void appsAreNamedSo(String text) {
        assertTrue(AppName.isValid(text));
        assertEquals(text, new AppName(text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Shop", "2shop", "-shop", "my_shop", "my shop", "shop\n", "a23456789012345678901234567890123"
            })
    void andNotSo(String text) {
        assertFalse(AppName.isValid(text));
        assertThrows(IllegalArgumentException.class, () -> new AppName(text));
    }

    @Test
    void appsAreListedByName() {
        assertEquals(
                List.of("bar", "foo", "shop"),
                new TreeSet<>(List.of(new AppName("shop"), new AppName("bar"), new AppName("foo")))
                        .stream().map(AppName::value).toList());
    }

    @Test
    void deploymentsAreCountedFromOneAndSortedByNumber() {
        assertThrows(IllegalArgumentException.class, () -> new DeploymentId(0));
        assertThrows(IllegalArgumentException.class, () -> new DeploymentId(-1));
        assertEquals("1", new DeploymentId(1).toString());
        assertTrue(new DeploymentId(9).compareTo(new DeploymentId(10)) < 0, "as numbers, not as text");
        assertEquals(0, new DeploymentId(9).compareTo(new DeploymentId(9)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "1.2.3", "_x", "2026-11-22T14", "A.b-C_d"})
    void tagsAreVersions(String text) {
        assertTrue(Version.isValid(text));
        assertEquals(text, new Version(text).toString());
    }

    @Test
    void aReleaseIsItsImagesNotItsTag() {
        assertTrue(V1.sameImagesAs(new Release(new Version("latest"), V1.imageIds())));
        assertFalse(V1.sameImagesAs(new Release(V1.version(), Map.of("web", "sha256:1", "worker", "sha256:9"))));
        Release unknown = new Release(new Version("v1"), Map.of());
        assertFalse(unknown.sameImagesAs(unknown), "nothing is known of either, so nothing is promised");
    }

    @Test
    void aReleaseIsNotChangedFromOutside() {
        Map<String, String> ids = new HashMap<>(Map.of("web", "sha256:1"));
        Release release = new Release(new Version("v1"), ids);
        ids.put("web", "sha256:9");
        assertEquals(Map.of("web", "sha256:1"), release.imageIds());
        assertThrows(
                UnsupportedOperationException.class, () -> release.imageIds().put("x", "y"));
    }

    @Test
    void aStackWithoutAReleaseIsUnmanagedInWords() {
        Stack stack = new Stack(new AppName("shop"), Color.BLUE, "shop", 8000, true);
        assertEquals("(unmanaged)", new Side(stack, Optional.empty()).versionText());
        assertEquals("v1", new Side(stack, Optional.of(V1)).versionText());
    }

    @Test
    void onlyWhatComesAfterVerifyIsRolledBackAndNotUndone() {
        assertEquals(
                List.of(Step.WORKERS, Step.DRAIN, Step.WATCH, Step.AWAIT_APPROVAL, Step.RETIRE),
                Stream.of(Step.values()).filter(Step::afterCommit).toList());
    }

    @Test
    void theCardHasAWordOfItsOwnForEachStep() {
        assertEquals(
                "preflight prepare quiesce start health switch verify workers drain watch approval retire",
                String.join(" ", Stream.of(Step.values()).map(Step::word).toList()));
    }

    @Test
    void listsInUndosAndPlansAreNotChangedFromOutside() {
        ContainerRef worker = new ContainerRef("c0ffee", "worker");
        Stack stack = new Stack(new AppName("shop"), Color.BLUE, "shop-blue", 18001, false);
        List<ContainerRef> containers = new ArrayList<>(List.of(worker));
        Undo.Restore restore = new Undo.Restore(stack, containers);
        List<String> services = new ArrayList<>(List.of("worker"));
        Undo.StopBackground stop = new Undo.StopBackground(stack, services);
        List<Plan.Planned> steps = new ArrayList<>(List.of(new Plan.Planned(Step.START, restore)));
        Plan plan = new Plan(steps);
        containers.clear();
        services.clear();
        steps.clear();
        assertEquals(List.of(worker), restore.containers());
        assertEquals(List.of("worker"), stop.services());
        assertEquals(1, plan.steps().size());
        assertNotEquals(restore, new Undo.Restore(stack, List.of()));
    }
}
