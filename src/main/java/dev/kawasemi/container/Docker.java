package dev.kawasemi.container;

import dev.kawasemi.process.Cancellation;
import dev.kawasemi.process.Command;
import dev.kawasemi.process.CommandResult;
import dev.kawasemi.process.CommandRunner;
import dev.kawasemi.process.ProgramNotFoundException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Runs Docker's command lines and says in plain words what went wrong. */
final class Docker {
    /** A look takes well under a second on a Pi; an engine that needs longer than this does not answer. */
    static final Duration LOOK = Duration.ofSeconds(20);

    /**
     * Compose's own settings in our environment (COMPOSE_FILE, COMPOSE_PROJECT_NAME …) would change what is acted on. And our own variables would win
     * over the app's {@code .env}: an app that is a Discord bot would log in with our token.
     */
    private static final Set<String> DROPPED = Set.of("COMPOSE_", "DISCORD_TOKEN", "KAWASEMI_");

    private static final Pattern UNREACHABLE =
            Pattern.compile("(?i)cannot connect to the docker daemon|error during connect|is the docker daemon running"
                    + "|permission denied while trying to connect|failed to connect to the docker api");
    private static final Pattern PROGRESS = Pattern.compile(
            "^ (Container|Network|Volume|Image|Config|Secret) .*|^ \\S+ (Pulling|Pulled|Skipped|Warning|Error)\\b.*|^time=.* level=(warning|info) .*");
    private static final int MOST_WORDS = 600;
    private static final int MOST_LINES = 4;

    private final CommandRunner runner;

    Docker(CommandRunner runner) {
        this.runner = runner;
    }

    /** A command of ours: without Compose's settings from outside. */
    static Command command(Duration limit, List<String> argv, Map<String, String> environment) {
        return new Command(argv, limit, environment, DROPPED, Optional.empty());
    }

    static Command command(Duration limit, List<String> argv) {
        return command(limit, argv, Map.of());
    }

    static Command inFolder(Duration limit, List<String> argv, Path folder) {
        return new Command(argv, limit, Map.of(), DROPPED, Optional.of(folder));
    }

    /** Whatever it ends with is a value, but for an engine out of reach. */
    CommandResult run(Command command) {
        try {
            return run(command, Cancellation.none());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("Interrupted while " + name(command) + " ran");
        }
    }

    CommandResult run(Command command, Cancellation cancellation) throws InterruptedException {
        try {
            CommandResult result = runner.run(command, cancellation);
            if (!result.ok() && UNREACHABLE.matcher(result.stderr()).find()) {
                throw new EngineUnreachableException("Tried " + name(command)
                        + " but the Docker engine does not answer: " + words(result, Redaction.none())
                        + ". Start it (systemctl start docker) and let this user use it (group docker).");
            }
            return result;
        } catch (ProgramNotFoundException e) {
            throw new EngineUnreachableException("Tried " + name(command)
                    + " but the program docker is not there or may not be run. Install Docker Engine.");
        }
    }

    /** Its output; {@link ContainerException} when it did not succeed. */
    String must(String tried, Command command, Redaction redaction) {
        return succeeded(tried, run(command), command, redaction);
    }

    static String succeeded(String tried, CommandResult result, Command command, Redaction redaction) {
        if (result.ok()) {
            return result.stdout();
        }
        throw new ContainerException("Tried to " + tried + " but " + failure(result, command, redaction));
    }

    static String failure(CommandResult result, Command command, Redaction redaction) {
        if (result.timedOut()) {
            return name(command) + " did not end within " + command.limit().toSeconds() + " s";
        }
        return name(command) + " failed with exit code " + result.exitCode() + ": " + words(result, redaction);
    }

    /** The last lines that say something, without progress and without secrets. */
    static String words(CommandResult result, Redaction redaction) {
        List<String> lines = new ArrayList<>(telling(result.stderr()));
        if (lines.isEmpty()) {
            lines.addAll(telling(result.stdout()));
        }
        List<String> last = lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size());
        String text = redaction.mask(String.join("\n", last)).replace('\n', ' ').strip();
        return text.isEmpty() ? "it said nothing" : text.substring(0, Math.min(text.length(), MOST_WORDS));
    }

    private static List<String> telling(String output) {
        return output.lines()
                .filter(line -> !line.isBlank() && !PROGRESS.matcher(line).matches())
                .toList();
    }

    /** Program and act, as {@code docker compose up}; no argument that could hold anything private. */
    private static String name(Command command) {
        return DockerVerb.named(command.argv());
    }
}
