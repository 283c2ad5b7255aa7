package dev.kawasemi.deployment;

/**
 * One colour of an app as it stands on the host.
 *
 * @param project the Compose project name; {@code APP-COLOR} but for an adopted stack
 * @param port where its web answers on 127.0.0.1, 1 to 65535
 * @param adopted whether it was there before Kawasemi (no kept copy: it can be started and stopped, not made anew)
 */
public record Stack(AppName app, Color color, String project, int port, boolean adopted) {}
