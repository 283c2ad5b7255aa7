package dev.kawasemi.rollout;

import dev.kawasemi.container.ComposeApp;
import dev.kawasemi.container.ContainerEngine;
import dev.kawasemi.container.ContainerStatus;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.ContainerRef;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Draining;
import dev.kawasemi.deployment.Side;
import dev.kawasemi.deployment.Stack;
import dev.kawasemi.deployment.Yielding;
import dev.kawasemi.proxy.ProxyException;
import dev.kawasemi.proxy.ProxySwitcher;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Brings the host to what the journal says of an app that rests: the serving colour whole, the other one without workers and scheduler. Looks first, so that
 * a second time changes nothing.
 */
final class Reality {
    private final Parts parts;
    private final ContainerEngine containers;
    private final Standby standby;
    private final Quiescence quiescence;

    Reality(Parts parts, Standby standby, Quiescence quiescence) {
        this.quiescence = quiescence;
        this.parts = parts;
        this.containers = parts.containers();
        this.standby = standby;
    }

    /**
     * What does not fit, and what to do.
     *
     * @param seen a sentence without its stop
     */
    record Disagreement(String seen, String mend) {
        String words() {
            return seen + ". " + mend;
        }
    }

    /** How journal and proxy disagree; empty where they agree. */
    Optional<Disagreement> disagreement(AppSettings app, Deployment now) {
        Optional<Color> byJournal = now.serving().map(side -> side.stack().color());
        if (byJournal.isEmpty()) {
            return Optional.empty();
        }
        String mend = "`kawasemi repair " + app.name() + " --active "
                + byJournal.get().id() + "` puts it right (or name the other colour, if that one should serve)";
        try {
            Optional<Color> byProxy = parts.proxies().apply(app.name()).active().map(ProxySwitcher.Target::color);
            String seen = "the journal says that " + byJournal.get() + " serves, but the proxy points at "
                    + byProxy.map(Color::name).orElse("no colour");
            return byProxy.equals(byJournal) ? Optional.empty() : Optional.of(new Disagreement(seen, mend));
        } catch (ProxyException e) {
            return Optional.of(new Disagreement(String.valueOf(e.getMessage()), mend));
        }
    }

    /** What was done, for people; empty when all was as it should be. */
    List<String> establish(Act act, Deployment now) throws InterruptedException {
        List<String> done = new ArrayList<>();
        Optional<Stack> serving = now.serving().map(Side::stack);
        if (serving.isEmpty()) {
            return done;
        }
        done.addAll(quietOthers(act, now));
        boolean webWasUp = standby.runs(act.app, serving.get());
        standby.startOrSay(act, serving.get())
                .ifPresent(problem ->
                        done.add(act.app.name() + ": " + serving.get().color() + " does not come up: " + problem));
        if (!webWasUp && done.isEmpty()) {
            done.add(act.app.name() + ": started " + serving.get().color() + "'s web again");
        }
        asItWas(act.app, now, serving.get());
        startBackground(act.app, serving.get()).ifPresent(done::add);
        return done;
    }

    /** A repair ends what was stuck: old workers that yielded, and new ones that began gently, get their weights back, and what is held in them goes on. */
    private void asItWas(AppSettings app, Deployment now, Stack serving) {
        Quiescence.of(now)
                .filter(undo -> now.repaired().isPresent()
                        && undo.yielding() != Yielding.STOP
                        && undo.stack().equals(serving))
                .ifPresent(undo -> quiescence.takeBack(app, undo));
        if (now.repaired().isPresent()) {
            containers.weigh(containers.ownWeights(app.compose(), serving));
        }
    }

    /** No workers and no scheduler run but those of the colour that serves, and those that work an old queue off. */
    List<String> quietOthers(Act act, Deployment now) {
        List<String> done = new ArrayList<>();
        now.serving().map(Side::stack).ifPresent(serving -> {
            for (Stack other : others(act.app, now, serving)) {
                stopBackground(act.app, other, now.draining()).ifPresent(done::add);
            }
        });
        return done;
    }

    private Set<Stack> others(AppSettings app, Deployment now, Stack serving) {
        Set<Stack> others = new LinkedHashSet<>();
        others.add(containers.stack(app.compose(), serving.color().other()));
        now.old().map(Side::stack).ifPresent(others::add);
        others.add(now.next());
        others.removeIf(stack -> stack.project().equals(serving.project()));
        return others;
    }

    private Optional<String> stopBackground(AppSettings app, Stack stack, Optional<Draining> draining) {
        boolean drains = draining.filter(going -> going.stack().equals(stack)).isPresent();
        List<String> services = drains ? app.compose().stages().schedulers() : DeploySteps.background(app.compose());
        List<ContainerRef> running = containers.containers(stack).stream()
                .filter(DeploySteps::up)
                .map(ContainerStatus::ref)
                .filter(ref -> services.contains(ref.service()))
                .toList();
        if (running.isEmpty()) {
            return Optional.empty();
        }
        containers.stayStopped(running);
        containers.stop(running, app.compose().stopGrace());
        return Optional.of(app.name() + ": stopped " + services(running) + " of " + stack.project()
                + ", which ran beside the colour that serves");
    }

    private Optional<String> startBackground(AppSettings app, Stack serving) {
        ComposeApp compose = app.compose();
        List<ContainerStatus> all = containers.containers(serving);
        List<String> down = DeploySteps.background(compose).stream()
                .filter(service ->
                        all.stream().noneMatch(status -> status.ref().service().equals(service) && status.running()))
                .toList();
        if (down.isEmpty()) {
            return Optional.empty();
        }
        // Those that are there are started as they are; only one that is gone is made anew, from the kept copy.
        List<ContainerRef> there = all.stream()
                .map(ContainerStatus::ref)
                .filter(ref -> down.contains(ref.service()))
                .toList();
        containers.restore(compose, serving, there);
        List<String> gone = down.stream()
                .filter(service -> there.stream().noneMatch(ref -> ref.service().equals(service)))
                .toList();
        if (!gone.isEmpty() && !serving.adopted()) {
            containers.up(compose, serving.color(), gone);
        }
        return Optional.of(app.name() + ": started " + String.join(", ", down) + " of " + serving.color() + " again");
    }

    private static String services(List<ContainerRef> refs) {
        return String.join(", ", refs.stream().map(ContainerRef::service).toList());
    }
}
