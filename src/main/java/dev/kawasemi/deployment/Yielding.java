package dev.kawasemi.deployment;

/** How the old workers give up the CPU while the new web boots. The old scheduler is stopped whichever it is. */
public enum Yielding {
    /** They stop; nothing of them is left in memory. */
    STOP,
    /** They are frozen where they are, with their memory and their connections. */
    PAUSE,
    /** They go on with little: a low CPU weight, and fewer processes of each pool. */
    LOWER_CPU
}
