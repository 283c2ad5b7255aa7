package dev.kawasemi.cli;

import dev.kawasemi.deployment.Step;
import dev.kawasemi.rollout.Answer;
import dev.kawasemi.rollout.DryRun;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** What a deploy would do, in plain lines. */
final class DryRunLines {
    private static final long MB = 1024 * 1024;

    private final FreezeLines freezes;

    DryRunLines(ZoneId zone) {
        this.freezes = new FreezeLines(zone);
    }

    List<String> of(DryRun run) {
        List<String> lines = new ArrayList<>();
        lines.add("Dry run of " + run.app() + " " + run.version() + ": nothing was touched.");
        run.way().ifPresent(way -> lines.addAll(way(run, way)));
        lines.add(run.against().isEmpty() ? "  in the way: nothing" : "  in the way:");
        run.against().forEach(answer -> against(answer).forEach(text -> lines.add("    - " + text)));
        return lines;
    }

    private static List<String> way(DryRun run, DryRun.Way way) {
        List<String> lines = new ArrayList<>();
        lines.add("  from:       " + way.old().map(Lines::side).orElse("nothing (first deploy)"));
        lines.add("  to:         " + way.next().color() + " " + run.version() + " on 127.0.0.1:"
                + way.next().port());
        lines.add("  steps:      " + way.steps().stream().map(Step::word).collect(Collectors.joining(", ")));
        lines.add("  memory:     " + memory(way.forecast()));
        lines.add("  disk:       " + mb(way.forecast().diskFree()) + " free, at least "
                + mb(OptionalLong.of(way.forecast().minFreeDisk())) + " must be");
        way.edits().forEach(edit -> lines.add("  edit:       " + edit));
        return lines;
    }

    private static String memory(DryRun.Forecast forecast) {
        return mb(forecast.available()) + " available + " + mb(forecast.freed()) + " from the old workers - "
                + mb(forecast.needed()) + " for the new web leaves " + mb(forecast.left()) + ", at least "
                + mb(OptionalLong.of(forecast.minFreeMemory())) + " must stay";
    }

    private static String mb(OptionalLong bytes) {
        return bytes.isEmpty() ? "not measured" : bytes.getAsLong() / MB + " MB";
    }

    private List<String> against(Answer answer) {
        if (answer instanceof Answer.Refused refused) {
            return refused.texts();
        }
        if (answer instanceof Answer.Frozen frozen) {
            return List.of("it is " + freezes.words(frozen.freeze()));
        }
        if (answer instanceof Answer.StandbyWaits waits) {
            return List.of("the old colour still stands by after deployment "
                    + waits.waiting().id() + ": approve it or roll back first");
        }
        return List.of();
    }
}
