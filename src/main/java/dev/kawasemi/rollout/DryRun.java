package dev.kawasemi.rollout;

import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Side;
import dev.kawasemi.deployment.Stack;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.deployment.Version;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a deploy would do, by a look that touched nothing.
 *
 * @param against what it would be answered with instead of beginning; empty: it would begin
 * @param way empty where so much is in the way that it cannot be told
 */
public record DryRun(AppName app, Version version, List<Answer> against, Optional<Way> way) {
    public DryRun {
        against = List.copyOf(against);
    }

    /**
     * The way forward.
     *
     * @param old who serves and whose background services would yield; empty for a first deploy
     * @param next where the version would run, with the port on 127.0.0.1
     * @param edits of the kept copy against the user's compose file, each a sentence
     */
    public record Way(Optional<Side> old, Stack next, List<Step> steps, Forecast forecast, List<String> edits) {
        public Way {
            steps = List.copyOf(steps);
            edits = List.copyOf(edits);
        }
    }

    /**
     * Memory by the forecast and disk, in bytes; empty: not measured.
     *
     * @param freed by the old background services
     * @param needed by the new web, judged by the one that runs
     * @param minFreeMemory what must stay; {@code minFreeDisk} likewise
     */
    public record Forecast(
            OptionalLong available,
            OptionalLong freed,
            OptionalLong needed,
            OptionalLong diskFree,
            long minFreeMemory,
            long minFreeDisk) {
        /** What would be left; what was not measured counts as nothing. Empty where the available memory is not known. */
        public OptionalLong left() {
            return available.isEmpty()
                    ? OptionalLong.empty()
                    : OptionalLong.of(available.getAsLong() + freed.orElse(0) - needed.orElse(0));
        }
    }
}
