package dev.kawasemi.testing;

import dev.kawasemi.process.Cancellation;
import dev.kawasemi.process.Command;
import dev.kawasemi.process.CommandResult;
import dev.kawasemi.process.CommandRunner;
import dev.kawasemi.process.ProgramNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Answers commands from a script: the answer with the longest fitting beginning of the argument list counts. Several answers to one beginning are
 * given in turn, the last one for ever. A command without an answer is an error of the test.
 */
public final class FakeCommandRunner implements CommandRunner {
    private final List<Script> scripts = new ArrayList<>();
    private final List<Command> commands = new ArrayList<>();
    private Consumer<Command> onRun = command -> {};

    public static CommandResult ok(String stdout) {
        return new CommandResult(0, stdout, "", Duration.ofMillis(1));
    }

    public static CommandResult failed(int exitCode, String stderr) {
        return new CommandResult(exitCode, "", stderr, Duration.ofMillis(1));
    }

    /** Commands that begin with these arguments are answered so. No argument at all: every command. */
    public synchronized FakeCommandRunner answer(List<String> beginning, CommandResult... results) {
        scripts.removeIf(script -> script.beginning.equals(beginning));
        scripts.add(new Script(List.copyOf(beginning), new ArrayDeque<>(List.of(results))));
        return this;
    }

    /** The program is not on this host. */
    public FakeCommandRunner missing(String program) {
        return answer(List.of(program));
    }

    /** Runs on the caller's thread before each answer. */
    public synchronized FakeCommandRunner onRun(Consumer<Command> action) {
        onRun = action;
        return this;
    }

    /** Everything that was run, in order. */
    public synchronized List<Command> commands() {
        return List.copyOf(commands);
    }

    public List<List<String>> commandLines() {
        return commands().stream().map(Command::argv).toList();
    }

    @Override
    public CommandResult run(Command command, Cancellation cancellation) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException(
                    "interrupted before " + command.argv().get(0));
        }
        Consumer<Command> listener;
        synchronized (this) {
            commands.add(command);
            listener = onRun;
        }
        listener.accept(command);
        if (cancellation.requested()) {
            return new CommandResult(CommandResult.CANCELLED, "", "", Duration.ZERO);
        }
        return next(command);
    }

    private synchronized CommandResult next(Command command) {
        Script script = scripts.stream()
                .filter(candidate -> candidate.fits(command.argv()))
                .reduce((one, other) -> other.beginning.size() > one.beginning.size() ? other : one)
                .orElseThrow(() -> new AssertionError("no answer for " + command.argv()));
        if (script.results.isEmpty()) {
            throw new ProgramNotFoundException(command.argv().get(0), new IOException("No such file or directory"));
        }
        return script.results.size() > 1 ? script.results.remove() : script.results.element();
    }

    private record Script(List<String> beginning, Deque<CommandResult> results) {
        boolean fits(List<String> argv) {
            return argv.size() >= beginning.size()
                    && argv.subList(0, beginning.size()).equals(beginning);
        }
    }
}
