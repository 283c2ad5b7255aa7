package dev.kawasemi.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With real little programs as children. */
@Timeout(30)
@Tag("processes")
class SystemCommandRunnerTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String SECRET = "hunter2-of-the-test";

    private final CommandRunner runner = CommandRunners.system();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void keepsStdoutAndStderrApart() throws Exception {
        CommandResult result = runner.run(shell("printf out; printf err >&2; exit 3"));

        assertEquals("out", result.stdout());
        assertEquals("err", result.stderr());
        assertEquals(3, result.exitCode());
        assertFalse(result.ok());
    }

    @Test
    void argumentsReachTheProgramAsTheyAre() throws Exception {
        CommandResult result = runner.run(Command.of(LONG, List.of("printf", "%s|", "a b", "$HOME", "'q'", "", "*")));

        assertEquals("a b|$HOME|'q'||*|", result.stdout());
    }

    @Test
    void standardInputIsEmpty() throws Exception {
        assertEquals("", runner.run(Command.of(LONG, List.of("cat"))).stdout());
    }

    @Test
    void addsVariablesAndDropsInheritedOnes() throws Exception {
        CommandResult result = runner.run(Command.of(LONG, List.of("/usr/bin/env"))
                .withEnvironment(Map.of("MINE", "m"))
                .withoutInherited("PATH"));

        assertTrue(result.stdout().contains("MINE=m"), result.stdout());
        assertFalse(result.stdout().lines().anyMatch(line -> line.startsWith("PATH=")), "PATH is still there");
    }

    @Test
    void runsInTheFolder() throws Exception {
        CommandResult result = runner.run(Command.of(LONG, List.of("pwd")).in(folder));

        assertEquals(folder.toRealPath().toString(), result.stdout().strip());
    }

    @Test
    void aMissingFolderIsNamed() {
        Command command = Command.of(LONG, List.of("pwd")).in(folder.resolve("nowhere"));

        String message = String.valueOf(assertThrows(IllegalArgumentException.class, () -> runner.run(command))
                .getMessage());
        assertTrue(message.contains("nowhere"), message);
    }

    @Test
    void aMissingProgramIsNamedAndNoSecretWithIt() {
        Command command =
                Command.of(LONG, List.of("no-such-program-here", "--x")).withEnvironment(Map.of("TOKEN", SECRET));

        ProgramNotFoundException failure = assertThrows(ProgramNotFoundException.class, () -> runner.run(command));

        StringWriter everything = new StringWriter();
        failure.printStackTrace(new PrintWriter(everything));
        assertTrue(everything.toString().contains("no-such-program-here"));
        assertFalse(everything.toString().contains(SECRET), "the environment is in the exception");
    }

    @Test
    void aFileThatMayNotBeRunIsNotFoundEither() throws Exception {
        Path file = Files.writeString(folder.resolve("plain.txt"), "no program");

        assertThrows(ProgramNotFoundException.class, () -> runner.run(Command.of(LONG, List.of(file.toString()))));
    }

    @Test
    void theLimitEndsTheWholeTree() throws Exception {
        Path pids = folder.resolve("pids");
        Command command = tree(pids, Duration.ofSeconds(1));

        CommandResult result = runner.run(command);

        assertTrue(result.timedOut());
        assertEquals("begun", result.stdout());
        assertGone(pids);
    }

    @Test
    void cancellingEndsTheWholeTree() throws Exception {
        Path pids = folder.resolve("pids");
        Cancellation cancellation = new Cancellation();
        CompletableFuture<CommandResult> result =
                CompletableFuture.supplyAsync(() -> runUnchecked(tree(pids, LONG), cancellation));
        awaitLines(pids, 3);

        cancellation.request();

        assertEquals(CommandResult.CANCELLED, result.get(10, TimeUnit.SECONDS).exitCode());
        assertGone(pids);
    }

    @Test
    void anInterruptEndsTheWholeTree() throws Exception {
        Path pids = folder.resolve("pids");
        AtomicReference<Throwable> seen = new AtomicReference<>(new IllegalStateException("nothing thrown"));
        CountDownLatch over = new CountDownLatch(1);
        Thread caller = new Thread(() -> {
            try {
                runner.run(tree(pids, LONG));
            } catch (InterruptedException e) {
                seen.set(e);
            }
            over.countDown();
        });
        caller.start();
        awaitLines(pids, 3);

        caller.interrupt();

        assertTrue(over.await(10, TimeUnit.SECONDS));
        assertInstanceOf(InterruptedException.class, seen.get());
        assertGone(pids);
    }

    @Test
    void whatWasCancelledBeforeIsNotStarted() throws Exception {
        Cancellation cancellation = new Cancellation();
        cancellation.request();
        Path file = folder.resolve("touched");

        CommandResult result = runner.run(Command.of(LONG, List.of("touch", file.toString())), cancellation);

        assertTrue(result.cancelled());
        assertFalse(Files.exists(file));
    }

    @Test
    void keepsTheEndOfAFlood() throws Exception {
        CommandResult result = runner.run(shell("head -c 5000000 /dev/zero | tr '\\0' x; printf END"));

        assertEquals(CommandRunner.MAX_OUTPUT, result.stdout().length());
        assertTrue(result.stdout().endsWith("xEND"));
    }

    @Test
    void aCharacterCutInTwoIsLeftOut() {
        OutputTail tail = new OutputTail(4);
        byte[] bytes = "aéöz".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        tail.write(bytes, 0, bytes.length);

        assertEquals("öz", tail.text());
    }

    @Test
    void aDaemonThatHoldsTheOutputDoesNotHoldTheCall() throws Exception {
        Path pid = folder.resolve("pid");

        CommandResult result = runner.run(shell("sleep 25 & echo $! > " + pid + "; printf done"));

        assertEquals("done", result.stdout());
        assertTrue(result.took().compareTo(Duration.ofSeconds(10)) < 0, result.took()::toString);
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).ifPresent(ProcessHandle::destroyForcibly);
    }

    private CommandResult runUnchecked(Command command, Cancellation cancellation) {
        try {
            return runner.run(command, cancellation);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A shell with a child that has a child; the pid of each is written down. */
    private static Command tree(Path pids, Duration limit) {
        String child = "echo $$ >> " + pids + "; /bin/sh -c 'echo $$ >> " + pids + "; exec sleep 60' & wait";
        return Command.of(
                limit,
                List.of("/bin/sh", "-c", "printf begun; echo $$ >> " + pids + "; /bin/sh -c \"$0\" & wait", child));
    }

    private static Command shell(String script) {
        return Command.of(LONG, List.of("/bin/sh", "-c", script));
    }

    private static void awaitLines(Path file, int lines) throws IOException {
        long end = System.nanoTime() + LONG.toNanos();
        while (System.nanoTime() < end) {
            if (Files.exists(file) && Files.readAllLines(file).size() >= lines) {
                return;
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("the children did not start");
    }

    private static void assertGone(Path pids) throws Exception {
        List<String> all = Files.readAllLines(pids);
        assertEquals(3, all.size());
        for (String pid : all) {
            ProcessHandle.of(Long.parseLong(pid))
                    .ifPresent(process ->
                            process.onExit().orTimeout(5, TimeUnit.SECONDS).join());
        }
    }
}
