package dev.kawasemi.rollout;

import dev.kawasemi.container.ContainerStatus;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.health.ProbeResult;
import dev.kawasemi.host.Sample;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An app now.
 *
 * @param active from the proxy; empty: no colour, or it could not be told (then {@code problems} says so)
 * @param last the newest deployment
 * @param health of the active colour's web, just probed
 * @param problems what could not be looked at, each a sentence
 */
public record AppStatus(
        AppName app,
        Optional<Color> active,
        Optional<Deployment> last,
        Optional<ProbeResult> health,
        Map<Color, List<ContainerStatus>> containers,
        Sample host,
        List<String> problems) {}
