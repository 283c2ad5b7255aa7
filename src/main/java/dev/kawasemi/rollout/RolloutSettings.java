package dev.kawasemi.rollout;

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
 */
public record RolloutSettings(
        Path stateDir,
        String hostName,
        Duration undoWindow,
        Reminding remind,
        long minFreeMemory,
        long minFreeDisk,
        List<AppSettings> apps) {
    public RolloutSettings {
        apps = List.copyOf(apps);
    }
}
