package dev.kawasemi.proxy;

import dev.kawasemi.deployment.Finding;
import dev.kawasemi.process.Command;
import dev.kawasemi.process.CommandResult;
import dev.kawasemi.process.CommandRunner;
import dev.kawasemi.process.ProgramNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs the proxy's programs and puts what went wrong into a sentence. */
final class ProxyCommands {
    /** {@code nginx -t} reads every included file and resolves names: seconds on a busy Pi. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final int QUOTED = 400;

    private final CommandRunner runner;

    ProxyCommands(CommandRunner runner) {
        this.runner = runner;
    }

    /** What went wrong, for people; empty when it ended with exit code 0. */
    Optional<String> failure(List<String> argv) throws InterruptedException {
        return run(argv, Map.of()).failure();
    }

    /** A sentence when the program of this call is not on this host; nothing is run. */
    List<Finding> missing(List<String> argv) {
        String program = argv.get(0);
        boolean there = program.contains("/")
                ? Files.isExecutable(Path.of(program))
                : Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        return there
                ? List.of()
                : List.of(Finding.problem(
                        "The program " + program + " is not on this host or may not be run",
                        "Install it, or set proxy.test and proxy.reload to where it is"));
    }

    /** What it printed; empty when it failed. An interrupt counts and stays set. */
    Optional<String> output(List<String> argv) {
        try {
            Outcome outcome = run(argv, Map.of());
            return outcome.failure().isPresent() ? Optional.empty() : Optional.of(outcome.stdout());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    Outcome run(List<String> argv, Map<String, String> environment) throws InterruptedException {
        String call = "`" + String.join(" ", argv) + "`";
        try {
            CommandResult result = runner.run(Command.of(LIMIT, argv).withEnvironment(environment));
            return new Outcome(result.stdout(), failure(call, result));
        } catch (ProgramNotFoundException e) {
            return new Outcome("", Optional.of(call + " cannot be run: " + e.getMessage()));
        }
    }

    private static Optional<String> failure(String call, CommandResult result) {
        if (result.ok()) {
            return Optional.empty();
        }
        String end = result.timedOut()
                ? " did not end within " + LIMIT.toSeconds() + " s"
                : " failed with exit code " + result.exitCode();
        String said = quote(result.stderr().isBlank() ? result.stdout() : result.stderr());
        return Optional.of(call + end + (said.isEmpty() ? "" : ": " + said));
    }

    /** On one line, the end kept: that is where programs say what was wrong. */
    private static String quote(String output) {
        String line = output.strip().replaceAll("\\s*\\R\\s*", " / ");
        return line.length() <= QUOTED ? line : "… " + line.substring(line.length() - QUOTED);
    }

    /** What a program printed and, when it failed, how. */
    record Outcome(String stdout, Optional<String> failure) {}
}
