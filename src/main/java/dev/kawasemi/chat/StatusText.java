package dev.kawasemi.chat;

import dev.kawasemi.container.ContainerStatus;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.deployment.StepState;
import dev.kawasemi.rollout.AppStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** How an app stands: colour, version, since, by whom, health, containers, host, what is open. */
final class StatusText {
    private StatusText() {}

    /** {@code history} is newest first, of all apps. */
    static String of(AppStatus status, List<Deployment> history, Wording wording) {
        List<String> lines = new ArrayList<>();
        lines.add(serves(status, history, wording));
        lines.add("Health now: "
                + status.health()
                        .map(probe -> Escape.text(probe.text(), 100) + " in "
                                + probe.took().toMillis() + " ms" + (probe.ok() ? " (ok)" : " (not ok)"))
                        .orElse("not measured")
                + ".");
        for (Color color : Color.values()) {
            containers(color, status.containers().getOrDefault(color, List.of()))
                    .ifPresent(lines::add);
        }
        lines.add(host(HostText.of(status.host())));
        status.last().flatMap(d -> open(d, status.host().at(), wording)).ifPresent(lines::add);
        status.last().ifPresent(d -> lines.addAll(aftercare(d, status.host().at(), wording)));
        status.disagreement().ifPresent(text -> lines.add("Problem: " + text + "."));
        status.problems().forEach(problem -> lines.add("Problem: " + Escape.text(problem, 300)));
        return String.join("\n", lines);
    }

    private static String serves(AppStatus status, List<Deployment> history, Wording wording) {
        String begin = wording.host() + " " + status.app() + ": ";
        if (status.active().isEmpty()) {
            return begin + "no colour serves, as far as the proxy tells.";
        }
        Color active = status.active().get();
        Instant now = status.host().at();
        Optional<Deployment> made = history.stream()
                .filter(d -> d.app().equals(status.app()) && d.committed())
                .filter(d -> d.phase() != Phase.ROLLED_BACK && d.next().color() == active)
                .findFirst();
        return begin
                + active
                + made.map(d -> " " + Wording.newVersion(d) + " serves"
                                + Wording.endOf(d, Step.VERIFY)
                                        .map(at -> " since " + wording.minuteOrDay(at, now))
                                        .orElse("")
                                + ", by " + Wording.name(d.actor()) + " (deployment " + d.id() + ").")
                        .orElse(" serves; it was not deployed by Kawasemi.");
    }

    private static Optional<String> containers(Color color, List<ContainerStatus> all) {
        if (all.isEmpty()) {
            return Optional.empty();
        }
        String list = all.stream()
                .map(container -> Escape.text(container.ref().service(), 40) + " "
                        + container.state().name().toLowerCase(java.util.Locale.ROOT)
                        + (container.restarts() > 0 ? " (restarts " + container.restarts() + ")" : ""))
                .collect(Collectors.joining(", "));
        return Optional.of(color + ": " + Escape.cut(list, 400) + ".");
    }

    private static String host(HostText host) {
        List<String> parts = new ArrayList<>(host.measured());
        if (!host.notMeasured().isEmpty()) {
            parts.add("not measured: " + String.join(", ", host.notMeasured()));
        }
        return "Host: " + String.join(", ", parts) + ".";
    }

    private static Optional<String> open(Deployment d, Instant now, Wording wording) {
        String number = "Deployment " + d.id() + " (" + Wording.newVersion(d) + ", by " + Wording.name(d.actor()) + ")";
        return switch (d.phase()) {
            case AWAITING_APPROVAL ->
                Optional.of("Open question: remove old " + Wording.oldSide(d) + "? Asked at "
                        + wording.minuteOrDay(d.changedAt(), now) + " in the channel; `/approve " + d.app()
                        + "` answers it too.");
            case RUNNING -> Optional.of(number + " is under way" + step(d) + ".");
            case UNDOING -> Optional.of(number + " is being undone: " + Wording.reason(d) + ".");
            case ROLLING_BACK -> Optional.of(number + " is being rolled back.");
            case RETIRING, UNDO_WINDOW, REVIVING, REMOVING -> Optional.of(Answers.going(d, wording));
            case STUCK -> Optional.of(number + " needs a person: " + Wording.reason(d) + ".");
            case ABORTED -> Optional.of(number + " failed: " + Wording.reason(d) + ".");
            case COMPLETED, ROLLED_BACK -> Optional.empty();
        };
    }

    /** What stands beside the way forward: queues, a standby that is not as promised, a failed colour. */
    private static List<String> aftercare(Deployment d, Instant now, Wording wording) {
        List<String> lines = new ArrayList<>();
        if (d.phase() == Phase.AWAITING_APPROVAL) {
            d.standbyNote().ifPresent(note -> lines.add(QuestionText.standby(d, note, wording)));
        }
        d.draining()
                .ifPresent(going -> lines.add(going.stack().color() + "'s queue is being worked off since "
                        + wording.minuteOrDay(going.since(), now) + "."));
        d.failedColor()
                .ifPresent(failed -> lines.add(failed.color() + " " + Wording.newVersion(d)
                        + " is kept, stopped, for its logs; `kawasemi remove " + d.app() + "` on the host removes it."
                        + (d.draining().isPresent() ? "" : QueueText.ofFailed(d))));
        return lines;
    }

    private static String step(Deployment d) {
        return d.steps().entrySet().stream()
                .filter(entry -> entry.getValue().status() == StepState.Status.STARTED)
                .map(Map.Entry::getKey)
                .findFirst()
                .map(step -> ", at " + step.word())
                .orElse("");
    }
}
