package dev.kawasemi.rollout;

import dev.kawasemi.container.ContainerException;
import dev.kawasemi.container.EngineUnreachableException;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Finding;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.deployment.Version;
import dev.kawasemi.health.HealthSettings;
import dev.kawasemi.health.ProbeResult;
import dev.kawasemi.journal.Lease;
import dev.kawasemi.proxy.ProxyException;
import dev.kawasemi.proxy.ProxySwitcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at an app for a person who asks before a deploy: what preflight would refuse, and beyond it what the gate and the switch would fail on later. Goes on
 * where preflight would stop, so that all is said at once. Touches nothing. For one thread.
 */
public final class AppChecks {
    /** Stands for any version: a deploy's own is not known yet. */
    private static final Version ANY = new Version("check");

    private final Parts parts;
    private final Ledger ledger;
    private final Preflight preflight;

    /** @throws dev.kawasemi.journal.JournalException when the journal cannot be read */
    public AppChecks(RolloutSettings settings, Parts parts) {
        this.parts = parts;
        this.ledger = new Ledger(parts.journal());
        FailedColor failedColor = new FailedColor(parts, ledger, new Drains(parts, ledger));
        this.preflight = new Preflight(parts, ledger, settings, failedColor);
    }

    /**
     * What is in the way, and what is worth a word (the edits of the kept copies among it).
     *
     * @param ofEngine what the container engine's own check has found; what needs it is then left out
     */
    public List<Finding> look(AppSettings app, List<Finding> ofEngine) throws InterruptedException {
        boolean engineAnswers = ofEngine.isEmpty();
        boolean composeAnswers = ofEngine.stream().noneMatch(found -> found.kind() == Finding.Kind.PROBLEM);
        List<Finding> found = new ArrayList<>();
        if (engineAnswers) {
            found.addAll(withEngine(() -> parts.containers().preflight(app.compose(), ANY)));
        } else if (composeAnswers) {
            found.addAll(fileProblems(app));
        }
        ProxySwitcher proxy = parts.proxies().apply(app.name());
        List<Finding> ofProxy = proxy.check();
        found.addAll(ofProxy);
        proxy.advice().forEach(words -> found.add(Finding.note(words)));
        Optional<ProxySwitcher.Target> active = active(proxy);
        Optional<Deployment> acting = latest(app).filter(now -> now.phase().acting());
        if (acting.isPresent()) {
            found.add(Finding.note("Deployment " + acting.get().id()
                    + " is under way, and what it changes was not looked at. Check again when it rests"));
        } else if (engineAnswers) {
            found.addAll(withEngine(() -> preflight.standing(app, active)));
        }
        if (acting.isEmpty()) {
            found.addAll(web(app, proxy, active, ofProxy.isEmpty()));
        }
        found.addAll(state(app));
        found.addAll(composeAnswers ? edits(app) : List.of());
        return List.copyOf(found);
    }

    private List<Finding> fileProblems(AppSettings app) {
        try {
            return parts.containers().fileProblems(app.compose(), ANY);
        } catch (EngineUnreachableException e) {
            // There is no docker at all: the engine's own check has said so.
            return List.of();
        }
    }

    /** A look of which the engine, or one container, may have gone away in between. */
    private interface Look {
        List<Finding> now() throws InterruptedException;
    }

    private static List<Finding> withEngine(Look look) throws InterruptedException {
        try {
            return look.now();
        } catch (EngineUnreachableException e) {
            return List.of(Finding.outOfReach(String.valueOf(e.getMessage()), "Start Docker, then check again"));
        } catch (ContainerException e) {
            return List.of(Finding.problem(String.valueOf(e.getMessage()), "Mend this, then check again"));
        }
    }

    /** What cannot be read was said by the proxy's own check. */
    private static Optional<ProxySwitcher.Target> active(ProxySwitcher proxy) {
        try {
            return proxy.active();
        } catch (ProxyException e) {
            return Optional.empty();
        }
    }

    private Optional<Deployment> latest(AppSettings app) {
        return ledger.latest(app.name());
    }

    /** The health path of the web that serves; and, where it answers, whether visitors get there. */
    private List<Finding> web(
            AppSettings app, ProxySwitcher proxy, Optional<ProxySwitcher.Target> active, boolean proxyIsFine)
            throws InterruptedException {
        List<Finding> found = new ArrayList<>();
        Optional<ProbeResult> seen = Optional.empty();
        if (active.isPresent()) {
            ProbeResult result = parts.probe().probe(app.health(), active.get().port());
            seen = Optional.of(result);
            if (!result.ok()) {
                found.add(unhealthy(app, active.get(), result));
            }
        } else {
            found.add(Finding.note("Not looked at: whether " + app.health().path() + " answers HTTP "
                    + app.health().expect() + ". No colour serves yet; the first deploy's gate asks"));
        }
        if (proxyIsFine) {
            boolean healthy = seen.filter(ProbeResult::ok).isPresent();
            found.addAll(proxy.checkSite(active.filter(target -> healthy).map(ProxySwitcher.Target::color)));
        }
        return found;
    }

    private static Finding unhealthy(AppSettings app, ProxySwitcher.Target target, ProbeResult result) {
        HealthSettings health = app.health();
        String host = health.host().orElse("127.0.0.1:" + target.port());
        String seen = "Asked " + target.color() + "'s web as the health gate does, GET http://127.0.0.1:"
                + target.port() + health.path() + " with Host: " + host + ", and saw: " + result.text();
        return Finding.problem(seen, HealthAdvice.of(health, result.status()));
    }

    /** What waits for a person. Of these only a stuck deployment is a fault. */
    private List<Finding> state(AppSettings app) {
        List<Finding> found = new ArrayList<>();
        latest(app).ifPresent(now -> {
            if (now.phase() == Phase.STUCK) {
                found.add(Finding.problem(
                        "Deployment " + now.id() + " is stuck: "
                                + now.failure().orElse("an undo or a roll back could not be carried out"),
                        "Mend that, then `kawasemi rollback " + app.name() + "` or `kawasemi repair " + app.name()
                                + " --active COLOR`"));
            } else if (now.phase() == Phase.AWAITING_APPROVAL) {
                found.add(Finding.note("The question of deployment " + now.id()
                        + " is open: a deploy is refused until it is answered (`kawasemi approve " + app.name()
                        + "` or `kawasemi rollback " + app.name() + "`)"));
            }
        });
        parts.journal().leases().stream()
                .filter(lease -> lease.app().equals(app.name()) && stands(lease))
                .forEach(lease ->
                        found.add(Finding.note("Locked by " + lease.owner().name() + " (" + lease.reason()
                                + "): a deploy is refused; `kawasemi unlock " + app.name() + "` lifts it")));
        return found;
    }

    private boolean stands(Lease lease) {
        Duration left = lease.origin().equals(parts.time().origin())
                ? lease.end().minus(parts.time().elapsed())
                : lease.left();
        return left.compareTo(Duration.ZERO) > 0;
    }

    /** Of both colours' kept copies, each once. No fault: the user's own file stays as it is. */
    private List<Finding> edits(AppSettings app) {
        Set<String> sentences = new LinkedHashSet<>();
        try {
            for (Color color : Color.values()) {
                sentences.addAll(parts.containers().edits(app.compose(), color, ANY));
            }
        } catch (EngineUnreachableException | ContainerException e) {
            // A file that Compose cannot read has none, and the rules have said so.
            return List.of();
        }
        return sentences.stream()
                .map(sentence -> Finding.note("Edit of the kept copy: " + sentence))
                .toList();
    }
}
