package dev.kawasemi.health;

/** Asks a web once. */
public interface HealthProbe extends AutoCloseable {
    /** Never throws for what the web does; within the configured timeout. */
    ProbeResult probe(HealthSettings settings, int port) throws InterruptedException;

    @Override
    void close();
}
