package dev.kawasemi.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.ContainerRef;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.Stack;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.deployment.Undo;
import dev.kawasemi.deployment.Yielding;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an earlier version wrote is still understood. */
class EarlierJournalTest {
    @Test
    void aRestoreWithoutItsWayIsOfContainersThatWereStopped() throws Exception {
        DeploymentEvent event = new EventCodec().decode("""
                {"type":"StepStarted","at":"2026-11-22T14:01:03Z","step":"QUIESCE","undo":{"type":"Restore",
                "stack":{"app":{"value":"shop"},"color":"BLUE","project":"shop-blue","port":18001,"adopted":false},
                "containers":[{"id":"c0ffee","service":"worker"}]}}
                """);

        Stack blue = new Stack(new AppName("shop"), Color.BLUE, "shop-blue", 18001, false);
        List<ContainerRef> workers = List.of(new ContainerRef("c0ffee", "worker"));
        assertEquals(
                new DeploymentEvent.StepStarted(
                        Instant.parse("2026-11-22T14:01:03Z"),
                        Step.QUIESCE,
                        new Undo.Restore(blue, workers, Yielding.STOP, List.of())),
                event);
    }
}
