package dev.kawasemi.rollout;

import dev.kawasemi.container.EngineUnreachableException;
import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.deployment.Evidence;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.deployment.Side;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.time.TimeSource;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An old queue that could not be counted when its question was asked, because the container engine was away, say, is counted as soon as it can be read, and the
 * question is asked anew with the number: nobody shall give tasks up unseen that could be seen by now.
 */
final class Recount {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    /** A queue that can never be read costs one look in so long. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final List<AppSettings> apps;
    private final Queues queues;
    private final Ledger ledger;
    private final Acts acts;
    private final Question question;
    private final TimeSource time;
    private Duration pause = FIRST_PAUSE;
    private Duration notBefore = Duration.ZERO;

    Recount(List<AppSettings> apps, Parts parts, Ledger ledger, Acts acts, Question question) {
        this.apps = apps;
        this.queues = new Queues(parts);
        this.time = parts.time();
        this.ledger = ledger;
        this.acts = acts;
        this.question = question;
    }

    /** On the pulse. */
    void beat() {
        Map<AppSettings, Deployment> uncounted = new LinkedHashMap<>();
        apps.forEach(app -> uncounted(app).ifPresent(now -> uncounted.put(app, now)));
        if (uncounted.isEmpty()) {
            pause = FIRST_PAUSE;
            return;
        }
        if (acts.busy() || time.elapsed().compareTo(notBefore) < 0) {
            return;
        }
        notBefore = time.elapsed().plus(pause);
        pause = longer(pause);
        uncounted.entrySet().stream()
                .filter(one -> canBeRead(one.getKey(), one.getValue()))
                .findFirst()
                .ifPresent(one -> askAnew(one.getKey(), one.getValue().id()));
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    private Optional<Deployment> uncounted(AppSettings app) {
        return ledger.latest(app.name())
                .filter(now -> now.phase() == Phase.AWAITING_APPROVAL)
                .filter(now -> now.draining().isEmpty())
                .filter(now -> now.steps().containsKey(Step.DRAIN))
                .filter(now -> now.evidence()
                        .map(Evidence::oldQueue)
                        .filter(tasks -> tasks.isPresent())
                        .isEmpty());
    }

    private boolean canBeRead(AppSettings app, Deployment now) {
        try {
            return now.old()
                    .map(Side::stack)
                    .filter(old -> queues.glance(app, old).counted().isPresent())
                    .isPresent();
        } catch (EngineUnreachableException e) {
            return false;
        }
    }

    private void askAnew(AppSettings app, DeploymentId id) {
        if (acts.take(Actor.KAWASEMI, "count of the old queue of " + app.name()).isPresent()) {
            return;
        }
        acts.start(() -> {
            // Another process may have decided meanwhile.
            ledger.refresh();
            if (uncounted(app).filter(now -> now.id().equals(id)).isPresent()) {
                question.ask(app, id, Optional.empty());
            }
        });
    }
}
