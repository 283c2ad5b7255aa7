package dev.kawasemi.chat;

import dev.kawasemi.chat.Announcement.State;
import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.deployment.Side;
import dev.kawasemi.deployment.Version;
import dev.kawasemi.rollout.Answer;
import dev.kawasemi.rollout.DeployEngine;
import dev.kawasemi.rollout.DeployRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of releases in the channel; one question of them is open for each app, the newest. Deploys those of apps that want it so. */
public final class Releases {
    private static final Logger LOG = LoggerFactory.getLogger(Releases.class);
    private static final Actor SENDER = new Actor(Actor.Origin.SYSTEM, "webhook", "auto-deploy");
    private static final int REASON_LENGTH = 300;

    private final DeployEngine engine;
    private final Announcements store;
    private final Board board;
    private final Wording wording;
    private final Set<AppName> autoDeploy;

    /** @param autoDeploy apps of which a release is deployed without a press */
    public Releases(
            DeployEngine engine, Announcements store, Board board, ChatSettings settings, Set<AppName> autoDeploy) {
        this.engine = engine;
        this.store = store;
        this.board = board;
        this.wording = new Wording(settings);
        this.autoDeploy = Set.copyOf(autoDeploy);
    }

    /**
     * A release is out. Nothing is said of one that serves already or is on its way. Durable when this returns.
     *
     * @throws IllegalStateException when the store cannot be used
     */
    public synchronized void announce(AppName app, Version version, List<String> changes, Instant now) {
        if (!engine.apps().contains(app)) {
            throw new IllegalArgumentException("there is no app " + app);
        }
        if (known(app, version)) {
            LOG.info("{} {} announced itself; it is deployed already or on its way", app, version);
            return;
        }
        store.open(app).ifPresent(before -> overtaken(before, now));
        DeploymentId after =
                engine.history().stream().findFirst().map(Deployment::id).orElse(new DeploymentId(1));
        Announcement release = store.add(new Announcement(0, app, version, changes, after, State.OPEN, "", now));
        if (autoDeploy.contains(app)) {
            deploy(release);
        } else {
            show(release, Optional.empty());
        }
    }

    private boolean known(AppName app, Version version) {
        Optional<Deployment> latest = engine.latest(app);
        boolean onItsWay = latest.filter(
                        d -> d.phase() == Phase.RUNNING && d.version().equals(version))
                .isPresent();
        boolean serves = serving(app).equals(Optional.of(version.value()));
        return onItsWay || serves;
    }

    private Optional<String> serving(AppName app) {
        return engine.latest(app).flatMap(d -> d.serving().map(side -> version(d, side)));
    }

    /** The new side's images may not be known yet; its version is. */
    private static String version(Deployment d, Side side) {
        return side.stack().equals(d.next()) ? d.version().value() : side.versionText();
    }

    private void overtaken(Announcement before, Instant now) {
        Announcement settled = before.settled(State.OVERTAKEN, "", now);
        if (store.settle(State.OPEN, settled)) {
            board.show(ReleaseText.slot(settled), ReleaseText.settled(settled, wording));
        }
    }

    private void show(Announcement release, Optional<String> hindrance) {
        board.show(ReleaseText.slot(release), ReleaseText.open(release, serving(release.app()), hindrance, wording));
    }

    /** Settled before the engine is asked, so that a press meanwhile is no second deploy; opened again where the engine refuses. */
    private void deploy(Announcement release) {
        Announcement settled = release.settled(State.DEPLOYED, SENDER.name(), release.at());
        if (!store.settle(State.OPEN, settled)) {
            return;
        }
        board.show(ReleaseText.slot(settled), ReleaseText.settled(settled, wording));
        var unused = engine.deploy(DeployRequest.of(release.app(), release.version(), SENDER))
                .whenComplete((answer, fault) -> {
                    if (fault != null) {
                        LOG.error("Deploying {} {} by itself failed", release.app(), release.version(), fault);
                        reopen(release, wording.say(ReleasePhrase.FAULT));
                    } else if (!(answer instanceof Answer.Accepted)) {
                        reopen(release, reason(answer));
                    }
                });
    }

    private String reason(Answer answer) {
        return answer instanceof Answer.Refused refused
                ? Escape.text(String.join(" ", refused.texts()), REASON_LENGTH)
                : wording.say(ReleasePhrase.STANDBY);
    }

    private synchronized void reopen(Announcement release, String hindrance) {
        if (store.settle(State.DEPLOYED, release)) {
            show(release, Optional.of(hindrance));
        }
    }
}
