package dev.kawasemi.rollout;

/** Where the engine comes from. */
public final class DeployEngines {
    private DeployEngines() {}

    /**
     * The engine of this host; it owns its threads and the host lock, not the parts.
     *
     * @throws IllegalStateException when the state folder cannot be used
     */
    public static DeployEngine create(RolloutSettings settings, Parts parts) {
        return new SequenceEngine(settings, parts);
    }
}
