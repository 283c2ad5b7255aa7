package dev.kawasemi.chat.discord;

import dev.kawasemi.chat.discord.Delivery.Failed;
import dev.kawasemi.deployment.DeploymentId;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread of each deployment: opened on its root message once that stands, then the asker is added. Used under the outbox's lock. */
final class Threads {
    private static final Logger LOG = LoggerFactory.getLogger(Threads.class);
    private static final int LONGEST_TITLE = 100;

    private final OutboxStore store;
    private final Line line;
    private final String guild;
    /** Those that something is still to be done for. */
    private final Map<DeploymentId, ThreadRow> unfinished = new LinkedHashMap<>();

    private final Map<DeploymentId, BackOff> backOffs = new LinkedHashMap<>();
    private final Set<DeploymentId> inFlight = new HashSet<>();

    Threads(OutboxStore store, Line line, String guild) {
        this.store = store;
        this.line = line;
        this.guild = guild;
        store.unfinishedThreads().forEach(row -> unfinished.put(row.deployment(), row));
    }

    Optional<ThreadRow> of(DeploymentId deployment) {
        return Optional.ofNullable(unfinished.get(deployment)).or(() -> store.thread(deployment));
    }

    void name(DeploymentId deployment, String title, String member) {
        if (of(deployment).isEmpty()) {
            String cut = Texts.cut(title, LONGEST_TITLE);
            keep(new ThreadRow(deployment, cut, member, "", ThreadRow.State.WANTED));
        }
    }

    void gone(DeploymentId deployment) {
        of(deployment).ifPresent(thread -> {
            LOG.warn("The Discord thread of deployment {} is gone; the deployment goes on without it", deployment);
            keep(thread.in(ThreadRow.State.GONE));
        });
    }

    Optional<String> url(DeploymentId deployment) {
        return of(deployment)
                .filter(ThreadRow::isThere)
                .map(thread -> "https://discord.com/channels/" + guild + "/" + thread.id());
    }

    void retryNow() {
        backOffs.values().forEach(BackOff::reset);
    }

    Optional<Duration> tend(Duration now, Function<DeploymentId, Optional<Standing>> roots) {
        Optional<Duration> soonest = Optional.empty();
        for (ThreadRow thread : java.util.List.copyOf(unfinished.values())) {
            BackOff backOff = backOffs.computeIfAbsent(thread.deployment(), id -> new BackOff());
            if (inFlight.contains(thread.deployment())) {
                continue;
            }
            if (backOff.notBefore().compareTo(now) > 0) {
                soonest = Optional.of(soonest.filter(one -> one.compareTo(backOff.notBefore()) < 0)
                        .orElse(backOff.notBefore()));
            } else if (thread.state() == ThreadRow.State.WANTED) {
                roots.apply(thread.deployment()).ifPresent(root -> open(thread, root, now));
            } else {
                addMember(thread, now);
            }
        }
        return soonest;
    }

    private void open(ThreadRow thread, Standing root, Duration now) {
        if (!line.isOpen(root.channelId())) {
            return;
        }
        inFlight.add(thread.deployment());
        line.send(
                to -> to.openThread(root.channelId(), root.messageId(), thread.title()),
                answer -> opened(thread, root, answer, now));
    }

    private void opened(ThreadRow thread, Standing root, Delivery answer, Duration now) {
        inFlight.remove(thread.deployment());
        if (answer instanceof Delivery.Done done) {
            keep(thread.opened(done.id()));
            return;
        }
        Failed failed = (Failed) answer;
        switch (failed.why()) {
            // A thread has the id of the message it was opened on (Discord, "Start Thread from Message").
            case THREAD_EXISTS -> keep(thread.opened(root.messageId()));
            case LATER ->
                backOffs.computeIfAbsent(thread.deployment(), id -> new BackOff())
                        .failed(now);
            case UNAUTHORIZED -> line.die(failed.text());
            default -> {
                LOG.warn(
                        "Discord opened no thread for deployment {}: {}. The deployment goes on without it",
                        thread.deployment(),
                        failed.text());
                keep(thread.in(ThreadRow.State.GONE));
            }
        }
    }

    private void addMember(ThreadRow thread, Duration now) {
        inFlight.add(thread.deployment());
        line.send(to -> to.addMember(thread.id(), thread.member()), answer -> {
            inFlight.remove(thread.deployment());
            // Anything but "later" leaves the person out: they may have left the server, and the thread is there for
            // all to read.
            if (answer instanceof Failed failed && failed.why() == Delivery.Failure.LATER) {
                backOffs.computeIfAbsent(thread.deployment(), id -> new BackOff())
                        .failed(now);
            } else if (unfinished.containsKey(thread.deployment())) {
                keep(thread.in(ThreadRow.State.COMPLETE));
            }
        });
    }

    private void keep(ThreadRow thread) {
        if (thread.state() == ThreadRow.State.WANTED || thread.state() == ThreadRow.State.OPEN) {
            unfinished.put(thread.deployment(), thread);
        } else {
            unfinished.remove(thread.deployment());
            backOffs.remove(thread.deployment());
        }
        store.save(thread);
    }
}
