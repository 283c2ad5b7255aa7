package dev.kawasemi.rollout;

import dev.kawasemi.deployment.AppName;
import java.util.List;

/**
 * What a start found and did.
 *
 * @param settled what was undone, finished or brought up again, each a sentence
 * @param open what could not be settled yet (the container engine is away, another Kawasemi acts): tried again by itself while this process lives
 * @param needsAPerson apps where journal and proxy disagree in a way that nothing explains, each with what to do
 */
public record RecoveryReport(List<String> settled, List<AppName> open, List<String> needsAPerson) {
    public RecoveryReport {
        settled = List.copyOf(settled);
        open = List.copyOf(open);
        needsAPerson = List.copyOf(needsAPerson);
    }
}
