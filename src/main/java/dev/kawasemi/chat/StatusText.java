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
        lines.add(wording.say(
                StatusPhrase.HEALTH,
                status.health()
                        .map(probe -> wording.say(
                                probe.ok() ? StatusPhrase.OK : StatusPhrase.NOT_OK,
                                Escape.text(probe.text(), 100),
                                probe.took().toMillis()))
                        .orElse(wording.say(CommonPhrase.NOT_MEASURED))));
        for (Color color : Color.values()) {
            containers(color, status.containers().getOrDefault(color, List.of()), wording)
                    .ifPresent(lines::add);
        }
        lines.add(host(HostText.of(status.host(), wording), wording));
        status.last().flatMap(d -> open(d, status.host().at(), wording)).ifPresent(lines::add);
        status.last().ifPresent(d -> lines.addAll(aftercare(d, status.host().at(), wording)));
        status.disagreement().ifPresent(text -> lines.add(problem(wording.say(CommonPhrase.SENTENCE, text), wording)));
        status.problems().forEach(problem -> lines.add(problem(Escape.text(problem, 300), wording)));
        return String.join("\n", lines);
    }

    private static String problem(String text, Wording wording) {
        return wording.say(StatusPhrase.PROBLEM, text);
    }

    private static String serves(AppStatus status, List<Deployment> history, Wording wording) {
        String subject = wording.host() + " " + status.app();
        if (status.active().isEmpty()) {
            return wording.say(StatusPhrase.NOTHING_SERVES, subject);
        }
        Color active = status.active().get();
        Instant now = status.host().at();
        Optional<Deployment> made = history.stream()
                .filter(d -> d.app().equals(status.app()) && d.committed())
                .filter(d -> d.phase() != Phase.ROLLED_BACK && d.next().color() == active)
                .findFirst();
        return made.map(d -> wording.say(
                        StatusPhrase.SERVES,
                        subject,
                        active + " " + Wording.newVersion(d),
                        Wording.endOf(d, Step.VERIFY)
                                .map(at -> wording.say(CommonPhrase.SINCE, wording.minuteOrDay(at, now)))
                                .orElse(""),
                        Wording.name(d.actor()),
                        d.id()))
                .orElse(wording.say(StatusPhrase.FOREIGN, subject, active));
    }

    private static Optional<String> containers(Color color, List<ContainerStatus> all, Wording wording) {
        if (all.isEmpty()) {
            return Optional.empty();
        }
        String list = all.stream()
                .map(container -> Escape.text(container.ref().service(), 40) + " "
                        + container.state().name().toLowerCase(java.util.Locale.ROOT)
                        + (container.restarts() > 0 ? wording.say(StatusPhrase.RESTARTS, container.restarts()) : ""))
                .collect(Collectors.joining(", "));
        return Optional.of(color + ": " + wording.say(CommonPhrase.SENTENCE, Escape.cut(list, 400)));
    }

    private static String host(HostText host, Wording wording) {
        List<String> parts = new ArrayList<>(host.measured());
        if (!host.notMeasured().isEmpty()) {
            parts.add(wording.say(StatusPhrase.NOT_MEASURED, String.join(", ", host.notMeasured())));
        }
        return wording.say(StatusPhrase.HOST, String.join(", ", parts));
    }

    private static Optional<String> open(Deployment d, Instant now, Wording wording) {
        String number = wording.say(StatusPhrase.DEPLOYMENT, d.id(), Wording.newVersion(d), Wording.name(d.actor()));
        return switch (d.phase()) {
            case AWAITING_APPROVAL ->
                Optional.of(wording.say(
                        StatusPhrase.QUESTION, wording.oldSide(d), wording.minuteOrDay(d.changedAt(), now), d.app()));
            case RUNNING -> Optional.of(wording.say(StatusPhrase.UNDER_WAY, number, step(d, wording)));
            case UNDOING -> Optional.of(wording.say(StatusPhrase.UNDOING, number, wording.reason(d)));
            case ROLLING_BACK -> Optional.of(wording.say(StatusPhrase.ROLLING_BACK, number));
            case RETIRING, UNDO_WINDOW, REVIVING, REMOVING -> Optional.of(Answers.going(d, wording));
            case STUCK -> Optional.of(wording.say(StatusPhrase.STUCK, number, wording.reason(d)));
            case ABORTED -> Optional.of(wording.say(StatusPhrase.FAILED, number, wording.reason(d)));
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
                .ifPresent(going -> lines.add(wording.say(
                        StatusPhrase.WORKING_OFF, going.stack().color(), wording.minuteOrDay(going.since(), now))));
        d.failedColor()
                .ifPresent(failed -> lines.add(wording.say(
                        StatusPhrase.FAILED_KEPT,
                        failed.color() + " " + Wording.newVersion(d),
                        d.app(),
                        d.draining().isPresent() ? "" : QueueText.ofFailed(d, wording))));
        return lines;
    }

    private static String step(Deployment d, Wording wording) {
        return d.steps().entrySet().stream()
                .filter(entry -> entry.getValue().status() == StepState.Status.STARTED)
                .map(Map.Entry::getKey)
                .findFirst()
                .map(step -> wording.say(StatusPhrase.AT, wording.step(step)))
                .orElse("");
    }
}
