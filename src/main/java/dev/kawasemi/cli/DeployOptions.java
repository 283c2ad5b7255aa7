package dev.kawasemi.cli;

import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Version;
import dev.kawasemi.rollout.DeployRequest;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How a deploy is meant. */
final class DeployOptions {
    @Option(names = "--adopt", description = "Take a stack that runs under another project name for the old colour.")
    private boolean adopt;

    @Option(names = "--force", description = "Go on where only memory or disk is short.")
    private boolean force;

    @Option(names = "--dry-run", description = "Print what would be done and what is in the way; touch nothing.")
    private boolean dryRun;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Why; shown with the deployment in chat and in the history.")
    private String reason = "";

    boolean dryRun() {
        return dryRun;
    }

    DeployRequest request(AppName app, Version version, Actor actor) {
        return new DeployRequest(app, version, actor, adopt, force, Printable.line(reason.strip()), Optional.empty());
    }
}
