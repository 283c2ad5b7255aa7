package dev.kawasemi.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FourEyesTest {
    private static final Actor ALICE = new Actor(Actor.Origin.DISCORD, "1", "Alice");
    private static final Actor BOB = new Actor(Actor.Origin.DISCORD, "2", "Bob");
    private static final Actor PI = new Actor(Actor.Origin.TERMINAL, "1", "pi");
    private final FourEyes rule = new FourEyes(false, Duration.ofMinutes(10));

    @Test
    void theAskerWaitsAndNobodyElseDoes() {
        assertEquals(Optional.of(Duration.ofMinutes(10)), rule.wait(ALICE, ALICE, Duration.ZERO));
        assertEquals(Optional.of(Duration.ofMinutes(1)), rule.wait(ALICE, ALICE, Duration.ofMinutes(9)));
        assertEquals(Optional.empty(), rule.wait(ALICE, ALICE, Duration.ofMinutes(10)));
        assertEquals(Optional.empty(), rule.wait(ALICE, BOB, Duration.ZERO));
        assertEquals(Optional.empty(), rule.wait(PI, PI, Duration.ZERO));
        assertEquals(Optional.empty(), FourEyes.OFF.wait(ALICE, ALICE, Duration.ZERO));
    }

    @Test
    void theSameNameOrTheSameIdElsewhereIsAnotherPerson() {
        Actor otherAlice = new Actor(Actor.Origin.DISCORD, "3", "Alice");
        assertEquals(Optional.empty(), rule.wait(ALICE, otherAlice, Duration.ZERO));
        assertEquals(Optional.empty(), rule.wait(PI, ALICE, Duration.ZERO));
    }

    @Test
    void anApprovalByTheAskerOrFromATerminalIsABypass() {
        assertEquals(true, rule.bypassedBy(ALICE, ALICE));
        assertEquals(true, rule.bypassedBy(ALICE, PI));
        assertEquals(false, rule.bypassedBy(ALICE, BOB));
        assertEquals(false, FourEyes.OFF.bypassedBy(ALICE, ALICE));
        assertEquals(false, FourEyes.OFF.bypassedBy(ALICE, PI));
    }

    @ParameterizedTest
    @CsvSource({"30m, PT30M", "2h, PT2H", "1d, PT24H", "30d, PT720H", "90 m, PT90M"})
    void aLockLastsAsLongAsWasWritten(String text, Duration length) {
        assertEquals(length, Freeze.length(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0m", "31d", "999999h", "-1h", "2 weeks", "1h30m", "99999999999999999999d", "forever"})
    void aLockOfNoLengthOrAboveThirtyDaysIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Freeze.length(text));
    }
}
