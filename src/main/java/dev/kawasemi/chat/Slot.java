package dev.kawasemi.chat;

import dev.kawasemi.deployment.DeploymentId;

/**
 * A place for one message of a deployment: showing it again replaces what stands there.
 *
 * @param name unique within the deployment, at most 14 characters of a-z, 0-9 and dash: {@code root}, {@code card}, {@code m-prepare}, {@code question-2}
 */
public record Slot(DeploymentId deployment, String name, Place place, Kind kind) {
    /** Where it stands. */
    public enum Place {
        CHANNEL,
        THREAD
    }

    /** How hard a transport tries. */
    public enum Kind {
        /** The first message of a deployment; its thread hangs on it. */
        ROOT,
        /** Only the newest frame counts; dropped when it cannot be shown in time. */
        PROGRESS,
        MILESTONE,
        /** Retried for ever. */
        QUESTION,
        /** Retried for ever. */
        OUTCOME
    }

    /** Also the nonce: {@code d42-question-2}, at most 25 characters by Discord's limit. */
    public String key() {
        return "d" + deployment + "-" + name;
    }
}
