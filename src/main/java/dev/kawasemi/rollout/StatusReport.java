package dev.kawasemi.rollout;

import dev.kawasemi.container.ContainerStatus;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Side;
import dev.kawasemi.health.ProbeResult;
import dev.kawasemi.proxy.ProxySwitcher;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Looks at one app now. A part that cannot be looked at is a problem in the report, not a failure. */
final class StatusReport {
    private final Parts parts;
    private final Ledger ledger;

    StatusReport(Parts parts, Ledger ledger) {
        this.parts = parts;
        this.ledger = ledger;
    }

    AppStatus of(AppSettings app) {
        List<String> problems = new ArrayList<>();
        Optional<ProxySwitcher.Target> active = tried(
                problems,
                "the proxy",
                Optional.empty(),
                () -> parts.proxies().apply(app.name()).active());
        Map<Color, List<ContainerStatus>> containers = new EnumMap<>(Color.class);
        for (Color color : Color.values()) {
            containers.put(
                    color,
                    tried(
                            problems,
                            "the containers of " + color,
                            List.of(),
                            () -> parts.containers()
                                    .containers(parts.containers().stack(app.compose(), color))));
        }
        Optional<ProbeResult> health = active.flatMap(target -> probe(app, target.port()));
        return new AppStatus(
                app.name(),
                active.map(ProxySwitcher.Target::color),
                ledger.latest(app.name()),
                health,
                containers,
                parts.samplers().get().sample(groups(containers)),
                problems);
    }

    private Optional<ProbeResult> probe(AppSettings app, int port) {
        try {
            return Optional.of(parts.probe().probe(app.health(), port));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Map<String, List<Integer>> groups(Map<Color, List<ContainerStatus>> containers) {
        Map<String, List<Integer>> groups = new java.util.HashMap<>();
        containers.forEach((color, statuses) -> groups.put(
                color.id(),
                statuses.stream()
                        .map(ContainerStatus::pid)
                        .filter(pid -> pid > 0)
                        .toList()));
        return groups;
    }

    private static <T> T tried(List<String> problems, String what, T otherwise, Supplier<T> look) {
        try {
            return look.get();
        } catch (RuntimeException e) {
            problems.add(what + " could not be looked at: " + e.getMessage());
            return otherwise;
        }
    }

    /** What serves by the journal, for a refusal. */
    String serving(AppSettings app) {
        return ledger.of(app.name()).stream()
                .flatMap(deployment -> deployment.serving().stream())
                .findFirst()
                .map(StatusReport::words)
                .orElse("nothing");
    }

    private static String words(Side side) {
        return side.stack().color() + " " + side.versionText();
    }
}
