package dev.kawasemi.rollout;

import dev.kawasemi.container.ContainerEngine;
import dev.kawasemi.container.ContainerStatus;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what a colour's containers wrote, for people. */
final class LogReports {
    private static final int LINES_EACH = 500;

    private final Parts parts;
    private final Ledger ledger;

    LogReports(Parts parts, Ledger ledger) {
        this.parts = parts;
        this.ledger = ledger;
    }

    AppLogs of(AppSettings app, Optional<Color> asked) {
        Color color = asked.or(() -> serving(app)).or(() -> newest(app)).orElse(Color.BLUE);
        ContainerEngine containers = parts.containers();
        Stack stack = ledger.latest(app.name())
                .flatMap(latest -> latest.old().map(old -> old.stack()))
                .filter(old -> old.color() == color)
                .orElseGet(() -> containers.stack(app.compose(), color));
        LogTails tails = new LogTails(containers, app.compose(), color);
        List<String> lines = new ArrayList<>();
        for (ContainerStatus status : containers.containers(stack)) {
            String service = status.ref().service() + " | ";
            tails.of(status, LINES_EACH).forEach(line -> lines.add(service + line));
        }
        return new AppLogs(app.name(), color, lines);
    }

    private Optional<Color> serving(AppSettings app) {
        return parts.proxies().apply(app.name()).active().map(target -> target.color());
    }

    private Optional<Color> newest(AppSettings app) {
        return ledger.latest(app.name()).map(latest -> latest.next().color());
    }
}
