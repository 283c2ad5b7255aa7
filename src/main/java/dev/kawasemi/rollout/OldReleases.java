package dev.kawasemi.rollout;

import dev.kawasemi.container.CancelledException;
import dev.kawasemi.container.ContainerEngine;
import dev.kawasemi.deployment.AftercareEvent;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.deployment.KeptReleases;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.deployment.Plan;
import dev.kawasemi.deployment.Release;
import dev.kawasemi.deployment.Version;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the images go of releases that nobody goes back to, once an old colour is removed. What may go follows from the journal alone: where it was interrupted,
 * or the engine was away, the next start or the next removal does it. It is never a failure of the deploy.
 */
final class OldReleases {
    private static final Logger LOG = LoggerFactory.getLogger(OldReleases.class);

    private final List<AppSettings> apps;
    private final Parts parts;
    private final Ledger ledger;
    private final Acts acts;

    OldReleases(List<AppSettings> apps, Parts parts, Ledger ledger, Acts acts) {
        this.apps = apps;
        this.parts = parts;
        this.ledger = ledger;
        this.acts = acts;
    }

    /** At the end of an act, with the host lock held: nothing is prepared meanwhile. Does nothing while the app's newest deployment has not come to its end. */
    void remove(AppSettings app) {
        Optional<Deployment> done = ledger.latest(app.name()).filter(now -> now.phase() == Phase.COMPLETED);
        if (done.isEmpty() || app.keepReleases().isEmpty()) {
            return;
        }
        DeploymentId id = done.get().id();
        List<Release> old =
                KeptReleases.old(ledger.of(app.name()), app.keepReleases().getAsInt());
        Act act = new Act(app, parts.proxies().apply(app.name()), id, new Plan(List.of()));
        if (old.isEmpty() || !acts.linger(act)) {
            return;
        }
        try {
            note(id, old, parts.containers().removeReleases(app.compose(), old, needed()));
        } catch (CancelledException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warn("Deployment {}: old images of {} go another time: {}", id, app.name(), e.getMessage());
        }
    }

    private void note(DeploymentId id, List<Release> old, ContainerEngine.Removed removed) {
        if (removed.images().isEmpty()) {
            return;
        }
        List<Version> versions = old.stream()
                .filter(release -> release.imageIds().values().stream().anyMatch(removed.images()::contains))
                .map(Release::version)
                .distinct()
                .toList();
        LOG.info(
                "Deployment {}: old images removed: {}, of {}",
                id,
                removed.images().size(),
                versions);
        ledger.record(
                id,
                new AftercareEvent.ImagesRemoved(
                        parts.time().now(), versions, removed.images().size(), removed.freed()));
    }

    /** The images of every release of every app that stays: two apps may share one. */
    private Set<String> needed() {
        Set<String> images = new HashSet<>();
        Set<AppName> deployed =
                ledger.all().stream().map(Deployment::app).collect(Collectors.toCollection(HashSet::new));
        deployed.forEach(app ->
                kept(app).forEach(release -> images.addAll(release.imageIds().values())));
        return images;
    }

    private Collection<Release> kept(AppName app) {
        List<Deployment> history = ledger.of(app);
        OptionalInt last = apps.stream()
                .filter(known -> known.name().equals(app))
                .map(AppSettings::keepReleases)
                .findFirst()
                .orElse(OptionalInt.empty());
        return last.isPresent() ? KeptReleases.of(history, last.getAsInt()) : KeptReleases.all(history);
    }
}
