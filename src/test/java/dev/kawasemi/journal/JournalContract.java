package dev.kawasemi.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.AftercareEvent;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.ContainerRef;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.deployment.Evidence;
import dev.kawasemi.deployment.Release;
import dev.kawasemi.deployment.Side;
import dev.kawasemi.deployment.Stack;
import dev.kawasemi.deployment.StandbyNote;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.deployment.Undo;
import dev.kawasemi.deployment.Version;
import dev.kawasemi.deployment.Weight;
import dev.kawasemi.deployment.Yielding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every journal does. */
abstract class JournalContract {
    static final Instant AT = Instant.parse("2026-11-22T14:02:03.004Z");
    private static final Actor BOB = new Actor(Actor.Origin.DISCORD, "123", "Bob");
    private static final AppName SHOP = new AppName("shop");
    private static final Stack BLUE = new Stack(SHOP, Color.BLUE, "shop-blue", 18001, false);
    private static final Stack GREEN = new Stack(SHOP, Color.GREEN, "shop-green", 18002, false);
    private static final Release RELEASE = new Release(new Version("v1"), Map.of("web", "sha256:1"));
    private static final Side SIDE = new Side(BLUE, Optional.of(RELEASE));
    private static final ContainerRef WORKER = new ContainerRef("abc", "worker");

    private static final Evidence MEASURED = new Evidence(
            3,
            3,
            OptionalLong.of(84),
            OptionalLong.empty(),
            OptionalDouble.of(7.5),
            OptionalLong.of(-1024),
            OptionalLong.of(9000),
            OptionalLong.of(9500),
            OptionalLong.of(2));

    abstract Journal open();

    @Test
    void givesEveryNumberOnce() {
        try (Journal journal = open()) {
            assertEquals(new DeploymentId(1), journal.nextId());
            assertEquals(new DeploymentId(2), journal.nextId());
        }
    }

    @Test
    void givesBackEveryKindOfEventAsItWasWritten() {
        List<DeploymentEvent> all = everyKind();
        assertEquals(
                kinds(DeploymentEvent.class),
                all.stream().map(Object::getClass).distinct().count(),
                "an event kind is missing from this test");
        try (Journal journal = open()) {
            DeploymentId id = journal.nextId();
            all.forEach(event -> journal.append(id, event));
            assertEquals(all, journal.read().get(id));
        }
    }

    private static long kinds(Class<?> sealed) {
        return Stream.of(sealed.getPermittedSubclasses())
                .mapToLong(type -> type.isSealed() ? kinds(type) : 1)
                .sum();
    }

    @Test
    void keepsDeploymentsApart() {
        try (Journal journal = open()) {
            DeploymentId first = journal.nextId();
            DeploymentId second = journal.nextId();
            journal.append(second, new DeploymentEvent.Completed(AT));
            journal.append(first, new DeploymentEvent.RemovalStarted(AT));
            assertEquals(List.of(first, second), List.copyOf(journal.read().keySet()));
            assertTrue(journal.read().get(first).get(0) instanceof DeploymentEvent.RemovalStarted);
        }
    }

    @Test
    void keepsALeaseAsItWasWritten() {
        try (Journal journal = open()) {
            assertTrue(journal.takeLease(lease(BOB, AT)));
            assertEquals(List.of(lease(BOB, AT)), journal.leases());
        }
    }

    @Test
    void aLeaseOfSomebodyElseIsNeverReplaced() {
        Actor mia = new Actor(Actor.Origin.DISCORD, "7", "Mia");
        try (Journal journal = open()) {
            journal.takeLease(lease(BOB, AT));
            assertFalse(journal.takeLease(lease(mia, AT.plusSeconds(1))));
            assertFalse(journal.takeLease(
                    lease(new Actor(Actor.Origin.TERMINAL, BOB.id(), BOB.name()), AT.plusSeconds(1))));
            assertEquals(List.of(lease(BOB, AT)), journal.leases());
            assertTrue(journal.takeLease(lease(BOB, AT.plusSeconds(2))));
            assertEquals(List.of(lease(BOB, AT.plusSeconds(2))), journal.leases());
        }
    }

    @Test
    void onlyTheVeryLeaseIsNotedOrDropped() {
        Lease first = lease(BOB, AT);
        Lease second = lease(BOB, AT.plusSeconds(2));
        try (Journal journal = open()) {
            journal.takeLease(second);
            journal.noteLease(first.noted("boot-2", Duration.ZERO, Duration.ZERO));
            journal.dropLease(first);
            assertEquals(List.of(second), journal.leases());
            Lease noted = second.noted("boot-2", Duration.ofMinutes(9), Duration.ofMinutes(7));
            journal.noteLease(noted);
            assertEquals(List.of(noted), journal.leases());
            journal.dropLease(second);
            assertEquals(List.of(), journal.leases());
        }
    }

    private static Lease lease(Actor owner, Instant since) {
        return new Lease(
                SHOP, owner, "db migration", since, "boot-1", Duration.ofMillis(14_400_500), Duration.ofHours(4));
    }

    static List<DeploymentEvent> everyKind() {
        return Stream.of(forward(), backward(), aftercare())
                .flatMap(List::stream)
                .toList();
    }

    private static List<DeploymentEvent> forward() {
        return List.of(
                new DeploymentEvent.Accepted(
                        AT,
                        new DeploymentId(1),
                        SHOP,
                        Optional.of(SIDE),
                        GREEN,
                        new Version("v2"),
                        BOB,
                        Optional.empty(),
                        "the login is broken"),
                new DeploymentEvent.StepStarted(AT, Step.PREPARE, new Undo.Nothing()),
                new DeploymentEvent.Resolved(AT, RELEASE),
                new DeploymentEvent.StepStarted(AT, Step.QUIESCE, new Undo.Restore(BLUE, List.of(WORKER))),
                new DeploymentEvent.StepStarted(
                        AT,
                        Step.QUIESCE,
                        new Undo.Restore(BLUE, List.of(WORKER), Yielding.LOWER_CPU, List.of(new Weight(WORKER, 512)))),
                new DeploymentEvent.StepStarted(AT, Step.START, new Undo.StopStack(GREEN)),
                new DeploymentEvent.StepStarted(AT, Step.SWITCH, new Undo.SwitchBack(Optional.of(SIDE))),
                new DeploymentEvent.StepStarted(AT, Step.WORKERS, new Undo.StopBackground(GREEN, List.of("worker"))),
                new DeploymentEvent.StepDone(AT, Step.PREPARE, "same image"),
                new DeploymentEvent.QuestionAsked(AT, 1, MEASURED),
                new DeploymentEvent.Approved(AT, BOB, 1, Duration.ofMinutes(10), 3, true),
                new DeploymentEvent.WindowOpened(AT, Duration.ofMinutes(10), List.of(WORKER)),
                new DeploymentEvent.RemovalStarted(AT),
                new DeploymentEvent.Completed(AT));
    }

    private static List<DeploymentEvent> backward() {
        return List.of(
                new DeploymentEvent.StepFailed(AT, Step.HEALTH_GATE, "HTTP 503", List.of("line")),
                new DeploymentEvent.UndoStarted(AT, BOB, "why"),
                new DeploymentEvent.Undone(AT, Step.SWITCH),
                new DeploymentEvent.UndoDone(AT, Optional.of(Duration.ofMillis(1234))),
                new DeploymentEvent.RollBackStarted(AT, BOB, "asked for"),
                new DeploymentEvent.TrafficBack(AT),
                new DeploymentEvent.RollBackDone(AT),
                new DeploymentEvent.ReviveStarted(AT, BOB),
                new DeploymentEvent.RetireFailed(AT, "busy"));
    }

    private static List<DeploymentEvent> aftercare() {
        return List.of(
                new AftercareEvent.Recovering(AT),
                new AftercareEvent.DrainStarted(AT, GREEN, List.of(new Weight(WORKER, 1024))),
                new AftercareEvent.DrainEnded(AT, GREEN, OptionalLong.of(3), List.of("shop.order 1")),
                new AftercareEvent.StandbyChanged(AT, StandbyNote.State.COLD, "memory is short"),
                new AftercareEvent.Reminded(AT, 2, 1, MEASURED),
                new AftercareEvent.Kept(AT, BOB, Duration.ofHours(1)),
                new AftercareEvent.WindowLeft(AT, Duration.ofMinutes(4)),
                new AftercareEvent.Repaired(AT, BOB, Color.GREEN),
                new AftercareEvent.FailedColorRemoved(AT, BOB, 2),
                new AftercareEvent.ImagesRemoved(AT, List.of(RELEASE.version()), 3, OptionalLong.of(412L << 20)),
                new AftercareEvent.Stuck(AT, "what to do"));
    }
}
