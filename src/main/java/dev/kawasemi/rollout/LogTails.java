package dev.kawasemi.rollout;

import dev.kawasemi.container.ContainerEngine;
import dev.kawasemi.container.ContainerStatus;
import java.util.ArrayList;
import java.util.List;

/** The last lines that containers wrote, kept with a failure. Without them the failure still stands. */
final class LogTails {
    private static final int LINES = 200;

    private LogTails() {}

    static List<String> of(ContainerEngine containers, List<ContainerStatus> statuses) {
        List<String> lines = new ArrayList<>();
        statuses.forEach(status -> lines.addAll(of(containers, status)));
        return List.copyOf(lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    }

    private static List<String> of(ContainerEngine containers, ContainerStatus status) {
        try {
            return containers.logs(status.ref(), LINES);
        } catch (RuntimeException e) {
            return List.of("(the log could not be read: " + e.getMessage() + ")");
        }
    }
}
