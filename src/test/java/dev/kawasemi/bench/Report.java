package dev.kawasemi.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What was measured, beside what it should be: as tables for people, and as figures for {@code target/shows.txt}. */
final class Report {
    private static final Map<String, Double> RATIO_TARGETS = Map.of("stop", 1.20, "pause", 1.10, "lower-cpu", 1.20);
    private static final double GAP_TARGET = 5;
    private static final String LOWER_CPU = "lower-cpu";

    private Report() {}

    static void switches(SwitchPart part) throws IOException {
        List<Outcome> all = List.copyOf(part.outcomes().values());
        List<String> head = new ArrayList<>(List.of("", "limit"));
        all.forEach(outcome -> head.add(outcome.name()));
        Sheet sheet = new Sheet(head.toArray(String[]::new));
        row(
                sheet,
                "switched after, s",
                Numbers.text(part.limitSeconds(), 1),
                all,
                one -> Numbers.text(seconds(one), 1));
        row(sheet, "ratio to the limit", "1.00", all, one -> Numbers.text(seconds(one) / part.limitSeconds(), 2));
        row(
                sheet,
                "  at most",
                "",
                all,
                one -> RATIO_TARGETS.containsKey(one.name()) ? Numbers.text(RATIO_TARGETS.get(one.name()), 2) : "");
        rows(sheet, part, all);
        print(
                "Deploys under load, one core for the app: " + Load.PAGES_A_SECOND + " requests/s, "
                        + Load.TASKS_A_SECOND + " tasks/s of " + Load.TASK.toMillis() + " ms CPU, " + Load.BACKLOG
                        + " waiting. limit: the new web alone",
                sheet);
        figuresOf(part);
    }

    private static void rows(Sheet sheet, SwitchPart part, List<Outcome> all) {
        row(sheet, "requests", "", all, one -> String.valueOf(one.requests()));
        row(sheet, "failed requests", "", all, one -> String.valueOf(one.failed()));
        row(sheet, "p99 before, ms", "", all, one -> Numbers.text(one.p99Before(), 1));
        row(sheet, "p99 during, ms", "", all, one -> Numbers.text(one.p99During(), 1));
        row(sheet, "  at most (twice)", "", all, one -> Numbers.text(2 * one.p99Before(), 1));
        row(sheet, "no task finished for, s", "", all, one -> Numbers.text(one.gap(), 1));
        row(sheet, "  at most", "", all, one -> one.name().equals(LOWER_CPU) ? Numbers.text(GAP_TARGET, 0) : "");
        row(sheet, "tasks accepted", "", all, one -> String.valueOf(one.accepted()));
        row(sheet, "never finished (none)", "", all, one -> String.valueOf(one.lost()));
        row(sheet, "done more than once", "", all, one -> String.valueOf(one.again()));
        row(sheet, "until the old one is gone, s", "", all, one -> Numbers.text(one.whole(), 1));
        row(
                sheet,
                "docker clients up to the question",
                "",
                all,
                one -> part.docker().containsKey(one.name())
                        ? part.docker().get(one.name()).toString()
                        : "");
    }

    private static void row(
            Sheet sheet, String label, String limit, List<Outcome> all, Function<Outcome, String> cell) {
        List<String> cells = new ArrayList<>(List.of(label, limit));
        all.forEach(outcome -> cells.add(cell.apply(outcome)));
        sheet.row(cells);
    }

    private static double seconds(Outcome outcome) {
        return outcome.switchedAfter().orElse(Double.NaN);
    }

    private static void figuresOf(SwitchPart part) throws IOException {
        int lost = 0;
        int failed = 0;
        for (String way : SwitchPart.WAYS) {
            Outcome outcome = part.outcomes().get(way);
            lost += outcome.lost();
            failed += outcome.failed();
            Sheet.show("switch-ratio-" + way, seconds(outcome) / part.limitSeconds(), 2);
            if (way.equals(LOWER_CPU)) {
                Sheet.show("worker-gap-seconds-lower-cpu", outcome.gap(), 1);
            }
            Sheet.show("p99-ms-before-" + way, outcome.p99Before(), 1);
            Sheet.show("p99-ms-during-" + way, outcome.p99During(), 1);
        }
        Sheet.show("tasks-lost-bench", lost, 0);
        Sheet.show("failed-requests-bench", failed, 0);
    }

    static void rollback(RollbackPart part) throws IOException {
        Sheet sheet = new Sheet("", "median of 5", "at most", "met");
        target(sheet, "traffic on the old colour, ms", part.trafficMillis(), 0, 1000);
        target(sheet, "its workers run again, ms", part.workersMillis(), 0, 3000);
        sheet.row("failed requests", part.failed() + " of " + part.requests());
        print("Roll back, from the press", sheet);
        Sheet.show("rollback-ms", part.trafficMillis(), 0);
        Sheet.show("rollback-workers-ms", part.workersMillis(), 0);
    }

    static void footprint(FootprintPart part) throws IOException {
        Sheet sheet = new Sheet("", "measured", "at most", "met", "discord.js", "bare JDA, tuned");
        ProcessFigures.Memory idle = part.idle();
        ProcessFigures.Memory after = part.afterDeploys();
        FootprintPart.Figures figures = part.figures();
        elsewhere(sheet, "RSS, MB", idle.rss(), List.of("80", "71", "74"));
        elsewhere(sheet, "anonymous, MB", idle.anonymous(), List.of("36", "27", "33"));
        elsewhere(sheet, "peak RSS, MB", idle.peak(), List.of("100", "107", "76"));
        sheet.row("PSS, MB", Numbers.text(idle.pss(), 1));
        target(sheet, "RSS after ten deploys, MB", after.rss(), 1, idle.rss() + 12);
        sheet.row("anonymous after ten deploys, MB", Numbers.text(after.anonymous(), 1));
        sheet.row("peak RSS over ten deploys, MB", Numbers.text(after.peak(), 1));
        target(sheet, "start to ready, ms", part.readyMillis(), 0, 700);
        target(sheet, "CPU connected and idle, % of a core", figures.idlePercent(), 3, 0.1);
        target(sheet, "sampler, a sample a second, % of a core", figures.samplerPercent(), 2, 0.5);
        sheet.row("the pulse's thread while deploying, %", Numbers.text(figures.pulsePercent(), 2));
        sheet.row("the bot's CPU for each deploy, ms", Numbers.text(figures.botMillis(), 0));
        sheet.row("docker clients and nginx's for each, ms", Numbers.text(figures.clientMillis(), 0));
        sheet.row("docker clients for each deploy", Numbers.text(part.dockerProcesses(), 0));
        print(
                "The bot alone, connected over TLS. discord.js and bare JDA: published figures, measured elsewhere,"
                        + " without a deploy engine"
                        + smaller(idle),
                sheet);
        Sheet.show("rss-mb", idle.rss(), 1);
        Sheet.show("pss-mb", idle.pss(), 1);
        Sheet.show("anonymous-mb", idle.anonymous(), 1);
        Sheet.show("peak-rss-mb", idle.peak(), 1);
        Sheet.show("rss-after-ten-deploys-mb", after.rss(), 1);
        Sheet.show("ready-ms", part.readyMillis(), 0);
        Sheet.show("idle-cpu-percent", figures.idlePercent(), 3);
        Sheet.show("sampler-cpu-percent", figures.samplerPercent(), 2);
        Sheet.show("bot-cpu-ms-per-deploy", figures.botMillis(), 0);
        Sheet.show("docker-cpu-ms-per-deploy", figures.clientMillis(), 0);
        Sheet.show("docker-processes-per-deploy", part.dockerProcesses(), 0);
    }

    /** Said, not left to the reader. */
    private static String smaller(ProcessFigures.Memory idle) {
        List<String> smaller = new ArrayList<>();
        if (idle.rss() > 71) {
            smaller.add("RSS");
        }
        if (idle.anonymous() > 27) {
            smaller.add("anonymous memory");
        }
        if (idle.peak() > 107) {
            smaller.add("the peak");
        }
        return smaller.isEmpty() ? "" : ".\nNode is the smaller one by " + String.join(", ", smaller);
    }

    static void acks(AckPart part) throws IOException {
        Sheet sheet = new Sheet("", "measured", "at most", "met");
        target(sheet, "first answer to a command, p99, ms", part.p99(), 0, 500);
        sheet.row("the same, median, ms", Numbers.text(part.median(), 0));
        sheet.row("without one within 3 s", part.unanswered() + " of " + part.asked());
        print("Commands while all cores are saturated and a deploy runs", sheet);
        Sheet.show("ack-ms-p99-busy", part.p99(), 0);
    }

    private static void target(Sheet sheet, String label, double value, int digits, double most) {
        sheet.row(label, Numbers.text(value, digits), Numbers.text(most, most < 1 ? 1 : 0), met(value, most));
    }

    /** @param others the target, then what was published of discord.js and of JDA */
    private static void elsewhere(Sheet sheet, String label, double value, List<String> others) {
        List<String> cells = new ArrayList<>(List.of(label, Numbers.text(value, 1)));
        cells.add(others.get(0));
        cells.add(met(value, Double.parseDouble(others.get(0))));
        cells.addAll(others.subList(1, others.size()));
        sheet.row(cells);
    }

    private static String met(double value, double most) {
        return value <= most ? "yes" : "no";
    }

    private static void print(String title, Sheet sheet) {
        System.out.println("\n" + title + "\n\n" + sheet.text());
    }
}
