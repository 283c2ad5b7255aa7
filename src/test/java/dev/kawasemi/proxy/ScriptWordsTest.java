package dev.kawasemi.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.process.Command;
import dev.kawasemi.proxy.ProxySwitcher.Target;
import dev.kawasemi.testing.FakeCommandRunner;
import dev.kawasemi.testing.FakeTime;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the user's program is called, and what becomes of its words; the program is scripted. */
class ScriptWordsTest {
    private static final List<String> ACTIVE = List.of("/opt/proxy", "--app", "active");
    private static final List<String> SWITCH = List.of("/opt/proxy", "--app", "switch");
    private static final Target GREEN = new Target(Color.GREEN, 18002);

    private final FakeCommandRunner runner = new FakeCommandRunner();

    @BeforeEach
    void blueServes() {
        runner.answer(ACTIVE, FakeCommandRunner.ok("blue\n")).answer(SWITCH, FakeCommandRunner.ok(""));
    }

    private ProxySwitcher switcher(boolean statusOnly) {
        ProxySettings.Verify verify = new ProxySettings.Verify(
                URI.create("http://127.0.0.1:1/"), 1, statusOnly, Duration.ofSeconds(1), Duration.ofSeconds(1));
        return ProxySwitchers.of(
                new ProxySwitchers.App(new AppName("shop"), 18001, 18002),
                new ProxySettings.Script(List.of("/opt/proxy", "--app"), verify),
                runner,
                new FakeTime());
    }

    private ProxySwitcher switcher() {
        return switcher(false);
    }

    private List<Map<String, String>> environments() {
        return runner.commands().stream().map(Command::environment).toList();
    }

    @ParameterizedTest
    @CsvSource({"blue, BLUE, 18001", "green, GREEN, 18002", "'blue 8000\n', BLUE, 8000", "'  green\t 9 ', GREEN, 9"})
    void whatItPrintsIsAColourAndPerhapsAPort(String printed, Color color, int port) {
        runner.answer(ACTIVE, FakeCommandRunner.ok(printed));
        assertEquals(Optional.of(new Target(color, port)), switcher().active());
        assertEquals(List.of(), switcher().check());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "BLUE", "blue green", "blue 123456", "none 18001", "blue\ngreen"})
    void andOtherwiseItIsNotBelieved(String printed) {
        runner.answer(ACTIVE, FakeCommandRunner.ok(printed));
        ProxyException e = assertThrows(ProxyException.class, () -> switcher().active());
        assertTrue(e.previousInPlace(), "looking changes nothing");
        assertTrue(e.getMessage().contains("`/opt/proxy --app active` printed"), e.getMessage());
    }

    @Test
    void noneIsNoColour() {
        runner.answer(ACTIVE, FakeCommandRunner.ok("none\n"));
        assertEquals(Optional.empty(), switcher().active());
    }

    @Test
    void ofALongAnswerTheBeginningIsTold() {
        runner.answer(ACTIVE, FakeCommandRunner.ok("x".repeat(101)));
        ProxyException e = assertThrows(ProxyException.class, () -> switcher().active());
        assertTrue(e.getMessage().contains(" printed \"" + "x".repeat(100) + "\". Mend"), e.getMessage());
    }

    @Test
    void theProgramLearnsAppAndPort() {
        switcher().switchTo(GREEN);
        switcher().restore(Optional.empty());
        assertEquals(
                List.of(ACTIVE, concat("green"), concat("none")), runner.commandLines(), "what serves is asked first");
        assertEquals(
                List.of(Map.of("APP", "shop"), Map.of("APP", "shop", "PORT", "18002"), Map.of("APP", "shop")),
                environments());
    }

    private static List<String> concat(String word) {
        return List.of("/opt/proxy", "--app", "switch", word);
    }

    @Test
    void aProgramThatCannotSayWhereItLeadsIsNotAskedToSwitch() {
        runner.answer(ACTIVE, FakeCommandRunner.failed(2, "no such app"));
        ProxyException e = assertThrows(ProxyException.class, () -> switcher().switchTo(GREEN));
        assertTrue(
                e.getMessage()
                        .equals("Tried to ask where shop goes but `/opt/proxy --app active` failed with exit code 2:"
                                + " no such app. Mend the app's proxy.command: `/opt/proxy --app active` must print blue,"
                                + " green or none"),
                e.getMessage());
        assertTrue(e.previousInPlace());
        assertEquals(List.of(ACTIVE), runner.commandLines());
    }

    @Test
    void anInterruptedLookIsToldAndTheInterruptStays() {
        Thread.currentThread().interrupt();
        ProxyException e = assertThrows(ProxyException.class, () -> switcher().active());
        assertTrue(Thread.interrupted());
        assertTrue(e.getMessage().contains("was interrupted"), e.getMessage());
        assertTrue(e.previousInPlace());
    }

    @Test
    void anInterruptedSwitchIsSwitchedBackAllTheSameAndTheInterruptStays() {
        runner.onRun(command -> {
            if (command.argv().equals(ACTIVE)) {
                Thread.currentThread().interrupt();
            }
        });
        ProxyException e = assertThrows(ProxyException.class, () -> switcher().switchTo(GREEN));
        assertTrue(Thread.interrupted());
        assertTrue(e.previousInPlace(), e.getMessage());
        assertEquals(
                "Tried to switch shop to green but it was interrupted. It was switched back to blue", e.getMessage());
        assertEquals(List.of(ACTIVE, concat("blue")), runner.commandLines());
    }

    @Test
    void aRestoreThatFailsSaysWhereItShouldHaveLed() {
        runner.answer(SWITCH, FakeCommandRunner.failed(3, "no such backend"));
        ProxyException e = assertThrows(ProxyException.class, () -> switcher().restore(Optional.of(GREEN)));
        assertFalse(e.previousInPlace());
        assertEquals(
                "Tried to bring shop back to green but `/opt/proxy --app switch green` failed with exit code 3:"
                        + " no such backend",
                e.getMessage());
    }

    @Test
    void initTellsHowTheProgramIsCalledAndWhatTheEntryMustSay() {
        List<String> lines = switcher().init();
        assertTrue(lines.get(0).contains("is switched by /opt/proxy --app"), lines::toString);
        assertTrue(lines.get(3).contains("PORT (18001 for blue, 18002 for green)"), lines::toString);
        assertTrue(lines.get(4).contains("must carry the header X-Kawasemi-Color"), lines::toString);
        assertTrue(switcher(true).init().get(4).startsWith("verify = status-only"), "another word without the header");
    }
}
