package dev.kawasemi.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.container.EngineUnreachableException;
import dev.kawasemi.deployment.AftercareEvent;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.deployment.Version;
import dev.kawasemi.testing.FakeImages;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of old releases go once an old colour is removed; nothing that anybody may go back to does. */
class OldReleasesTest {
    private static final AppName BLOG = new AppName("blog");

    @TempDir
    Path folder;

    private Rig rig;

    @BeforeEach
    void open() {
        rig = new Rig(folder);
        keep(1);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private void keep(int releases) {
        restart(List.of(Rig.keeping(OptionalInt.of(releases), Rig.shop())));
    }

    private void restart(List<AppSettings> apps) {
        rig.engine.close();
        rig.apps = apps;
        rig.start();
    }

    /** Deployed, approved and alone. */
    private Deployment release(String version) throws Exception {
        rig.deployed(version);
        rig.awaitIdle();
        return retire();
    }

    private Deployment retire() throws Exception {
        if (rig.engine.latest(Rig.SHOP).orElseThrow().phase() == Phase.AWAITING_APPROVAL) {
            rig.ask(rig.engine.approve(Rig.SHOP, Rig.BOB, Optional.empty(), 0));
            rig.await(Phase.UNDO_WINDOW);
            rig.time.advance(Duration.ofMinutes(10));
        }
        Deployment done = rig.await(Phase.COMPLETED);
        rig.awaitIdle();
        return done;
    }

    /** The versions whose web image is on the host, of those that were ever prepared. */
    private List<String> here(String... versions) {
        TreeSet<String> here = new TreeSet<>();
        for (String version : versions) {
            rig.engine.history().stream()
                    .filter(deployment -> deployment.version().value().equals(version))
                    .flatMap(deployment -> deployment.release().stream())
                    .filter(release ->
                            rig.containers.images().has(release.imageIds().getOrDefault("web", "")))
                    .forEach(release -> here.add(version));
        }
        return List.copyOf(here);
    }

    private List<AftercareEvent.ImagesRemoved> told() {
        return List.copyOf(rig.events).stream()
                .filter(AftercareEvent.ImagesRemoved.class::isInstance)
                .map(AftercareEvent.ImagesRemoved.class::cast)
                .toList();
    }

    @Test
    void whatIsOlderThanTheKeptOnesGoesAndIsToldWithTheFreedSpace() throws Exception {
        release("v1");
        release("v2");
        assertEquals(List.of(), told(), "v2 serves, and v1 would be rolled back to");
        Deployment done = release("v3");

        assertEquals(List.of("v2", "v3"), here("v1", "v2", "v3"));
        AftercareEvent.ImagesRemoved event = told().get(0);
        assertEquals(List.of(new Version("v1")), event.versions());
        assertEquals(4, event.images(), "redis, web, worker and beat");
        assertEquals(OptionalLong.of(4 * FakeImages.SIZE), event.freed());
        List<DeploymentEvent> journal = rig.journal.read().getOrDefault(done.id(), List.of());
        assertEquals(event, journal.get(journal.size() - 1));
        assertEquals(
                done.changedAt(), rig.engine.deployment(done.id()).orElseThrow().changedAt());
    }

    @Test
    void aRollBackWithNothingStandingStillWorksThenAndSoDoesTheOneBackFromThere() throws Exception {
        release("v1");
        release("v2");
        release("v3");
        for (String version : List.of("v2", "v3", "v2")) {
            assertInstanceOf(Answer.Accepted.class, rig.ask(rig.engine.rollBack(Rig.SHOP, Rig.ALICE)));
            rig.await(Phase.AWAITING_APPROVAL);
            rig.awaitIdle();
            assertEquals(
                    version, rig.engine.latest(Rig.SHOP).orElseThrow().version().value());
            retire();
            assertEquals(List.of("v2", "v3"), here("v1", "v2", "v3"));
        }
        assertEquals(
                3,
                rig.containers.calls().stream()
                        .filter(call -> call.startsWith("prepare "))
                        .count(),
                "nothing was pulled");
    }

    @Test
    void whatFailedGoesWithTheNextOldColour() throws Exception {
        release("v1");
        rig.gate.nextNeverHealthy();
        rig.deployed("v2");
        rig.awaitIdle();
        assertEquals(List.of("v1", "v2"), here("v1", "v2"));

        release("v3");

        assertEquals(List.of("v1", "v3"), here("v1", "v2", "v3"));
        assertEquals(List.of(new Version("v2")), told().get(0).versions());
    }

    @Test
    void withNullAllAreKept() throws Exception {
        restart(List.of(Rig.keeping(OptionalInt.empty(), Rig.shop())));
        for (String version : List.of("v1", "v2", "v3", "v4")) {
            release(version);
        }
        assertEquals(List.of("v1", "v2", "v3", "v4"), here("v1", "v2", "v3", "v4"));

        keep(2);
        rig.engine.recover().get(10, TimeUnit.SECONDS);

        assertEquals(List.of("v3", "v4"), here("v1", "v2", "v3", "v4"), "a new setting counts from the next start");
    }

    @Test
    void anEngineThatIsAwayIsNoFailureOfTheDeployAndTheNextStartDoesIt() throws Exception {
        release("v1");
        release("v2");
        rig.containers.script().failNext("removeReleases", new EngineUnreachableException("no answer"));
        release("v3");
        assertEquals(List.of("v1", "v2", "v3"), here("v1", "v2", "v3"));

        keep(1);
        rig.engine.recover().get(10, TimeUnit.SECONDS);

        assertEquals(List.of("v2", "v3"), here("v1", "v2", "v3"));
        assertEquals(1, told().size());
    }

    @Test
    void theNextOldColourTakesWhatWasLeft() throws Exception {
        release("v1");
        release("v2");
        rig.containers.script().failNext("removeReleases", "the disk is slow");
        release("v3");
        release("v4");

        assertEquals(List.of("v3", "v4"), here("v1", "v2", "v3", "v4"));
        assertEquals(
                List.of(new Version("v2"), new Version("v1")), told().get(0).versions());
    }

    @Test
    void anImageThatSomebodyElsesContainerUsesStaysAndTheRestGoes() throws Exception {
        release("v1");
        String web = rig.engine
                .latest(Rig.SHOP)
                .orElseThrow()
                .release()
                .orElseThrow()
                .imageIds()
                .getOrDefault("web", "");
        rig.containers.host().up("somebody-elses", "page", web);
        rig.containers.host().exit("somebody-elses", "page", 0);
        release("v2");
        release("v3");

        assertTrue(rig.containers.images().has(web));
        assertEquals(3, told().get(0).images());
        rig.containers.host().vanish("somebody-elses", "page");
        release("v4");
        assertFalse(rig.containers.images().has(web), "and when nobody uses it any more it goes");
    }

    @Test
    void anImageThatAnotherAppsReleaseNeedsStays() throws Exception {
        String shared = "sha256:5ha4ed";
        rig.containers.script().image(new Version("v1"), "web", shared).image(new Version("b1"), "web", shared);
        restart(List.of(
                Rig.keeping(OptionalInt.of(1), Rig.shop()), Rig.keeping(OptionalInt.of(1), Rig.app(BLOG, 18101))));
        release("v1");
        assertInstanceOf(
                Answer.Accepted.class,
                rig.ask(rig.engine.deploy(DeployRequest.of(BLOG, new Version("b1"), Rig.ALICE))));
        rig.awaitIdle();
        release("v2");
        release("v3");

        assertTrue(rig.containers.images().has(shared));
        assertEquals(3, told().get(0).images());
    }

    @Test
    void anAppThatIsNoLongerConfiguredKeepsAllOfItsImages() throws Exception {
        String shared = "sha256:5ha4ed";
        rig.containers.script().image(new Version("v1"), "web", shared).image(new Version("b1"), "web", shared);
        restart(List.of(Rig.shop(), Rig.app(BLOG, 18101)));
        for (String version : List.of("b1", "b2")) {
            rig.ask(rig.engine.deploy(DeployRequest.of(BLOG, new Version(version), Rig.ALICE)));
            rig.awaitIdle();
        }
        keep(1);
        release("v1");
        release("v2");
        release("v3");

        assertTrue(rig.containers.images().has(shared));
        assertEquals(3, told().get(0).images());
    }

    @Test
    void whoDeploysMeanwhileIsNotRefusedAndBeginsWhenItIsDone() throws Exception {
        release("v1");
        release("v2");
        AtomicReference<@Nullable CompletableFuture<Answer>> asked = new AtomicReference<>();
        rig.containers.script().onCall(call -> {
            if (call.startsWith("removedImages")) {
                asked.set(rig.engine.deploy(DeployRequest.of(Rig.SHOP, new Version("v4"), Rig.ALICE)));
            }
        });
        rig.deployed("v3");
        rig.awaitIdle();
        rig.ask(rig.engine.approve(Rig.SHOP, Rig.BOB, Optional.empty(), 0));
        rig.await(Phase.UNDO_WINDOW);
        rig.time.advance(Duration.ofMinutes(10));

        Deployment fourth =
                rig.await(now -> now.version().value().equals("v4") && now.phase() == Phase.AWAITING_APPROVAL);
        assertInstanceOf(Answer.Accepted.class, rig.ask(Objects.requireNonNull(asked.get())));
        rig.awaitIdle();
        assertEquals(1, told().size());
        assertEquals("v3", fourth.fromText());
        assertEquals(List.of("v2", "v3", "v4"), here("v1", "v2", "v3", "v4"));
    }
}
