package dev.kawasemi.testing;

import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Freeze;
import dev.kawasemi.rollout.AppLogs;
import dev.kawasemi.rollout.DeployRequest;
import dev.kawasemi.rollout.DryRun;
import dev.kawasemi.rollout.FreezeAnswer;
import dev.kawasemi.time.TimeSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The part of {@link FakeDeployEngine} beside deployments: freezes by the engine's rules; looks find what was put. */
public final class FakeDesk {
    private final TimeSource time;
    private final Map<AppName, Freeze> freezes = new HashMap<>();
    private Optional<DryRun> dryRun = Optional.empty();
    private List<String> lines = List.of();

    FakeDesk(TimeSource time) {
        this.time = time;
    }

    public synchronized void finds(DryRun found) {
        dryRun = Optional.of(found);
    }

    /** What the containers of every colour wrote. */
    public synchronized void finds(List<String> found) {
        lines = List.copyOf(found);
    }

    synchronized CompletableFuture<DryRun> dryRun(DeployRequest request) {
        return CompletableFuture.completedFuture(
                dryRun.orElseGet(() -> new DryRun(request.app(), request.version(), List.of(), Optional.empty())));
    }

    synchronized CompletableFuture<AppLogs> logs(AppName app, Optional<Color> color) {
        return CompletableFuture.completedFuture(new AppLogs(app, color.orElse(Color.GREEN), lines));
    }

    synchronized FreezeAnswer freeze(AppName app, Actor owner, String reason, Duration length) {
        Optional<Freeze> other = frozen(app).filter(there -> !there.owner().isSame(owner));
        if (other.isPresent()) {
            return new FreezeAnswer.HeldBy(other.get());
        }
        Freeze freeze = new Freeze(app, owner, reason, time.now(), time.now().plus(length));
        freezes.put(app, freeze);
        return new FreezeAnswer.Frozen(freeze);
    }

    synchronized Optional<Freeze> unfreeze(AppName app) {
        return Optional.ofNullable(freezes.remove(app));
    }

    synchronized Optional<Freeze> frozen(AppName app) {
        return Optional.ofNullable(freezes.get(app))
                .filter(freeze -> freeze.ends().isAfter(time.now()));
    }
}
