package dev.kawasemi.bed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.container.ComposeApp;
import dev.kawasemi.container.ContainerEngine;
import dev.kawasemi.container.ContainerEngines;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Stack;
import dev.kawasemi.deployment.Version;
import dev.kawasemi.process.Cancellation;
import dev.kawasemi.process.CommandRunners;
import dev.kawasemi.time.TimeSource;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The example's running-command against a real Celery. */
@Tag("engine")
@Timeout(180)
class RunningTasksTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void theTasksThatTheWorkerHasTakenAreNamed() throws Exception {
        try (ExampleBed bed = ExampleBed.open("tasks")) {
            ComposeApp app = BedSettings.of(bed).compose();
            ContainerEngine engine =
                    ContainerEngines.docker(CommandRunners.system(), TimeSource.system(), bed.stateDir());
            Stack blue = startWithoutBeat(engine, app);
            assertEquals(List.of(), engine.runningTasks(app, blue));

            enqueueFourLongTasks(engine, blue);

            Eventually.holds(
                    LIMIT,
                    "two at work",
                    () -> engine.runningTasks(app, blue).size() == 2,
                    () -> engine.runningTasks(app, blue));
            engine.runningTasks(app, blue)
                    .forEach(task -> assertTrue(task.matches("work [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"), task));
            assertEquals(OptionalLong.of(4), engine.queueDepth(app, blue));
        }
    }

    private static Stack startWithoutBeat(ContainerEngine engine, ComposeApp app) throws InterruptedException {
        engine.keep(app, Color.BLUE, engine.prepare(app, Color.BLUE, new Version(ExampleBed.V1), Cancellation.none()));
        engine.up(app, Color.BLUE, List.of("redis", "worker"));
        return engine.stack(app, Color.BLUE);
    }

    private static void enqueueFourLongTasks(ContainerEngine engine, Stack blue) throws IOException {
        String worker = engine.containers(blue).stream()
                .map(status -> status.ref())
                .filter(ref -> ref.service().equals("worker"))
                .findFirst()
                .orElseThrow()
                .id();
        BedCommand.docker(
                LIMIT,
                List.of(
                        "exec",
                        worker,
                        "python3",
                        "-c",
                        "from tasks import work\nfor number in range(4): work.delay(number, 60000)"));
    }
}
