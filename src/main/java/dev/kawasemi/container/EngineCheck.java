package dev.kawasemi.container;

import dev.kawasemi.deployment.Finding;
import dev.kawasemi.process.Cancellation;
import dev.kawasemi.process.CommandResult;
import dev.kawasemi.process.CommandRunner;
import dev.kawasemi.process.ProgramNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether this host's engine can be used, and what to do if not. */
final class EngineCheck {
    private static final String INSTALL =
            "Install the Compose v2 plugin (package docker-compose-plugin of Docker's own archive, or docker-compose"
                    + " of Debian 13 and later)";

    private final CommandRunner runner;
    /** Asked until it is; a plugin that goes away later is said by the first command that misses it. */
    private volatile boolean composeIsFine;

    EngineCheck(CommandRunner runner) {
        this.runner = runner;
    }

    List<Finding> problems() {
        Optional<CommandResult> engine = run(DockerCommands.version());
        if (engine.isEmpty()) {
            return List.of(Finding.outOfReach(
                    "The program docker is not there or may not be run",
                    "Install Docker Engine (README, \"Install\")"));
        }
        List<Finding> problems = new ArrayList<>();
        engine.filter(result -> !result.ok()).ifPresent(result -> problems.add(unreachable(result)));
        if (!composeIsFine) {
            Optional<Finding> problem = run(ComposeCommands.version()).flatMap(this::composeProblem);
            problem.ifPresent(problems::add);
            composeIsFine = problem.isEmpty();
        }
        return List.copyOf(problems);
    }

    private static Finding unreachable(CommandResult result) {
        String why = result.timedOut() ? "no answer in time" : Docker.words(result, Redaction.none());
        String what = why.contains("permission denied")
                ? "Let this user use it: add it to the group docker"
                : "Start it: systemctl start docker";
        return Finding.outOfReach("The Docker engine does not answer: " + why.replaceFirst("\\.$", ""), what);
    }

    private Optional<Finding> composeProblem(CommandResult v2) {
        String version = v2.stdout().strip();
        if (v2.ok() && majorOf(version) >= 2) {
            return Optional.empty();
        }
        if (v2.ok()) {
            return Optional.of(Finding.problem(
                    "Docker Compose v2 is needed, and docker compose says it is version " + version, INSTALL));
        }
        String old = run(ComposeCommands.versionOfOld())
                .filter(CommandResult::ok)
                .map(result -> result.stdout().strip())
                .orElse("");
        if (old.isEmpty()) {
            return Optional.of(Finding.problem("Docker Compose v2 is missing: docker has no command compose", INSTALL));
        }
        return Optional.of(
                majorOf(old) < 2
                        ? Finding.problem(
                                "Only the old docker-compose " + old
                                        + " is here, and Docker Compose v2 (docker compose) is needed",
                                INSTALL)
                        : Finding.problem(
                                "docker-compose " + old
                                        + " is here as a program of its own, but docker has no command compose",
                                "Link it into ~/.docker/cli-plugins. Or: " + INSTALL));
    }

    private static int majorOf(String version) {
        String digits = version.replaceFirst("^v", "").replaceFirst("\\D.*$", "");
        return digits.isEmpty() || digits.length() > 4 ? 0 : Integer.parseInt(digits);
    }

    private Optional<CommandResult> run(List<String> argv) {
        try {
            return Optional.of(runner.run(Docker.command(Docker.LOOK, argv), Cancellation.none()));
        } catch (ProgramNotFoundException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("Interrupted while the engine was looked at");
        }
    }
}
