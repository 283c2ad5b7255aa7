package dev.kawasemi.rollout;

import dev.kawasemi.deployment.FourEyes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What the engine needs to know beside the apps.
 *
 * @param stateDir where the lock, the journal and the kept copies lie
 * @param undoWindow from the old colour's stop to its removal; 0 and up
 * @param remind when an unanswered question is put again
 * @param minFreeMemory bytes that must stay free by the forecast; {@code minFreeDisk} likewise
 * @param fourEyes by which an approval is told to be a bypass
 */
public record RolloutSettings(
        Path stateDir,
        String hostName,
        Duration undoWindow,
        Reminding remind,
        long minFreeMemory,
        long minFreeDisk,
        List<AppSettings> apps,
        FourEyes fourEyes) {
    public RolloutSettings(
            Path stateDir,
            String hostName,
            Duration undoWindow,
            Reminding remind,
            long minFreeMemory,
            long minFreeDisk,
            List<AppSettings> apps) {
        this(stateDir, hostName, undoWindow, remind, minFreeMemory, minFreeDisk, apps, FourEyes.OFF);
    }

    public RolloutSettings {
        apps = List.copyOf(apps);
    }

    /** The same with another rule for approvals. */
    public RolloutSettings with(FourEyes rule) {
        return new RolloutSettings(stateDir, hostName, undoWindow, remind, minFreeMemory, minFreeDisk, apps, rule);
    }
}
