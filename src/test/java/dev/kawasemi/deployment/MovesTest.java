package dev.kawasemi.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.testing.Stories;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which event may come in which phase. */
class MovesTest {
    /**
     * x: may come. By the sequence of steps, by "cancel before the commit point is an abort, after it a roll back", by "an undo already recorded may be carried out
     * again", and by "recover and repair may meet any phase".
     */
    private static final String TABLE = """
            event               RUNNING UNDOING AWAITING_APPROVAL ROLLING_BACK RETIRING UNDO_WINDOW REVIVING REMOVING COMPLETED ABORTED ROLLED_BACK STUCK
            Accepted            -       -       -                 -            -        -           -        -        -         -       -           -
            Resolved            x       -       -                 -            -        -           -        -        -         -       -           -
            StepStarted         x       -       -                 -            x        -           -        -        -         -       -           -
            StepDone            x       -       -                 -            -        -           -        x        -         -       -           -
            StepFailed          x       -       -                 -            -        -           -        -        -         -       -           -
            UndoStarted         x       x       -                 -            -        -           -        -        -         -       -           x
            Undone              -       x       -                 x            -        -           -        -        -         -       -           x
            UndoDone            -       x       -                 -            -        -           -        -        -         -       -           x
            RollBackStarted     x       -       x                 x            x        x           x        x        -         -       -           x
            TrafficBack         -       -       -                 x            -        -           -        -        -         -       -           -
            RollBackDone        -       -       -                 x            -        -           -        -        -         -       -           x
            QuestionAsked       x       -       x                 -            -        -           x        -        -         -       -           -
            Approved            -       -       x                 -            -        -           -        -        -         -       -           -
            WindowOpened        -       -       -                 -            x        -           -        -        -         -       -           -
            ReviveStarted       -       -       -                 -            -        x           -        -        -         -       -           -
            RemovalStarted      x       -       x                 x            x        x           x        x        -         -       -           x
            RetireFailed        -       -       -                 x            x        -           x        x        -         -       -           -
            Completed           x       -       -                 -            -        -           -        x        -         -       -           -
            Recovering          x       x       x                 x            x        x           x        x        x         x       x           x
            DrainStarted        x       -       x                 -            -        -           -        -        -         x       x           -
            DrainEnded          x       x       x                 x            x        x           x        x        x         x       x           x
            StandbyChanged      -       -       x                 -            -        -           -        -        -         -       -           -
            Reminded            -       -       x                 -            -        -           -        -        -         -       -           -
            Kept                -       -       x                 -            -        -           -        -        -         -       -           -
            WindowLeft          -       -       -                 -            -        x           -        -        -         -       -           -
            Repaired            x       x       x                 x            x        x           x        x        x         x       x           x
            FailedColorRemoved  -       -       -                 -            -        -           -        -        -         x       x           -
            ImagesRemoved       -       -       -                 -            -        -           -        -        x         -       -           -
            Stuck               x       x       x                 x            x        x           x        x        -         -       -           x
            """;

    private static final Instant AT = Stories.BEGIN.plusSeconds(9999);
    private static final Stack GREEN = Phases.deployment(Phase.RUNNING).next();

    private static final List<DeploymentEvent> EVENTS = List.of(
            (DeploymentEvent.Accepted) Stories.upgrade().events().get(0),
            new DeploymentEvent.Resolved(AT, new Release(new Version("v2"), Map.of())),
            new DeploymentEvent.StepStarted(AT, Step.RETIRE, new Undo.Nothing()),
            new DeploymentEvent.StepDone(AT, Step.RETIRE, ""),
            new DeploymentEvent.StepFailed(AT, Step.WATCH, "sick", List.of()),
            new DeploymentEvent.UndoStarted(AT, Stories.BOB, "why"),
            new DeploymentEvent.Undone(AT, Step.SWITCH),
            new DeploymentEvent.UndoDone(AT, Optional.empty()),
            new DeploymentEvent.RollBackStarted(AT, Stories.BOB, "why"),
            new DeploymentEvent.TrafficBack(AT),
            new DeploymentEvent.RollBackDone(AT),
            new DeploymentEvent.QuestionAsked(AT, 2, Stories.evidence(0)),
            new DeploymentEvent.Approved(AT, Stories.BOB, 1, Duration.ZERO, 0, false),
            new DeploymentEvent.WindowOpened(AT, Duration.ZERO, List.of()),
            new DeploymentEvent.ReviveStarted(AT, Stories.BOB),
            new DeploymentEvent.RemovalStarted(AT),
            new DeploymentEvent.RetireFailed(AT, "why"),
            new DeploymentEvent.Completed(AT),
            new AftercareEvent.Recovering(AT),
            new AftercareEvent.DrainStarted(AT, GREEN, List.of()),
            new AftercareEvent.DrainEnded(AT, GREEN, OptionalLong.empty(), List.of()),
            new AftercareEvent.StandbyChanged(AT, StandbyNote.State.COLD, "why"),
            new AftercareEvent.Reminded(AT, 2, 1, Stories.evidence(0)),
            new AftercareEvent.Kept(AT, Stories.BOB, Duration.ofHours(1)),
            new AftercareEvent.WindowLeft(AT, Duration.ZERO),
            new AftercareEvent.Repaired(AT, Stories.BOB, Color.GREEN),
            new AftercareEvent.FailedColorRemoved(AT, Stories.BOB, 0),
            new AftercareEvent.ImagesRemoved(AT, List.of(new Version("v1")), 1, OptionalLong.empty()),
            new AftercareEvent.Stuck(AT, "why"));

    private static List<DeploymentEvent> events() {
        return EVENTS;
    }

    @ParameterizedTest
    @MethodSource("events")
    void comesOnlyInThePhasesOfTheTable(DeploymentEvent event) {
        Set<String> taken = new TreeSet<>();
        for (Phase phase : Phase.values()) {
            Deployment now = Phases.deployment(phase);
            if (takes(now, event)) {
                taken.add(phase.name());
            }
        }
        assertEquals(allowed(name(event)), taken);
    }

    @Test
    void everyKindOfEventAndEveryPhaseIsInTheTable() {
        Set<String> events = new TreeSet<>(rows().keySet());
        events.remove("event");
        assertEquals(kinds(DeploymentEvent.class).toList().size(), events.size());
        assertEquals(new TreeSet<>(kinds(DeploymentEvent.class).toList()), events);
        assertEquals(events, new TreeSet<>(EVENTS.stream().map(MovesTest::name).toList()), "each is tried");
        List<String> phases = Stream.of(Phase.values()).map(Phase::name).toList();
        assertEquals(phases, rows().getOrDefault("event", List.of()));
    }

    @Test
    void aRefusedMoveNamesDeploymentPhaseAndEvent() {
        Deployment done = Phases.deployment(Phase.COMPLETED);
        IllegalMoveException e = assertThrows(
                IllegalMoveException.class, () -> done.apply(new DeploymentEvent.RollBackStarted(AT, Stories.BOB, "")));
        assertEquals("Deployment 42 is in COMPLETED and cannot take RollBackStarted", e.getMessage());
    }

    @Test
    void whatIsTakenIsDatedByTheEventButForWhatComesAfterTheEnd() {
        for (DeploymentEvent event : EVENTS.subList(1, EVENTS.size())) {
            String phase = allowed(name(event)).iterator().next();
            Deployment before = Phases.deployment(Phase.valueOf(phase));
            Deployment after = before.apply(event);
            boolean aside = event instanceof AftercareEvent.ImagesRemoved;
            assertEquals(aside ? before.changedAt() : AT, after.changedAt(), event::toString);
            assertEquals(before.startedAt(), after.startedAt(), event::toString);
            assertTrue(before.changedAt().isBefore(AT), "the one before is not changed");
        }
    }

    private static boolean takes(Deployment now, DeploymentEvent event) {
        try {
            now.apply(event);
            return true;
        } catch (IllegalMoveException e) {
            return false;
        }
    }

    private static Set<String> allowed(String event) {
        List<String> phases = rows().getOrDefault("event", List.of());
        List<String> marks = rows().getOrDefault(event, List.of());
        Set<String> allowed = new TreeSet<>();
        for (int i = 0; i < marks.size(); i++) {
            if (marks.get(i).equals("x")) {
                allowed.add(phases.get(i));
            }
        }
        return allowed;
    }

    private static Map<String, List<String>> rows() {
        return TABLE.lines()
                .map(line -> Arrays.asList(line.split(" +", -1)))
                .collect(Collectors.toMap(words -> words.get(0), words -> words.subList(1, words.size())));
    }

    private static Stream<String> kinds(Class<?> type) {
        return Stream.of(type.getPermittedSubclasses())
                .flatMap(kind -> kind.isInterface() ? kinds(kind) : Stream.of(kind.getSimpleName()));
    }

    private static String name(DeploymentEvent event) {
        return event.getClass().getSimpleName();
    }
}
