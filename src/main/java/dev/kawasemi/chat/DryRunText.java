package dev.kawasemi.chat;

import dev.kawasemi.rollout.Answer;
import dev.kawasemi.rollout.DryRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** What a deploy would do, for the one who asked. */
final class DryRunText {
    private static final int LINE_LENGTH = 300;

    private final Wording wording;
    private final Instant now;

    DryRunText(Wording wording, Instant now) {
        this.wording = wording;
        this.now = now;
    }

    /** {@code missing} is what the transport lacks. */
    String of(DryRun run, List<String> missing) {
        List<String> lines = new ArrayList<>();
        String version = Escape.text(run.version().value(), 128);
        lines.add(wording.say(DeskPhrase.DRY_RUN, run.app(), version, wording.host()));
        List<String> against = new ArrayList<>(missing);
        run.against().forEach(answer -> against.addAll(against(answer)));
        lines.add(wording.say(against.isEmpty() ? DeskPhrase.CLEAR : DeskPhrase.IN_THE_WAY));
        against.forEach(text -> lines.add("- " + Escape.cut(text, LINE_LENGTH)));
        run.way().ifPresent(way -> lines.addAll(way(way)));
        return Escape.fit(String.join("\n", lines));
    }

    private List<String> way(DryRun.Way way) {
        List<String> lines = new ArrayList<>();
        String from = way.old().map(Wording::side).orElse(wording.say(CommonPhrase.NOTHING));
        lines.add(wording.say(
                DeskPhrase.WAY,
                from,
                way.next().color(),
                String.valueOf(way.next().port())));
        lines.add(wording.say(
                DeskPhrase.STEPS, way.steps().stream().map(wording::step).collect(Collectors.joining(", "))));
        lines.add(memory(way.forecast()));
        lines.add(wording.say(
                DeskPhrase.DISK,
                bytes(way.forecast().diskFree()),
                Wording.bytes(way.forecast().minFreeDisk())));
        way.edits().forEach(edit -> lines.add(wording.say(DeskPhrase.EDIT, Escape.text(edit, LINE_LENGTH))));
        return lines;
    }

    private String memory(DryRun.Forecast forecast) {
        return wording.say(
                DeskPhrase.MEMORY,
                bytes(forecast.available()),
                bytes(forecast.freed()),
                bytes(forecast.needed()),
                bytes(forecast.left()),
                Wording.bytes(forecast.minFreeMemory()));
    }

    private String bytes(OptionalLong bytes) {
        return bytes.isEmpty() ? "(" + wording.say(CommonPhrase.NOT_MEASURED) + ")" : Wording.bytes(bytes.getAsLong());
    }

    private List<String> against(Answer answer) {
        if (answer instanceof Answer.Refused refused) {
            return refused.texts().stream()
                    .map(text -> Escape.text(text, LINE_LENGTH))
                    .toList();
        }
        if (answer instanceof Answer.Frozen frozen) {
            return List.of(FreezeText.refusal(frozen.freeze(), now, wording));
        }
        if (answer instanceof Answer.StandbyWaits waits) {
            return List.of(wording.say(
                    DeskPhrase.STANDS_BY,
                    wording.oldSide(waits.waiting()),
                    waits.waiting().id()));
        }
        return List.of();
    }
}
