package dev.kawasemi.rollout;

import dev.kawasemi.container.EngineUnreachableException;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.deployment.Plan;
import dev.kawasemi.deployment.Planner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says what a deploy would do. Only looks: no lock, no number, no journal entry, nothing at the containers or the proxy. */
final class DryRuns {
    private final Parts parts;
    private final Ledger ledger;
    private final Acts acts;
    private final Deploys deploys;
    private final Preflight preflight;

    DryRuns(Parts parts, Ledger ledger, Acts acts, Deploys deploys, Preflight preflight) {
        this.parts = parts;
        this.ledger = ledger;
        this.acts = acts;
        this.deploys = deploys;
        this.preflight = preflight;
    }

    DryRun of(AppSettings app, DeployRequest request) {
        ledger.refresh();
        List<Answer> against = new ArrayList<>();
        acts.busyWith().ifPresent(against::add);
        deploys.inTheWay(app, request, Optional.empty()).ifPresent(against::add);
        Preflight.Found found = look(app, request);
        if (found instanceof Preflight.Found.Clear clear) {
            return new DryRun(app.name(), request.version(), against, Optional.of(way(app, request, clear)));
        }
        Preflight.Found.Refused refused = (Preflight.Found.Refused) found;
        against.add(refused.answer());
        return new DryRun(
                app.name(), request.version(), against, refused.known().map(clear -> way(app, request, clear)));
    }

    private Preflight.Found look(AppSettings app, DeployRequest request) {
        // The queue of a standby that waits is told by its question.
        Optional<Integer> question = ledger.latest(app.name())
                .filter(latest -> latest.phase() == Phase.AWAITING_APPROVAL)
                .map(Deployment::generation);
        DeployRequest asked = question.map(request::approvingFirst).orElse(request);
        try {
            return preflight.look(app, asked);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the look was interrupted by the shutdown", e);
        } catch (EngineUnreachableException e) {
            return new Preflight.Found.Refused(
                    new Answer.Refused(Answer.Reason.OUT_OF_REACH, List.of(String.valueOf(e.getMessage()))),
                    Optional.empty());
        }
    }

    private DryRun.Way way(AppSettings app, DeployRequest request, Preflight.Found.Clear clear) {
        Plan plan = Planner.forward(DeploySteps.situation(app, clear.old(), clear.next()));
        return new DryRun.Way(
                clear.old(),
                clear.next(),
                plan.steps().stream().map(Plan.Planned::step).toList(),
                preflight.forecast(app, clear.running()),
                edits(app, request, clear));
    }

    /** Of a file that Compose cannot read there are none; preflight has said so. */
    private List<String> edits(AppSettings app, DeployRequest request, Preflight.Found.Clear clear) {
        try {
            return parts.containers().edits(app.compose(), clear.next().color(), request.version());
        } catch (RuntimeException e) {
            return List.of();
        }
    }
}
