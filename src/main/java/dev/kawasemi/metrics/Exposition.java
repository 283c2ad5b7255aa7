package dev.kawasemi.metrics;

import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Evidence;
import dev.kawasemi.deployment.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The numbers in Prometheus' text format 0.0.4 (prometheus.io, "Exposition formats"). What is not measured has no line. Durations are of each app's newest
 * deployment of which they are known; counts are of all in the journal.
 */
final class Exposition {
    private final StringBuilder text = new StringBuilder();
    private final List<AppName> apps;
    private final List<Deployment> newestFirst;

    private Exposition(List<AppName> apps, List<Deployment> newestFirst) {
        this.apps = apps;
        this.newestFirst = newestFirst;
    }

    /** @param outbox messages that wait to be sent; empty where there is no chat */
    static String of(List<AppName> apps, List<Deployment> newestFirst, OptionalInt outbox) {
        Exposition exposition = new Exposition(apps, newestFirst);
        exposition.deployments();
        exposition.states();
        exposition.durations();
        exposition.queues();
        if (outbox.isPresent()) {
            exposition.head("kawasemi_outbox_messages", "gauge", "Messages that wait to be sent to the chat.");
            exposition
                    .text
                    .append("kawasemi_outbox_messages ")
                    .append(outbox.getAsInt())
                    .append('\n');
        }
        return exposition.text.toString();
    }

    private void deployments() {
        String name = "kawasemi_deployments_total";
        head(name, "counter", "Deployments that ended, by how.");
        for (AppName app : apps) {
            for (Phase phase : Phase.values()) {
                if (phase.ended()) {
                    long count = newestFirst.stream()
                            .filter(d -> d.app().equals(app) && d.phase() == phase)
                            .count();
                    line(name, app, ",outcome=\"" + word(phase) + "\"", count);
                }
            }
        }
    }

    private void states() {
        String phases = "kawasemi_deployment_phase";
        head(phases, "gauge", "1 for the phase that the app's newest deployment is in.");
        newest(d -> Optional.of(d)).forEach(d -> line(phases, d.app(), ",phase=\"" + word(d.phase()) + "\"", 1));
        String colors = "kawasemi_serving_color";
        head(colors, "gauge", "1 for the colour that serves by the journal's account.");
        newest(Deployment::serving)
                .forEach(side -> line(
                        colors,
                        side.stack().app(),
                        ",color=\"" + side.stack().color().id() + "\"",
                        1));
        String changed = "kawasemi_last_change_timestamp_seconds";
        head(changed, "gauge", "When something happened to the app's newest deployment.");
        newest(d -> Optional.of(d))
                .forEach(d -> line(changed, d.app(), "", d.changedAt().getEpochSecond()));
    }

    private void durations() {
        String whole = "kawasemi_last_deployment_seconds";
        head(
                whole,
                "gauge",
                "From the request to the end of the newest deployment that ended, people's thinking included.");
        newest(d -> d.ended() ? Optional.of(d) : Optional.empty())
                .forEach(d -> seconds(
                        whole,
                        d.app(),
                        Duration.between(d.startedAt(), d.changedAt()).toMillis()));
        String steps = "kawasemi_last_step_seconds";
        head(steps, "gauge", "How long each step of the app's newest deployment took.");
        newest(d -> Optional.of(d))
                .forEach(d -> d.steps()
                        .forEach((step, state) -> state.took()
                                .ifPresent(took -> line(
                                        steps, d.app(), ",step=\"" + word(step) + "\"", took.toMillis() / 1000.0))));
        evidence(
                "kawasemi_last_workers_gap_seconds",
                "Seconds without workers in the newest deploy that was asked about.",
                Evidence::workersDownMillis);
        evidence(
                "kawasemi_last_schedulers_gap_seconds", "The same for the schedulers.", Evidence::schedulersDownMillis);
    }

    private void evidence(String name, String help, Function<Evidence, OptionalLong> millis) {
        head(name, "gauge", help);
        newest(d -> d.evidence().map(millis).filter(OptionalLong::isPresent).map(found -> new Of<>(d, found)))
                .forEach(found ->
                        seconds(name, found.deployment().app(), found.value().getAsLong()));
    }

    private void queues() {
        String name = "kawasemi_old_queue_tasks";
        head(name, "gauge", "Tasks in the old colour's own queue when its removal was last asked about.");
        newest(d -> d.phase() == Phase.AWAITING_APPROVAL
                        ? d.evidence().map(Evidence::oldQueue).map(queue -> new Of<>(d, queue))
                        : Optional.<Of<OptionalLong>>empty())
                .forEach(found -> found.value()
                        .ifPresent(tasks -> line(name, found.deployment().app(), "", tasks)));
    }

    private record Of<T>(Deployment deployment, T value) {}

    /** For each app what its newest deployment that has it says. */
    private <T> List<T> newest(Function<Deployment, Optional<T>> ask) {
        return apps.stream()
                .flatMap(app -> newestFirst.stream()
                        .filter(d -> d.app().equals(app))
                        .map(ask)
                        .flatMap(Optional::stream)
                        .limit(1))
                .toList();
    }

    private void head(String name, String type, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private void seconds(String name, AppName app, long millis) {
        line(name, app, "", millis / 1000.0);
    }

    /** The names and words that reach a label hold no character that would want escaping. */
    private void line(String name, AppName app, String labels, Number value) {
        text.append(name)
                .append("{app=\"")
                .append(app)
                .append('"')
                .append(labels)
                .append("} ");
        text.append(value).append('\n');
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
