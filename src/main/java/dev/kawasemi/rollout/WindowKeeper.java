package dev.kawasemi.rollout;

import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.deployment.Phase;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes what was approved and is over its undo window, and notes what is left of the others. A busy host is asked again at the next beat. */
final class WindowKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(WindowKeeper.class);

    private final Ledger ledger;
    private final Acts acts;
    private final Windows windows;
    private final Retirement retirement;
    private final OldReleases oldReleases;
    private final Function<AppName, Optional<AppSettings>> settings;

    /** Who removes. */
    record Rooms(Retirement retirement, OldReleases oldReleases) {}

    WindowKeeper(
            Ledger ledger, Acts acts, Windows windows, Rooms rooms, Function<AppName, Optional<AppSettings>> settings) {
        this.ledger = ledger;
        this.acts = acts;
        this.windows = windows;
        this.retirement = rooms.retirement();
        this.oldReleases = rooms.oldReleases();
        this.settings = settings;
    }

    /** On the pulse. */
    void beat() {
        if (acts.busy()) {
            return;
        }
        for (DeploymentId id : windows.due()) {
            Optional<AppSettings> app = settings.apply(ledger.get(id).app());
            if (app.isPresent() && taken("removal of the old " + app.get().name())) {
                remove(app.get(), id);
                return;
            }
        }
        windows.toNote().forEach(this::note);
    }

    /** The process ends: what is left is noted to the second, where nothing acts. */
    void leave() {
        try {
            windows.toNoteAtTheEnd().forEach(this::note);
        } catch (RuntimeException e) {
            LOG.warn("What is left of the undo windows could not be noted: {}", e.getMessage());
        }
    }

    private boolean taken(String what) {
        return acts.take(Actor.KAWASEMI, what).isEmpty();
    }

    /** Another process may have decided meanwhile. */
    private void remove(AppSettings app, DeploymentId id) {
        acts.start(() -> {
            ledger.refresh();
            if (ledger.get(id).phase() == Phase.UNDO_WINDOW) {
                retirement.removeOld(app, id);
                oldReleases.remove(app);
            }
        });
    }

    private void note(DeploymentId id) {
        if (!taken("a note on an undo window")) {
            return;
        }
        try {
            ledger.refresh();
            windows.note(id);
        } finally {
            acts.letGo();
        }
    }
}
