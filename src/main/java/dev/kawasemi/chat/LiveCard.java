package dev.kawasemi.chat;

import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.deployment.Side;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.deployment.StepState;
import dev.kawasemi.health.HealthGate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** The dashboard in the thread: one code block, edited in place. Narrow enough for a phone. */
final class LiveCard {
    /** Where the right half begins. */
    private static final int RIGHT = 22;

    private static final int VERSION_LENGTH = 14;
    private static final int NOTE_LENGTH = 30;

    private final Deployment d;
    private final Readings readings;
    private final Wording wording;
    private final Instant now;

    private LiveCard(Deployment d, Readings readings, Wording wording, Instant now) {
        this.d = d;
        this.readings = readings;
        this.wording = wording;
        this.now = now;
    }

    static ChatMessage of(Deployment d, Readings readings, Wording wording, Instant now) {
        return ChatMessage.silent(new LiveCard(d, readings, wording, now).text());
    }

    private String text() {
        List<String> lines = new ArrayList<>();
        lines.add(halves(header(d.next().color(), d.version().value()), oldHeader()));
        for (Step step : Step.values()) {
            StepState state = d.steps().get(step);
            if (step != Step.PREFLIGHT && state != null) {
                lines.add(halves(step(step, state), note(step, state)));
            }
        }
        next().ifPresent(step -> lines.add(label(wording.step(step)) + wording.say(CardPhrase.WAITING)));
        state().ifPresent(state -> lines.add(label(wording.say(CardPhrase.STATE)) + state));
        lines.add(halves("CPU  " + cpu(d.next().color()), d.old().isEmpty() ? "" : "CPU  " + cpu(oldColor())));
        lines.add(halves("MEM  " + memory(d.next().color()), d.old().isEmpty() ? "" : "MEM  " + memory(oldColor())));
        lines.addAll(host());
        lines.add(wording.say(CardPhrase.UPDATED, wording.second(now)));
        return "```\n" + String.join("\n", lines) + "\n```";
    }

    private String header(Color color, String version) {
        boolean serves = d.serving()
                .map(Side::stack)
                .filter(stack -> stack.color() == color)
                .isPresent();
        return serves
                ? wording.say(CardPhrase.SERVING, color, Escape.code(version, VERSION_LENGTH - 5))
                : color + " " + Escape.code(version, VERSION_LENGTH);
    }

    private String oldHeader() {
        return d.old()
                .map(old -> header(old.stack().color(), old.versionText()))
                .orElse("");
    }

    private Color oldColor() {
        return d.next().color().other();
    }

    private String step(Step step, StepState state) {
        if (step == Step.HEALTH_GATE
                && state.status() == StepState.Status.STARTED
                && readings.gate().isPresent()) {
            HealthGate.Progress gate = readings.gate().get();
            return label(wording.step(step)) + wording.say(CardPhrase.OK, gate.inARow(), gate.needed());
        }
        Optional<String> going = state.status() == StepState.Status.STARTED ? going(step) : Optional.empty();
        if (going.isPresent()) {
            return label(wording.step(step)) + going.get();
        }
        String took = wording.took(state.took().orElse(Duration.between(state.startedAt(), now)));
        String word = word(step, state);
        return label(wording.step(step)) + word + " ".repeat(Math.max(1, 10 - columns(word) - columns(took))) + took;
    }

    /** In numbers, where the step tells any. */
    private Optional<String> going(Step step) {
        return switch (step) {
            case DRAIN -> readings.progress().drain().map(drain -> wording.say(CardPhrase.LEFT, drain.left()));
            case WATCH ->
                readings.progress()
                        .watch()
                        .map(watch -> wording.say(CardPhrase.OK, watch.probes() - watch.failed(), watch.probes()));
            default -> Optional.empty();
        };
    }

    private String word(Step step, StepState state) {
        if (d.undone().contains(step)) {
            return wording.say(CardPhrase.UNDONE);
        }
        return switch (state.status()) {
            case STARTED -> wording.say(CardPhrase.NOW);
            case DONE -> wording.say(CardPhrase.DONE);
            case FAILED -> wording.say(CardPhrase.FAILED);
        };
    }

    private String note(Step step, StepState state) {
        if (step == Step.HEALTH_GATE && state.status() == StepState.Status.STARTED) {
            return readings.gate()
                    .map(gate -> wording.say(CardPhrase.LAST, last(gate)))
                    .orElse("");
        }
        if (step == Step.WATCH && state.status() == StepState.Status.STARTED) {
            return readings.progress()
                    .watch()
                    .filter(watch -> watch.inARow() > 0)
                    .map(watch -> wording.say(CardPhrase.FAILING, watch.inARow()))
                    .orElse("");
        }
        if (step == Step.QUIESCE
                && d.isDone(step)
                && stopped(state)
                && state.endedAt().isPresent()) {
            return wording.say(
                    CardPhrase.WORKERS_STOPPED, wording.second(state.endedAt().get()));
        }
        return Escape.code(state.note(), NOTE_LENGTH);
    }

    /** As far as the note says: with no workers there was nothing to stop. */
    private static boolean stopped(StepState quiesce) {
        return quiesce.note().isEmpty() || quiesce.note().startsWith("workers stopped");
    }

    private static String last(HealthGate.Progress gate) {
        return gate.last().ok()
                ? gate.last().took().toMillis() + " ms"
                : Escape.code(gate.last().text(), NOTE_LENGTH);
    }

    /** The step after the newest one, while it goes forward. */
    private Optional<Step> next() {
        if (d.phase() != Phase.RUNNING && d.phase() != Phase.AWAITING_APPROVAL) {
            return Optional.empty();
        }
        Step newest = d.steps().keySet().stream().reduce((a, b) -> b).orElse(Step.PREFLIGHT);
        for (Step step : Step.values()) {
            if (step.compareTo(newest) > 0 && planned(step)) {
                return Optional.of(step);
            }
        }
        return Optional.empty();
    }

    /** Draining and watching depend on the configuration, which is not known here; without an old colour nobody yields and nothing is asked. */
    private boolean planned(Step step) {
        return switch (step) {
            case PREPARE, START, HEALTH_GATE, SWITCH, VERIFY, WORKERS -> true;
            case QUIESCE, AWAIT_APPROVAL, RETIRE -> d.old().isPresent();
            case PREFLIGHT, DRAIN, WATCH -> false;
        };
    }

    /** Said where the steps alone do not tell. */
    private Optional<String> state() {
        if (d.repaired().isPresent()) {
            return Optional.of(wording.say(CardPhrase.REPAIRED));
        }
        return switch (d.phase()) {
            case RUNNING, AWAITING_APPROVAL -> Optional.empty();
            default -> Optional.of(wording.phase(d.phase()));
        };
    }

    private String cpu(Color color) {
        OptionalDouble last = readings.lastCpu(color);
        return last.isEmpty()
                ? notMeasured()
                : Sparkline.of(readings.cpu(color), 100) + "  " + Wording.percent(last.getAsDouble());
    }

    private String memory(Color color) {
        OptionalLong last = readings.lastMemory(color);
        return last.isEmpty() ? notMeasured() : Wording.bytes(last.getAsLong());
    }

    private List<String> host() {
        if (readings.last().isEmpty()) {
            return List.of(label(wording.say(CardPhrase.HOST)) + notMeasured());
        }
        HostText host = HostText.of(readings.last().get(), wording);
        List<String> lines = new ArrayList<>();
        if (!host.measured().isEmpty()) {
            lines.add(label(wording.say(CardPhrase.HOST)) + String.join("  ", host.measured()));
        }
        if (!host.notMeasured().isEmpty()) {
            String begin = label(host.measured().isEmpty() ? wording.say(CardPhrase.HOST) : "");
            lines.add(begin + notMeasured() + ": " + String.join(", ", host.notMeasured()));
        }
        return lines;
    }

    private String notMeasured() {
        return wording.say(CommonPhrase.NOT_MEASURED);
    }

    private static String label(String word) {
        return pad(word, 9);
    }

    private static String halves(String left, String right) {
        if (right.isEmpty()) {
            return left;
        }
        return pad(left, RIGHT - 2) + "  " + right;
    }

    /** How many columns of a code block it takes: letters of Japanese and Korean take two. */
    private static int columns(String text) {
        return text.codePoints().map(c -> isWide(c) ? 2 : 1).sum();
    }

    private static boolean isWide(int c) {
        Character.UnicodeScript script = Character.UnicodeScript.of(c);
        return script == Character.UnicodeScript.HAN
                || script == Character.UnicodeScript.HIRAGANA
                || script == Character.UnicodeScript.KATAKANA
                || script == Character.UnicodeScript.HANGUL
                || c == 'ー';
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - columns(text)));
    }
}
