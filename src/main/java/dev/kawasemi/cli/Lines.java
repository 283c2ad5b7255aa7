package dev.kawasemi.cli;

import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Drained;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.deployment.Side;
import dev.kawasemi.deployment.StandbyNote;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.deployment.StepState;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A deployment in plain lines, one thing a line: what is new since the last look. For one deployment. */
final class Lines {
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final int LOG_LINES = 20;

    /** How the engine begins why a removal is held. */
    private static final Pattern TASKS_WAIT = Pattern.compile("^(\\d+) tasks? waits? in ");

    /** The same where nobody could count. */
    private static final Pattern UNCOUNTED = Pattern.compile("^(BLUE|GREEN)'s queue ");

    private final ZoneId zone;
    private Optional<Deployment> last = Optional.empty();

    Lines(ZoneId zone) {
        this.zone = zone;
    }

    String accepted(Deployment d) {
        String from = d.old().map(side -> side(side) + " -> ").orElse("first deploy -> ");
        return "Deployment " + d.id() + " of " + d.app() + ": " + from
                + d.next().color() + " " + d.version();
    }

    /** What has changed since the last call. */
    List<String> news(Deployment now) {
        List<String> news = new ArrayList<>();
        for (Step step : Step.values()) {
            StepState state = now.steps().get(step);
            if (state != null
                    && !Optional.of(state)
                            .equals(last.map(before -> before.steps().get(step)))) {
                news.add(line(state.endedAt().orElse(state.startedAt()), step.word() + " " + outcome(state)));
            }
            if (now.undone().contains(step)
                    && !last.map(before -> before.undone().contains(step)).orElse(false)) {
                news.add(line(now.changedAt(), step.word() + " taken back"));
            }
        }
        if (now.trafficBack().isPresent()
                && last.map(Deployment::trafficBack).orElse(Optional.empty()).isEmpty()) {
            news.add(line(
                    now.trafficBack().get(),
                    "traffic is back on " + now.old().map(Lines::side).orElse("nothing")));
        }
        if (!last.map(Deployment::phase).orElse(Phase.RUNNING).equals(now.phase())) {
            news.add(line(now.changedAt(), words(now.phase())));
        }
        last = Optional.of(now);
        return news;
    }

    /** How it rests, why, and what can be done next. */
    List<String> rest(Deployment d) {
        List<String> lines = new ArrayList<>();
        String app = d.app().value();
        String old = d.old().map(Lines::side).orElse("the old version");
        String fresh = d.next().color() + " " + d.version();
        switch (d.phase()) {
            case AWAITING_APPROVAL -> {
                d.retireProblem()
                        .ifPresent(problem -> lines.add(
                                "The last try to remove it did not succeed: " + problem + giveUp(app, problem)));
                lines.add(fresh + " serves; " + old + " stands by." + standby(d));
                lines.add("Look at the site, then: kawasemi approve " + app + "  (remove it), or: kawasemi rollback "
                        + app);
            }
            case UNDO_WINDOW -> {
                lines.add(old + " is stopped and will be removed in "
                        + d.undoWindow().toSeconds() + " s, by the bot or by the next command.");
                lines.add("To take that back: kawasemi undo " + app);
            }
            case COMPLETED -> lines.add("Done: " + fresh + " serves, nothing waits.");
            case ABORTED -> lines.add("Not deployed" + why(d) + ". " + asBefore(d) + queue(d));
            case ROLLED_BACK ->
                lines.add("Rolled back" + why(d) + ". " + old + " serves again; "
                        + d.next().color() + " is stopped and kept." + queue(d));
            case STUCK ->
                lines.add("A person is needed" + why(d) + ". When it is mended: kawasemi rollback " + app
                        + ", or: kawasemi cancel " + app);
            case RUNNING, UNDOING, ROLLING_BACK, RETIRING, REVIVING, REMOVING -> lines.add(words(d.phase()));
        }
        if (d.phase() != Phase.COMPLETED
                && d.phase() != Phase.AWAITING_APPROVAL
                && !d.logTail().isEmpty()) {
            List<String> tail = d.logTail();
            lines.add("The last lines of " + d.next().color() + ":");
            tail.subList(Math.max(0, tail.size() - LOG_LINES), tail.size()).forEach(line -> lines.add("    " + line));
        }
        return lines;
    }

    /** Where it was held for its queue. */
    private static String giveUp(String app, String problem) {
        Matcher held = TASKS_WAIT.matcher(problem);
        if (UNCOUNTED.matcher(problem).find()) {
            return ". What waits there is given up with: kawasemi approve " + app + " --lose-tasks unknown";
        }
        return held.find()
                ? ". They are worked off now, or given up with: kawasemi approve " + app + " --lose-tasks "
                        + held.group(1)
                : "";
    }

    /** What became of the tasks in the failed colour's own queue. */
    static String queue(Deployment d) {
        if (d.draining().filter(going -> going.stack().equals(d.next())).isPresent()) {
            return " Its queue is being worked off.";
        }
        Optional<OptionalLong> drained = d.drained()
                .filter(done -> d.failedColor().equals(Optional.of(done.stack())))
                .map(Drained::left);
        if (drained.filter(OptionalLong::isEmpty).isPresent()) {
            return " Its queue could not be counted: kawasemi remove " + d.app()
                    + " --lose-tasks unknown gives up what waits in it.";
        }
        long left = drained.map(OptionalLong::getAsLong).orElse(0L);
        return left == 0
                ? ""
                : " " + left + " tasks are left in its queue: kawasemi remove " + d.app() + " --lose-tasks " + left
                        + " gives them up.";
    }

    private static String asBefore(Deployment d) {
        String workers = d.workersDown()
                .map(down -> "; its workers run again (they were down for " + took(down) + ")")
                .orElse("");
        return d.old()
                .map(side -> side(side) + " serves as before" + workers + ".")
                .orElse("Nothing serves, as before.");
    }

    private static String why(Deployment d) {
        return d.failure().map(failure -> ": " + failure).orElse("");
    }

    private static String outcome(StepState state) {
        String took = state.took().map(time -> " (" + took(time) + ")").orElse("");
        String note = state.note().isEmpty() ? "" : ": " + state.note();
        return switch (state.status()) {
            case STARTED -> "…";
            case DONE -> "done" + took + note;
            case FAILED -> "FAILED" + took + note;
        };
    }

    /** Where the standby is not what was promised. */
    static String standby(Deployment d) {
        return d.standbyNote()
                .filter(note -> note.state() != StandbyNote.State.WARM)
                .map(note -> " It is " + note.state().name().toLowerCase(Locale.ROOT) + ": " + note.text() + ".")
                .orElse("");
    }

    static String side(Side side) {
        return side.stack().color() + " " + side.versionText();
    }

    static String words(Phase phase) {
        return switch (phase) {
            case RUNNING -> "under way";
            case UNDOING -> "taking everything back";
            case AWAITING_APPROVAL -> "awaiting approval";
            case ROLLING_BACK -> "rolling back";
            case RETIRING -> "stopping the old colour";
            case UNDO_WINDOW -> "old colour stopped, can be undone";
            case REVIVING -> "starting the old colour again";
            case REMOVING -> "removing the old colour";
            case COMPLETED -> "done";
            case ABORTED -> "failed, all as before";
            case ROLLED_BACK -> "rolled back";
            case STUCK -> "a person is needed";
        };
    }

    private static String took(Duration time) {
        return time.toSeconds() + " s";
    }

    private String line(Instant at, String text) {
        return SECOND.format(at.atZone(zone)) + " " + text;
    }
}
