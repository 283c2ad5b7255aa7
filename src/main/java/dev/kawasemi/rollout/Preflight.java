package dev.kawasemi.rollout;

import dev.kawasemi.container.ContainerStatus;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Side;
import dev.kawasemi.deployment.Stack;
import dev.kawasemi.proxy.ProxyException;
import dev.kawasemi.proxy.ProxySwitcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Looks at everything before anything is touched: either what the deploy starts from, or every reason against it at once. */
final class Preflight {
    private final Parts parts;
    private final Ledger ledger;
    private final Guards guards;
    private final FailedColor failedColor;
    private final Queues queues;

    Preflight(Parts parts, Ledger ledger, RolloutSettings settings, FailedColor failedColor) {
        this.failedColor = failedColor;
        this.queues = new Queues(parts);
        this.parts = parts;
        this.ledger = ledger;
        this.guards = new Guards(parts.containers(), settings);
    }

    /** What was found. */
    sealed interface Found {
        /** It may begin. */
        record Clear(Optional<Side> old, Stack next) implements Found {}

        /** It may not; {@code known} is what it would start from, as far as that was seen. */
        record Refused(Answer answer, Optional<Clear> known) implements Found {}
    }

    Found look(AppSettings app, DeployRequest request) throws InterruptedException {
        List<String> host = parts.containers().check();
        if (!host.isEmpty()) {
            return refused(Answer.Reason.OUT_OF_REACH, host);
        }
        List<String> reasons = new ArrayList<>(parts.containers().preflight(app.compose(), request.version()));
        ProxySwitcher proxy = parts.proxies().apply(app.name());
        List<String> proxyProblems = proxy.check();
        reasons.addAll(proxyProblems);
        if (!proxyProblems.isEmpty()) {
            return refused(Answer.Reason.PREFLIGHT, reasons);
        }
        Optional<ProxySwitcher.Target> active;
        try {
            active = proxy.active();
        } catch (ProxyException e) {
            reasons.add(String.valueOf(e.getMessage()));
            return refused(Answer.Reason.OUT_OF_REACH, reasons);
        }
        List<Stack> unmanaged = parts.containers().unmanaged(app.compose());
        reasons.addAll(unmanagedReasons(app, request, unmanaged, oursServes(app)));
        Optional<Side> old = old(app, active, oursServes(app) ? List.of() : unmanaged);
        reasons.addAll(disagreement(app, old));
        Stack next = parts.containers()
                .stack(
                        app.compose(),
                        old.map(side -> side.stack().color().other()).orElse(Color.BLUE));
        reasons.addAll(trafficReasons(app, active, next));
        reasons.addAll(portReasons(next));
        if (request.approving().isEmpty()) {
            reasons.addAll(queueReasons(app, next));
        }
        if (!request.force()) {
            reasons.addAll(guards.reasons(app, old, parts.samplers().get()));
        }
        Found.Clear clear = new Found.Clear(old, next);
        return reasons.isEmpty()
                ? clear
                : new Found.Refused(new Answer.Refused(Answer.Reason.PREFLIGHT, reasons), Optional.of(clear));
    }

    private static List<String> trafficReasons(AppSettings app, Optional<ProxySwitcher.Target> active, Stack next) {
        return active.filter(target -> target.color() == next.color())
                .map(target ->
                        List.of("the new colour would be " + next.color() + ", but " + Traffic.words(app.name(), next)))
                .orElse(List.of());
    }

    /** Memory and disk as they would be; {@code old} is who serves. */
    DryRun.Forecast forecast(AppSettings app, Optional<Side> old) {
        return guards.forecast(app, old, parts.samplers().get());
    }

    private static Found refused(Answer.Reason reason, List<String> texts) {
        return new Found.Refused(new Answer.Refused(reason, texts), Optional.empty());
    }

    /** Whether a colour of ours serves by the journal: then an unmanaged stack runs beside it and cannot be the old colour. */
    private boolean oursServes(AppSettings app) {
        return journaled(app).filter(side -> !side.stack().adopted()).isPresent();
    }

    private static List<String> unmanagedReasons(
            AppSettings app, DeployRequest request, List<Stack> unmanaged, boolean oursServes) {
        if (!unmanaged.isEmpty() && oursServes) {
            return List.of("a stack that Kawasemi did not start runs as project "
                    + unmanaged.get(0).project()
                    + " beside the colour that serves: its workers and scheduler work, too. Stop it (`docker compose -p "
                    + unmanaged.get(0).project() + " stop`), then deploy");
        }
        if (unmanaged.isEmpty() || request.adopt()) {
            return unmanaged.size() > 1
                    ? List.of("more than one existing stack runs "
                            + app.compose().composeFile() + ": "
                            + unmanaged.stream().map(Stack::project).toList() + ". Stop all but one before --adopt")
                    : List.of();
        }
        return List.of("a stack that Kawasemi did not start runs as project "
                + unmanaged.get(0).project()
                + ": it would work beside the new one. Take it over with `kawasemi deploy " + app.name() + " "
                + request.version() + " --adopt` (it then counts as the old colour), or stop it first");
    }

    private Optional<Side> old(AppSettings app, Optional<ProxySwitcher.Target> active, List<Stack> unmanaged) {
        if (!unmanaged.isEmpty()) {
            return Optional.of(new Side(unmanaged.get(0), Optional.empty()));
        }
        return active.map(target -> journaled(app)
                .filter(side -> side.stack().color() == target.color())
                .orElseGet(() -> new Side(parts.containers().stack(app.compose(), target.color()), Optional.empty())));
    }

    /** Who serves by the journal. */
    private Optional<Side> journaled(AppSettings app) {
        return ledger.latest(app.name()).flatMap(Deployment::serving);
    }

    /** The proxy says who is active; engine and journal must agree, or a person is needed. */
    private List<String> disagreement(AppSettings app, Optional<Side> old) {
        Optional<Color> byJournal = journaled(app).map(side -> side.stack().color());
        Optional<Color> byProxy = old.map(side -> side.stack().color());
        if (byJournal.isPresent() && !byJournal.equals(byProxy)) {
            return List.of("the journal says that " + byJournal.get() + " serves, but the proxy points at "
                    + byProxy.map(Color::name).orElse("no colour")
                    + ": put the proxy's file right first (its previous form is kept beside it)");
        }
        return old.map(Side::stack)
                .filter(stack -> !webRuns(app, stack))
                .map(stack -> List.of("the proxy points at " + stack.color() + " but no web of project "
                        + stack.project() + " runs: start it again (`docker compose -p " + stack.project()
                        + " start`), so that there is something to fall back on"))
                .orElse(List.of());
    }

    private boolean webRuns(AppSettings app, Stack stack) {
        return parts.containers().containers(stack).stream()
                .anyMatch(status -> status.running()
                        && status.ref().service().equals(app.compose().webService()));
    }

    /** The idle colour is cleared by a deploy, and its queue with it. */
    private List<String> queueReasons(AppSettings app, Stack next) throws InterruptedException {
        Optional<Deployment> failed = ledger.latest(app.name())
                .filter(latest -> latest.failedColor().filter(next::equals).isPresent());
        Waiting waiting = failed.isPresent()
                ? failedColor.waiting(app, failed.get())
                : queues.look(app, next).waiting(OptionalLong.of(0));
        if (!waiting.exceeds(0)) {
            return List.of();
        }
        String giveUp = failed.isPresent()
                ? "`kawasemi remove " + app.name() + " --lose-tasks " + waiting.option() + "` gives it up"
                : "let them be worked off, or give them up with `docker compose -p " + next.project() + " down`";
        return List.of(waiting.words(next.color()) + ", and a deploy clears it: " + giveUp);
    }

    private List<String> portReasons(Stack next) {
        if (parts.portFree().test(next.port())) {
            return List.of();
        }
        boolean ours = parts.containers().containers(next).stream().anyMatch(ContainerStatus::running);
        return ours
                ? List.of()
                : List.of("port " + next.port() + ", where " + next.color()
                        + " would be published, is taken by another program: stop it, or change ports."
                        + next.color().id() + " in the configuration");
    }
}
