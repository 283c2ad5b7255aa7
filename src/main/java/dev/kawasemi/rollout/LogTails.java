package dev.kawasemi.rollout;

import dev.kawasemi.container.ComposeApp;
import dev.kawasemi.container.ContainerEngine;
import dev.kawasemi.container.ContainerStatus;
import dev.kawasemi.deployment.Color;
import java.util.ArrayList;
import java.util.List;

/** The last lines that containers wrote, kept with a failure. Without them the failure still stands. They are journaled and shown: secrets are masked first. */
final class LogTails {
    private static final int LINES = 200;

    private final ContainerEngine containers;
    private final ComposeApp app;
    private final Color color;

    LogTails(ContainerEngine containers, ComposeApp app, Color color) {
        this.containers = containers;
        this.app = app;
        this.color = color;
    }

    List<String> of(List<ContainerStatus> statuses) {
        List<String> lines = new ArrayList<>();
        statuses.forEach(status -> lines.addAll(of(status, LINES)));
        return List.copyOf(lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    }

    /** The last lines of one container. */
    List<String> of(ContainerStatus status, int lines) {
        try {
            return containers.masked(app, color, containers.logs(status.ref(), lines));
        } catch (RuntimeException e) {
            return List.of("(the log could not be read: " + e.getMessage() + ")");
        }
    }
}
