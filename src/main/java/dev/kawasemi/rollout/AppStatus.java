package dev.kawasemi.rollout;

import dev.kawasemi.container.ContainerStatus;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Phase;
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
        List<String> problems) {

    /** How journal and proxy disagree on who serves, with what a person must do; empty where they agree, one of them is not known, or something acts just now. */
    public Optional<String> disagreement() {
        Optional<Color> byJournal = last.filter(d -> !d.phase().acting() && d.phase() != Phase.STUCK)
                .flatMap(Deployment::serving)
                .map(side -> side.stack().color());
        boolean unknown = byJournal.isEmpty() || (active.isEmpty() && !problems.isEmpty());
        return unknown || active.equals(byJournal)
                ? Optional.empty()
                : byJournal.map(color -> "the journal says that " + color + " serves, but the proxy points at "
                        + active.map(Color::name).orElse("no colour") + ": `kawasemi repair " + app + " --active "
                        + color.id() + "` puts it right (or name the other colour, if that one should serve)");
    }
}
