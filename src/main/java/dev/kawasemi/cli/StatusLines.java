package dev.kawasemi.cli;

import dev.kawasemi.container.ContainerStatus;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.rollout.AppStatus;
import java.util.ArrayList;
import java.util.List;

/** Status and history as plain lines. */
final class StatusLines {
    private StatusLines() {}

    static List<String> of(AppStatus status) {
        List<String> lines = new ArrayList<>();
        lines.add(status.app() + ": "
                + status.active().map(color -> color + " serves").orElse("no colour serves")
                + status.health()
                        .map(health -> ", " + (health.ok() ? "healthy" : health.text()) + " ("
                                + health.took().toMillis() + " ms)")
                        .orElse(""));
        status.last().ifPresent(last -> lines.add("  last: " + history(last)));
        status.containers()
                .forEach((color, containers) ->
                        containers.forEach(container -> lines.add("  " + color + " " + words(container))));
        status.problems().forEach(problem -> lines.add("  ! " + problem));
        return lines;
    }

    static String history(Deployment one) {
        return one.id() + "  " + one.app() + " " + one.version() + "  " + one.phase() + "  by "
                + one.actor().name() + " at " + one.startedAt()
                + one.failure().map(why -> "  (" + why + ")").orElse("");
    }

    private static String words(ContainerStatus container) {
        return container.ref().service() + " " + container.state();
    }
}
