package dev.kawasemi.rollout;

import dev.kawasemi.container.ContainerStatus;
import dev.kawasemi.container.Standing;
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
        this.guards = new Guards(settings);
    }

    /** What was found. */
    sealed interface Found {
        /**
         * It may begin.
         *
         * @param running the old colour's containers as they were seen
         * @param idle the new colour's
         */
        record Clear(Optional<Side> old, Stack next, List<ContainerStatus> running, List<ContainerStatus> idle)
                implements Found {}

        /** It may not; {@code known} is what it would start from, as far as that was seen. */
        record Refused(Answer answer, Optional<Clear> known) implements Found {}
    }

    Found look(AppSettings app, DeployRequest request) throws InterruptedException {
        List<Finding> host = parts.containers().check();
        if (!host.isEmpty()) {
            return refused(Answer.Reason.OUT_OF_REACH, host);
        }
        List<Finding> reasons = new ArrayList<>(parts.containers().fileProblems(app.compose(), request.version()));
        Standing standing = parts.containers().standing(app.compose());
        reasons.addAll(standing.problems());
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
        reasons.addAll(
                request.adopt() && !oursServes(app)
                        ? tooMany(app, standing.unmanaged())
                        : unmanagedReasons(app, request.version().value(), standing));
        Found.Clear clear = clear(app, active, standing);
        reasons.addAll(portReasons(clear.next(), standing));
        boolean queueCounts = request.approving().isEmpty();
        reasons.addAll(against(app, active, clear, queueCounts, !request.force()));
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
        Standing standing = parts.containers().standing(app.compose());
        List<Finding> reasons = new ArrayList<>(unmanagedReasons(app, "VERSION", standing));
        for (Color color : Color.values()) {
            reasons.addAll(portReasons(parts.containers().stack(app.compose(), color), standing));
        }
        boolean asked = ledger.latest(app.name())
                .filter(latest -> latest.phase() == Phase.AWAITING_APPROVAL)
                .isPresent();
        reasons.addAll(against(app, active, clear(app, active, standing), !asked, true));
        return reasons;
    }

    private Found.Clear clear(AppSettings app, Optional<ProxySwitcher.Target> active, Standing standing) {
        Optional<Side> old = old(app, active, oursServes(app) ? List.of() : standing.unmanaged());
        List<ContainerStatus> running =
                old.map(side -> containersOf(side.stack(), standing)).orElse(List.of());
        Stack next = next(app, old);
        return new Found.Clear(old, next, running, standing.of(next));
    }

    /** An adopted stack whose compose file lies elsewhere by today's configuration does not stand by it, and serves all the same. */
    private List<ContainerStatus> containersOf(Stack stack, Standing standing) {
        List<ContainerStatus> seen = standing.of(stack);
        return seen.isEmpty() && stack.adopted() ? parts.containers().containers(stack) : seen;
    }

    /**
     * The reasons that are the same for whoever asks.
     *
     * @param queueCounts whether tasks that wait in the idle colour are one
     * @param memoryCounts whether memory and disk are
     */
    private List<Finding> against(
            AppSettings app,
            Optional<ProxySwitcher.Target> active,
            Found.Clear clear,
            boolean queueCounts,
            boolean memoryCounts)
            throws InterruptedException {
        List<Finding> reasons = new ArrayList<>(disagreement(app, clear));
        reasons.addAll(trafficReasons(app, active, clear.next()));
        if (queueCounts) {
            reasons.addAll(queueReasons(app, clear));
        }
        if (memoryCounts) {
            reasons.addAll(guards.reasons(forecast(app, clear.running())));
        }
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

    /** Memory and disk as they would be; {@code old} are the containers of who serves. */
    DryRun.Forecast forecast(AppSettings app, List<ContainerStatus> old) {
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

    private List<Finding> unmanagedReasons(AppSettings app, String version, Standing standing) {
        List<Stack> unmanaged = standing.unmanaged();
        if (unmanaged.isEmpty()) {
            return List.of();
        }
        if (oursServes(app)) {
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
    private List<Finding> disagreement(AppSettings app, Found.Clear clear) {
        Optional<Side> old = clear.old();
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
                .filter(stack -> !webRuns(app, clear.running()))
                .map(stack -> List.of(Finding.problem(
                        "the proxy points at " + stack.color() + " but no web of project " + stack.project() + " runs",
                        "Start it again (`docker compose -p " + stack.project()
                                + " start`), so that there is something to fall back on")))
                .orElse(List.of());
    }

    private static boolean webRuns(AppSettings app, List<ContainerStatus> containers) {
        return containers.stream()
                .anyMatch(status -> status.running()
                        && status.ref().service().equals(app.compose().webService()));
    }

    /** The idle colour is cleared by a deploy, and its queue with it. */
    private List<Finding> queueReasons(AppSettings app, Found.Clear clear) throws InterruptedException {
        Stack next = clear.next();
        Optional<Deployment> failed = ledger.latest(app.name())
                .filter(latest -> latest.failedColor().filter(next::equals).isPresent());
        if (failed.isEmpty() && clear.idle().isEmpty()) {
            return List.of();
        }
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

    private List<Finding> portReasons(Stack next, Standing standing) {
        if (parts.portFree().test(next.port())) {
            return List.of();
        }
        boolean ours = standing.of(next).stream().anyMatch(ContainerStatus::running);
        return ours
                ? List.of()
                : List.of(Finding.problem(
                        "port " + next.port() + ", where " + next.color()
                                + " would be published, is taken by another program",
                        "Stop it (`ss -ltnp sport = :" + next.port() + "` names it), or change ports."
                                + next.color().id() + " in the configuration"));
    }
}
