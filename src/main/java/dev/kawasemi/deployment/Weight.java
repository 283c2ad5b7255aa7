package dev.kawasemi.deployment;

/**
 * A container's share of the CPU when it is contended for.
 *
 * @param cpuShares as the engine counts them (docker-update(1)): 2 and up, 1024 being the usual; 0 is the engine's own default
 */
public record Weight(ContainerRef container, long cpuShares) {
    /** The least that the engine takes: beside anything else that wants the CPU it gets next to nothing. */
    public static final long LOWEST = 2;
}
