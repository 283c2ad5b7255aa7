package dev.kawasemi.deployment;

/**
 * A very container, to be brought back as it was.
 *
 * @param id the engine's full id
 * @param service its compose service
 */
public record ContainerRef(String id, String service) {}
