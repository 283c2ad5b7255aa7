package dev.kawasemi.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kawasemi.container.ContainerStatus.State;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.ContainerRef;
import dev.kawasemi.deployment.Version;
import dev.kawasemi.process.Cancellation;
import dev.kawasemi.testing.FakeContainerEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FakeContainerEngineTest extends ContainerEngineContract {
    private static final String REDIS = "sha256:7ed15";

    private final FakeContainerEngine engine = new FakeContainerEngine();
    private final ComposeApp app = new ComposeApp(
            new AppName("shop"),
            Path.of("/srv/shop/docker-compose.yml"),
            "shop",
            Optional.of("APP_TAG"),
            "web",
            8000,
            18001,
            18002,
            ComposeApp.Prepare.NONE,
            new ComposeApp.Stages(List.of("redis", "web"), List.of("worker"), List.of("beat")),
            Duration.ofSeconds(5),
            Optional.of(new ComposeApp.Queue(
                    "redis", List.of(List.of("echo", "5")), List.of("echo", "tasks"), Duration.ofMinutes(15))));

    FakeContainerEngineTest() {
        engine.script()
                .queueDepth("shop-blue", 5)
                .runningTasks("shop-blue", "tasks.mail 1a", "[31mtasks.bill 2b[0m")
                .logs("redis", List.of("line one", "line two", "line three"));
        for (Version version : List.of(V1, V2, PINNED, UNPINNED)) {
            engine.script().image(version, "redis", REDIS);
        }
        engine.images().tag(REDIS, "redis:7");
    }

    @Override
    boolean hasImage(String id) {
        return engine.images().has(id);
    }

    @Override
    void tagImage(String id, String name) {
        engine.images().tag(id, name);
    }

    @Override
    void loseName(String id, Version version) {
        engine.images().untag(id);
    }

    @Override
    void makePins() {
        engine.script().image(PINNED, "web", "sha256:3").image(UNPINNED, "web", "sha256:4");
        engine.images().pin("sha256:3", "");
        engine.images().pin("sha256:4", "false");
    }

    @Override
    ContainerEngine engine() {
        return engine;
    }

    @Override
    ComposeApp app() {
        return app;
    }

    @Override
    ComposeApp withUnreadableQueue() {
        engine.script().unreadableQueue("shop-blue");
        return app;
    }

    @Override
    void kill(ContainerRef container) {
        engine.host().exit("shop-blue", container.service(), 137);
    }

    @Override
    void pause(ContainerRef container) {
        engine.host().state("shop-blue", container.service(), State.PAUSED);
    }

    @Override
    void makeWorkerAPool() {
        // Every container of the fake has one.
    }

    @Override
    int held(ContainerRef container) {
        return engine.host().held("shop-blue", container.service());
    }

    @Override
    void vanish(ContainerRef container) {
        engine.host().vanish("shop-blue", container.service());
    }

    @Override
    void always(ContainerRef container) {
        engine.host().always("shop-blue", container.service());
    }

    @Override
    boolean isAlways(ContainerRef container) {
        return engine.host().revivedByReboot("shop-blue", container.service());
    }

    @Test
    void failsOnceWhereItIsTold() throws Exception {
        keep(Color.BLUE, V1);
        engine.script().failNext("up", "no space left");

        assertThrows(ContainerException.class, () -> engine.up(app, Color.BLUE, List.of("web")));
        engine.up(app, Color.BLUE, List.of("web"));

        assertEquals(
                List.of("prepare shop-blue v1", "keep shop-blue v1", "up shop-blue web", "up shop-blue web"),
                engine.calls());
    }

    @Test
    void aHeldPrepareEndsWhenCancelled() throws Exception {
        engine.script().holdPrepare();
        CountDownLatch asked = new CountDownLatch(1);
        engine.script().onCall(call -> asked.countDown());
        Cancellation cancellation = new Cancellation();
        CompletableFuture<Boolean> cancelled = CompletableFuture.supplyAsync(() -> {
            assertThrows(CancelledException.class, () -> engine.prepare(app, Color.BLUE, V1, cancellation));
            return true;
        });
        asked.await();

        cancellation.request();

        assertEquals(true, cancelled.get(5, TimeUnit.SECONDS));
    }
}
