package dev.kawasemi.cli;

import dev.kawasemi.container.ContainerStatus;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.host.Sample;
import dev.kawasemi.rollout.AppStatus;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** How an app stands, for people. */
final class StatusLines {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
    private static final long MEGABYTE = 1024 * 1024;
    private static final String NOT_MEASURED = "not measured";

    private final AppStatus status;
    private final List<Deployment> history;
    private final ZoneId zone;

    StatusLines(AppStatus status, List<Deployment> history, ZoneId zone) {
        this.status = status;
        this.history = history;
        this.zone = zone;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(status.app() + ": " + serves());
        lines.add("  health:     "
                + status.health()
                        .map(probe -> (probe.ok() ? "ok" : "NOT OK") + ", " + probe.text() + " in "
                                + probe.took().toMillis() + " ms")
                        .orElse(NOT_MEASURED));
        for (Color color : Color.values()) {
            containers(color).ifPresent(lines::add);
        }
        lines.add("  host:       " + sample(status.host()));
        status.last().flatMap(this::open).ifPresent(lines::add);
        status.last().ifPresent(d -> lines.addAll(aftercare(d)));
        status.disagreement().ifPresent(text -> lines.add("  problem:    " + text));
        status.problems().forEach(problem -> lines.add("  problem:    " + problem));
        return lines;
    }

    private String serves() {
        if (status.active().isEmpty()) {
            return "no colour serves, as far as the proxy tells";
        }
        Color active = status.active().get();
        return active
                + Serving.of(status, history)
                        .map(d -> " " + d.version() + " serves, by " + d.actor().name() + " (deployment " + d.id()
                                + ", " + minute(d.startedAt()) + ")")
                        .orElse(" serves; it was not deployed by Kawasemi");
    }

    private Optional<String> containers(Color color) {
        List<ContainerStatus> all = status.containers().getOrDefault(color, List.of());
        if (all.isEmpty()) {
            return Optional.empty();
        }
        String list = all.stream()
                .map(one -> one.ref().service() + " " + one.state().name().toLowerCase(Locale.ROOT)
                        + (one.restarts() > 0 ? " (restarts " + one.restarts() + ")" : ""))
                .collect(Collectors.joining(", "));
        return Optional.of(String.format(Locale.ROOT, "  %-11s %s", color + ":", list));
    }

    private Optional<String> open(Deployment d) {
        String app = d.app().value();
        String what = "  deployment: " + d.id() + " (" + d.version() + ", by "
                + d.actor().name() + ") is " + Lines.words(d.phase());
        return switch (d.phase()) {
            case COMPLETED, ROLLED_BACK -> Optional.empty();
            case AWAITING_APPROVAL ->
                Optional.of(what + ": kawasemi approve " + app + ", or: kawasemi rollback " + app);
            case UNDO_WINDOW -> Optional.of(what + ": kawasemi undo " + app);
            case ABORTED, STUCK, UNDOING, ROLLING_BACK ->
                Optional.of(what + d.failure().map(f -> ": " + f).orElse(""));
            case RUNNING, RETIRING, REVIVING, REMOVING -> Optional.of(what);
        };
    }

    /** What stands beside the way forward. */
    private List<String> aftercare(Deployment d) {
        List<String> lines = new ArrayList<>();
        d.restart()
                .filter(restart -> !d.ended())
                .ifPresent(restart -> lines.add("  restarted:  " + minute(restart.at()) + ", it was "
                        + Lines.words(restart.phase()) + " (" + restart.step().word() + ")"));
        if (d.phase() == Phase.AWAITING_APPROVAL) {
            d.standbyNote()
                    .ifPresent(note -> lines.add("  standby:    "
                            + note.state().name().toLowerCase(Locale.ROOT) + " since " + minute(note.at()) + ": "
                            + note.text()));
        }
        d.draining()
                .ifPresent(going -> lines.add("  queue:      " + going.stack().color() + "'s is being worked off since "
                        + minute(going.since())));
        d.failedColor()
                .ifPresent(failed -> lines.add("  failed:     " + failed.color() + " " + d.version()
                        + " is kept, stopped, for its logs: kawasemi remove " + d.app() + "." + Lines.queue(d)));
        return lines;
    }

    private String minute(Instant at) {
        return MINUTE.format(at.atZone(zone));
    }

    private static String sample(Sample sample) {
        return "CPU " + percent(sample.cpuPercent()) + ", pressure " + percent(sample.cpuPressure()) + ", memory free "
                + megabytes(sample.memoryAvailable()) + ", disk free " + megabytes(sample.diskFree())
                + sample.temperature().stream()
                        .mapToObj(degrees -> ", " + Math.round(degrees) + " °C")
                        .collect(Collectors.joining());
    }

    private static String percent(OptionalDouble value) {
        return value.isPresent() ? Math.round(value.getAsDouble()) + " %" : NOT_MEASURED;
    }

    private static String megabytes(OptionalLong bytes) {
        return bytes.isPresent() ? bytes.getAsLong() / MEGABYTE + " MB" : NOT_MEASURED;
    }

    /** Which deployment made what serves. */
    static final class Serving {
        private Serving() {}

        /** @param history newest first */
        static Optional<Deployment> of(AppStatus status, List<Deployment> history) {
            return history.stream()
                    .filter(d -> d.app().equals(status.app()) && d.committed() && d.phase() != Phase.ROLLED_BACK)
                    .filter(d -> status.active().equals(Optional.of(d.next().color())))
                    .findFirst();
        }
    }
}
