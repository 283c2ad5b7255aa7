package dev.kawasemi.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kawasemi.deployment.Finding;
import dev.kawasemi.process.Command;
import dev.kawasemi.process.CommandResult;
import dev.kawasemi.testing.FakeCommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a proxy's program said, as a sentence. */
class ProxyCommandsTest {
    private static final List<String> TEST = List.of("nginx", "-t");

    private final FakeCommandRunner runner = new FakeCommandRunner();
    private final ProxyCommands commands = new ProxyCommands(runner);

    @TempDir
    Path folder;

    private Optional<String> after(int exitCode, String stdout, String stderr) throws InterruptedException {
        runner.answer(TEST, new CommandResult(exitCode, stdout, stderr, Duration.ofSeconds(1)));
        return commands.failure(TEST);
    }

    @Test
    void whatEndsWithZeroIsNoFailureWhateverItSays() throws InterruptedException {
        assertEquals(Optional.empty(), after(0, "", "nginx: [warn] conflicting server name"));
    }

    @Test
    void aFailureTellsTheCallTheCodeAndWhatWasSaid() throws InterruptedException {
        assertEquals(
                Optional.of("`nginx -t` failed with exit code 1: unknown directive"),
                after(1, "out", "unknown directive\n"));
        assertEquals(
                Optional.of("`nginx -t` failed with exit code 1: out"),
                after(1, "out\n", " \n"),
                "what it says on stdout counts where stderr is blank");
        assertEquals(Optional.of("`nginx -t` failed with exit code 3"), after(3, "", ""));
    }

    @Test
    void aProgramThatHangsIsToldByItsLimit() throws InterruptedException {
        assertEquals(
                Optional.of("`nginx -t` did not end within 30 s: resolving upstream"),
                after(CommandResult.TIMED_OUT, "", "resolving upstream"));
        assertEquals(Duration.ofSeconds(30), runner.commands().get(0).limit());
    }

    @Test
    void manyLinesBecomeOne() throws InterruptedException {
        assertEquals(
                Optional.of("`nginx -t` failed with exit code 1: one / two / three"),
                after(1, "", "\n one  \r\n\n\ttwo\nthree\n"));
    }

    @Test
    void ofLongWordsTheEndIsKept() throws InterruptedException {
        String whole = "x".repeat(400);
        assertEquals(Optional.of("`nginx -t` failed with exit code 1: " + whole), after(1, "", whole));
        assertEquals(
                Optional.of("`nginx -t` failed with exit code 1: … " + "x".repeat(399) + "!"),
                after(1, "", whole + "!"));
    }

    @Test
    void aProgramThatIsNotThereIsAFailureToo() throws InterruptedException {
        runner.missing("nginx");
        assertEquals(
                Optional.of("`nginx -t` cannot be run: Tried to run nginx but it is not there or may not be run"),
                commands.failure(TEST));
    }

    @Test
    void theEnvironmentIsHandedOnAndWhatWasPrintedIsHandedBack() throws InterruptedException {
        runner.answer(TEST, FakeCommandRunner.ok("blue\n"));
        ProxyCommands.Outcome outcome = commands.run(TEST, Map.of("PORT", "18001"));
        Command command = runner.commands().get(0);
        assertEquals(Map.of("PORT", "18001"), command.environment());
        assertEquals(TEST, command.argv());
        assertEquals(new ProxyCommands.Outcome("blue\n", Optional.empty()), outcome);
    }

    @Test
    void aProgramIsLookedForOnThePathOrWhereItIsSaidToBeAndNotRun() throws IOException {
        Path notExecutable = Files.writeString(folder.resolve("reload"), "#!/bin/sh\n");
        assertEquals(List.of(), commands.missing(List.of("sh", "-c", "exit 1")));
        assertEquals(List.of(), commands.missing(List.of("/bin/sh")));
        for (String program : List.of("no-such-program-here", "/no/such/program", notExecutable.toString())) {
            assertEquals(
                    List.of("The program " + program + " is not on this host or may not be run"),
                    commands.missing(List.of(program, "-s", "reload")).stream()
                            .map(Finding::seen)
                            .toList());
        }
        assertEquals(List.of(), runner.commands());
    }
}
