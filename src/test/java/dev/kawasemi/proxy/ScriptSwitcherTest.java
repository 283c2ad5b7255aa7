package dev.kawasemi.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Finding;
import dev.kawasemi.process.CommandRunners;
import dev.kawasemi.proxy.ProxySwitcher.Target;
import dev.kawasemi.time.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script kind with a real little program. */
class ScriptSwitcherTest extends ProxySwitcherContract {
    /** Files beside it: state (colour and port), broken (the next switch fails), stuck (every switch fails). */
    private static final String PROGRAM = """
            here=$(dirname "$0")
            case "$1" in
            active) cat "$here/state" ;;
            switch)
              echo "$2 ${PORT:-}" >> "$here/calls"
              if [ -e "$here/stuck" ]; then echo "still no such backend" >&2; exit 4; fi
              if [ -e "$here/broken" ]; then rm "$here/broken"; echo "no such backend" >&2; exit 3; fi
              if [ "$2" = none ]; then echo none > "$here/state"; else echo "$2 $PORT" > "$here/state"; fi ;;
            esac
            """;

    @TempDir
    Path folder;

    private Backend entry;
    private ProxySwitcher switcher;

    ScriptSwitcherTest() throws IOException {
        entry = Backend.entry(this::servedColor);
        switcher = of(List.of("unset"));
    }

    @BeforeEach
    void write() throws IOException {
        Path program = folder.resolve("proxy.sh");
        Files.writeString(program, PROGRAM);
        Files.writeString(folder.resolve("state"), "none\n");
        switcher = of(List.of("/bin/sh", program.toString()));
    }

    @AfterEach
    void close() {
        entry.close();
    }

    private ProxySwitcher of(List<String> command) {
        ProxySettings.Verify verify = new ProxySettings.Verify(
                URI.create("http://127.0.0.1:" + entry.port() + "/health/"),
                3,
                false,
                Duration.ofSeconds(2),
                Duration.ofMillis(500));
        return ProxySwitchers.of(
                new ProxySwitchers.App(new AppName("shop"), 18001, 18002),
                new ProxySettings.Script(command, verify),
                CommandRunners.system(),
                TimeSource.system());
    }

    private Optional<String> servedColor() {
        try {
            String state = Files.readString(folder.resolve("state")).strip();
            return state.equals("none") ? Optional.empty() : Optional.of(state.split(" ", -1)[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    ProxySwitcher switcher() {
        return switcher;
    }

    @Override
    Target blue() {
        return new Target(Color.BLUE, 18001);
    }

    @Override
    Target green() {
        return new Target(Color.GREEN, 18002);
    }

    @Override
    void breakNextSwitch() throws IOException {
        Files.createFile(folder.resolve("broken"));
    }

    @Override
    void overwriteState() throws IOException {
        Files.writeString(folder.resolve("state"), "purple 1\n");
    }

    /** The state is the program's own affair. */
    @Override
    boolean keepsWhatWasThere() {
        return false;
    }

    @Test
    void forcingThatFailsTellsTheProgramsWordsAndIsNotTakenBack() throws IOException {
        switcher.switchTo(blue());
        breakNextSwitch();
        ProxyException failed = assertThrows(ProxyException.class, () -> switcher.force(green()));
        assertFalse(failed.previousInPlace());
        assertTrue(failed.getMessage().contains("exit code 3: no such backend"), failed.getMessage());
        assertEquals(List.of("blue 18001", "green 18002"), Files.readAllLines(folder.resolve("calls")));
    }

    @Test
    void failedSwitchIsSwitchedBackByTheProgramAndItsWordsAreTold() throws IOException {
        switcher.switchTo(new Target(Color.BLUE, 8000));
        breakNextSwitch();
        ProxyException failed = assertThrows(ProxyException.class, () -> switcher.switchTo(green()));
        assertTrue(
                failed.getMessage().contains("exit code 3: no such backend. It was switched back to blue"),
                failed.getMessage());
        assertEquals(List.of("blue 8000", "green 18002", "blue 8000"), Files.readAllLines(folder.resolve("calls")));
    }

    @Test
    void whenGoingBackFailsTooThisIsSaid() throws IOException {
        switcher.switchTo(blue());
        Files.createFile(folder.resolve("stuck"));
        ProxyException failed = assertThrows(ProxyException.class, () -> switcher.switchTo(green()));
        assertFalse(failed.previousInPlace());
        assertTrue(failed.getMessage().contains("Going back failed too"), failed.getMessage());
        assertThrows(ProxyException.class, () -> switcher.restore(Optional.of(blue())));
    }

    @Test
    void aColourWithoutAPortIsAtItsConfiguredPort() throws IOException {
        Files.writeString(folder.resolve("state"), "green\n");
        assertEquals(Optional.of(green()), switcher.active());
    }

    @Test
    void otherWordsAreNoColour() throws IOException {
        Files.writeString(folder.resolve("state"), "purple\n");
        ProxyException failed = assertThrows(ProxyException.class, switcher::active);
        assertTrue(
                failed.getMessage()
                        .contains(
                                "printed \"purple\". Mend the app's proxy.command: it must print blue, green or none"),
                failed.getMessage());
        assertEquals(List.of(failed.finding()), switcher.check());
    }

    @Test
    void missingProgramIsAProblemBeforeAnythingBegins() {
        List<String> problems = of(List.of("/no/such/program")).check().stream()
                .map(Finding::words)
                .toList();
        assertEquals(1, problems.size());
        assertTrue(problems.get(0).contains("/no/such/program"), problems.toString());
    }
}
