package dev.kawasemi.rollout;

import dev.kawasemi.container.ContainerStatus;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Finding;
import dev.kawasemi.deployment.Phase;
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
        List<Finding> host = parts.containers().check();
        if (!host.isEmpty()) {
            return refused(Answer.Reason.OUT_OF_REACH, host);
        }
        List<Finding> reasons = new ArrayList<>(parts.containers().preflight(app.compose(), request.version()));
        ProxySwitcher proxy = parts.proxies().apply(app.name());
        List<Finding> proxyProblems = proxy.check();
        reasons.addAll(proxyProblems);
        if (!proxyProblems.isEmpty()) {
            return refused(Answer.Reason.PREFLIGHT, reasons);
        }
        Optional<ProxySwitcher.Target> active;
        try {
            active = proxy.active();
        } catch (ProxyException e) {
            reasons.add(e.finding());
            return refused(Answer.Reason.OUT_OF_REACH, reasons);
        }
        List<Stack> unmanaged = parts.containers().unmanaged(app.compose());
        reasons.addAll(
                request.adopt() && !oursServes(app)
                        ? tooMany(app, unmanaged)
                        : unmanagedReasons(app, request.version().value(), unmanaged, oursServes(app)));
        Optional<Side> old = old(app, active, oursServes(app) ? List.of() : unmanaged);
        reasons.addAll(disagreement(app, old));
        Stack next = next(app, old);
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
                : new Found.Refused(answer(Answer.Reason.PREFLIGHT, reasons), Optional.of(clear));
    }

    /**
     * What is against a deploy of any version, by what runs, beside what the compose file and the proxy say by themselves: for a person who asks before.
     *
     * @param active as the proxy says
     */
    List<Finding> standing(AppSettings app, Optional<ProxySwitcher.Target> active) throws InterruptedException {
        List<Stack> unmanaged = parts.containers().unmanaged(app.compose());
        List<Finding> reasons = new ArrayList<>(unmanagedReasons(app, "VERSION", unmanaged, oursServes(app)));
        Optional<Side> old = old(app, active, oursServes(app) ? List.of() : unmanaged);
        reasons.addAll(disagreement(app, old));
        Stack next = next(app, old);
        reasons.addAll(trafficReasons(app, active, next));
        for (Color color : Color.values()) {
            reasons.addAll(portReasons(parts.containers().stack(app.compose(), color)));
        }
        boolean asked = ledger.latest(app.name())
                .filter(latest -> latest.phase() == Phase.AWAITING_APPROVAL)
                .isPresent();
        if (!asked) {
            reasons.addAll(queueReasons(app, next));
        }
        reasons.addAll(guards.reasons(app, old, parts.samplers().get()));
        return reasons;
    }

    private Stack next(AppSettings app, Optional<Side> old) {
        Color color = old.map(side -> side.stack().color().other()).orElse(Color.BLUE);
        return parts.containers().stack(app.compose(), color);
    }

    private static List<Finding> trafficReasons(AppSettings app, Optional<ProxySwitcher.Target> active, Stack next) {
        return active.filter(target -> target.color() == next.color())
                .map(target -> List.of(Finding.problem(
                        "the new colour would be " + next.color() + ", but the proxy leads to " + next.color(),
                        Traffic.mend(app.name(), next))))
                .orElse(List.of());
    }

    /** Memory and disk as they would be; {@code old} is who serves. */
    DryRun.Forecast forecast(AppSettings app, Optional<Side> old) {
        return guards.forecast(app, old, parts.samplers().get());
    }

    private static Found refused(Answer.Reason reason, List<Finding> found) {
        return new Found.Refused(answer(reason, found), Optional.empty());
    }

    private static Answer answer(Answer.Reason reason, List<Finding> found) {
        return new Answer.Refused(reason, found.stream().map(Finding::words).toList());
    }

    /** Whether a colour of ours serves by the journal: then an unmanaged stack runs beside it and cannot be the old colour. */
    private boolean oursServes(AppSettings app) {
        return journaled(app).filter(side -> !side.stack().adopted()).isPresent();
    }

    private static List<Finding> unmanagedReasons(
            AppSettings app, String version, List<Stack> unmanaged, boolean oursServes) {
        if (unmanaged.isEmpty()) {
            return List.of();
        }
        if (oursServes) {
            return List.of(Finding.problem(
                    "a stack that Kawasemi did not start runs as project "
                            + unmanaged.get(0).project()
                            + " beside the colour that serves: its workers and scheduler work, too",
                    "Stop it (`docker compose -p " + unmanaged.get(0).project() + " stop`), then deploy"));
        }
        return List.of(Finding.problem(
                "a stack that Kawasemi did not start runs as project "
                        + unmanaged.get(0).project() + ": it would work beside the new one",
                "Take it over with `kawasemi deploy " + app.name() + " " + version
                        + " --adopt` (it then counts as the old colour), or stop it first"));
    }

    private static List<Finding> tooMany(AppSettings app, List<Stack> unmanaged) {
        return unmanaged.size() > 1
                ? List.of(Finding.problem(
                        "more than one existing stack runs " + app.compose().composeFile() + ": "
                                + unmanaged.stream().map(Stack::project).toList(),
                        "Stop all but one before --adopt"))
                : List.of();
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
    private List<Finding> disagreement(AppSettings app, Optional<Side> old) {
        Optional<Color> byJournal = journaled(app).map(side -> side.stack().color());
        Optional<Color> byProxy = old.map(side -> side.stack().color());
        if (byJournal.isPresent() && !byJournal.equals(byProxy)) {
            return List.of(Finding.problem(
                    "the journal says that " + byJournal.get() + " serves, but the proxy points at "
                            + byProxy.map(Color::name).orElse("no colour"),
                    "`kawasemi repair " + app.name() + " --active "
                            + byJournal.get().id()
                            + "` puts it right (or name the other colour, if that one should serve)"));
        }
        return old.map(Side::stack)
                .filter(stack -> !webRuns(app, stack))
                .map(stack -> List.of(Finding.problem(
                        "the proxy points at " + stack.color() + " but no web of project " + stack.project() + " runs",
                        "Start it again (`docker compose -p " + stack.project()
                                + " start`), so that there is something to fall back on")))
                .orElse(List.of());
    }

    private boolean webRuns(AppSettings app, Stack stack) {
        return parts.containers().containers(stack).stream()
                .anyMatch(status -> status.running()
                        && status.ref().service().equals(app.compose().webService()));
    }

    /** The idle colour is cleared by a deploy, and its queue with it. */
    private List<Finding> queueReasons(AppSettings app, Stack next) throws InterruptedException {
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
                : "Let them be worked off, or give them up with `docker compose -p " + next.project() + " down`";
        return List.of(Finding.problem(waiting.words(next.color()) + ", and a deploy clears it", giveUp));
    }

    private List<Finding> portReasons(Stack next) {
        if (parts.portFree().test(next.port())) {
            return List.of();
        }
        boolean ours = parts.containers().containers(next).stream().anyMatch(ContainerStatus::running);
        return ours
                ? List.of()
                : List.of(Finding.problem(
                        "port " + next.port() + ", where " + next.color()
                                + " would be published, is taken by another program",
                        "Stop it (`ss -ltnp sport = :" + next.port() + "` names it), or change ports."
                                + next.color().id() + " in the configuration"));
    }
}
