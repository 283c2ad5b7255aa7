package dev.kawasemi.deployment;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The numbers under a question. Empty is "not measured".
 *
 * @param probes through the public entry; {@code probesOk} of them as they should be
 * @param medianMillis of the health probes
 * @param standbyMemory bytes held by the old colour, freed by removing it
 * @param cpuChangePercent percent of one core that the new colour uses more (or less) than the old one did before its workers yielded
 * @param memoryChange bytes likewise
 * @param workersDownMillis from the old workers' stop to the new ones' start
 * @param schedulersDownMillis the same for the schedulers
 * @param oldQueue tasks waiting in the old colour's own queue
 */
public record Evidence(
        int probes,
        int probesOk,
        OptionalLong medianMillis,
        OptionalLong standbyMemory,
        OptionalDouble cpuChangePercent,
        OptionalLong memoryChange,
        OptionalLong workersDownMillis,
        OptionalLong schedulersDownMillis,
        OptionalLong oldQueue) {}
