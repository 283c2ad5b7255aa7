package dev.kawasemi.rollout;

import dev.kawasemi.container.ComposeApp;
import dev.kawasemi.container.ContainerEngine;
import dev.kawasemi.container.ContainerStatus;
import dev.kawasemi.deployment.AftercareEvent;
import dev.kawasemi.deployment.ContainerRef;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Drained;
import dev.kawasemi.deployment.Stack;
import dev.kawasemi.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The colour that failed: kept, stopped, for its logs. If visitors may have met it, its queue counts and is worked off like an old one's. */
final class FailedColor {
    private static final Logger LOG = LoggerFactory.getLogger(FailedColor.class);

    /** It serves nobody. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final ContainerEngine containers;
    private final Ledger ledger;
    private final Drains drains;
    private final Queues queues;
    private final TimeSource time;

    FailedColor(Parts parts, Ledger ledger, Drains drains) {
        this.containers = parts.containers();
        this.time = parts.time();
        this.ledger = ledger;
        this.drains = drains;
        this.queues = new Queues(parts);
    }

    /** The services that stop at once: all, but for the broker of a queue that counts. What is left in it is counted when nobody fills it any more. */
    List<String> toStop(Act act, Stack failed) {
        ComposeApp app = act.app.compose();
        boolean counts = ledger.get(act.id).nextHadTraffic();
        Stream<String> all = Stream.of(
                        app.stages().web(), app.stages().workers(), app.stages().schedulers())
                .flatMap(List::stream);
        return all.filter(service -> !counts || !isBroker(app, service)).toList();
    }

    private static boolean isBroker(ComposeApp app, String service) {
        return app.queue().filter(queue -> queue.service().equals(service)).isPresent();
    }

    /** Whether its queue is still to be looked after. */
    static boolean unsettled(AppSettings app, Deployment now) {
        return app.compose().queue().isPresent()
                && now.failedColor().isPresent()
                && now.nextHadTraffic()
                && now.drained().filter(done -> done.stack().equals(now.next())).isEmpty();
    }

    /** After the old colour is back: works the queue off, then stops what is left. Journaled, whatever came of it. */
    void settle(Act act) throws InterruptedException {
        Deployment now = ledger.get(act.id);
        // A cancelled act would end the drain at once and leave its workers running: recovery takes the queue up with
        // an act of its own.
        if (!unsettled(act.app, now) || act.cancellation.requested()) {
            return;
        }
        Stack failed = now.next();
        try {
            // From the first look on: whoever asks for something now is not told that the host is busy.
            act.idle();
            makeWorkers(act, failed);
            Drained drained = drains.workOffIdly(act, failed);
            if (act.cancellation.requested()) {
                return;
            }
            stopRest(act.app, failed, drained.left());
            if (unsettled(act.app, ledger.get(act.id))) {
                ledger.recordIfPossible(
                        act.id, new AftercareEvent.DrainEnded(time.now(), failed, drained.left(), drained.cut()));
            }
        } catch (Leaving | Yielding e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warn(
                    "Deployment {}: the queue of {} is looked after at the next start: {}",
                    act.id,
                    failed.color(),
                    e.getMessage());
            act.actAgain();
        }
    }

    /** A release that failed after its web had visitors and before its workers were made has nobody to do the tasks that it took. */
    private void makeWorkers(Act act, Stack failed) throws InterruptedException {
        List<String> workers = act.app.compose().stages().workers();
        boolean made = containers.containers(failed).stream()
                .anyMatch(status -> workers.contains(status.ref().service()));
        if (!made && !workers.isEmpty() && queues.look(act.app, failed).mayHold()) {
            containers.up(act.app.compose(), failed.color(), workers);
        }
    }

    /** The broker stays up while it holds tasks or may hold some, so that their number can be read and a person can decide. */
    private void stopRest(AppSettings app, Stack failed, OptionalLong left) throws InterruptedException {
        boolean holds = left.isPresent()
                ? left.getAsLong() > 0
                : queues.look(app, failed).mayHold();
        if (holds) {
            return;
        }
        List<ContainerRef> running = containers.containers(failed).stream()
                .filter(DeploySteps::up)
                .map(ContainerStatus::ref)
                .toList();
        if (!running.isEmpty()) {
            containers.stop(running, GRACE);
        }
    }

    /** What waits in the queue of the failed colour, by a look where its broker runs, else by the journal; nothing where it never had traffic. */
    Waiting waiting(AppSettings app, Deployment now) throws InterruptedException {
        return now.failedColor().isPresent() && now.nextHadTraffic()
                ? queues.look(app, now.next()).waiting(Queues.lastCount(now, now.next()))
                : Waiting.NOTHING;
    }
}
