package dev.kawasemi.rollout;

import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Color;
import java.util.List;

/**
 * The last lines that the containers of a colour wrote, each behind the name of its service, secrets masked.
 *
 * @param lines service by service, oldest first in each; empty: the colour has no containers, or they wrote nothing
 */
public record AppLogs(AppName app, Color color, List<String> lines) {
    public AppLogs {
        lines = List.copyOf(lines);
    }
}
