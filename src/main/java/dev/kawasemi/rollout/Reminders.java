package dev.kawasemi.rollout;

import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.AftercareEvent;
import dev.kawasemi.deployment.Asking;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts unanswered questions again. Nothing else ever follows from silence: it means keep. What is due is known from the journal alone, so that a restart neither
 * forgets nor repeats a reminder; in between it is counted in monotonic time, so that a jump of the clock makes none.
 */
final class Reminders {
    /** A daily reminder so soon after another one would say nothing. */
    private static final Duration LEAST_PAUSE = Duration.ofHours(1);

    private final RolloutSettings settings;
    private final Ledger ledger;
    private final Acts acts;
    private final Question question;
    private final TimeSource time;
    /** When journaled moments were in monotonic time. */
    private final Map<Instant, Duration> moments = new HashMap<>();

    Reminders(RolloutSettings settings, Ledger ledger, Acts acts, Question question, TimeSource time) {
        this.settings = settings;
        this.ledger = ledger;
        this.acts = acts;
        this.question = question;
        this.time = time;
    }

    /** On the pulse; a busy host is asked again at the next beat. */
    void beat() {
        forgetOthers();
        for (AppSettings app : settings.apps()) {
            Optional<Deployment> due = waiting(app).filter(this::isDue);
            if (due.isPresent() && !acts.busy()) {
                remind(app, due.get().id());
                return;
            }
        }
    }

    private void remind(AppSettings app, DeploymentId id) {
        if (acts.take(Actor.KAWASEMI, "reminder of the old " + app.name()).isPresent()) {
            return;
        }
        acts.start(() -> {
            // Another process may have decided, or reminded, meanwhile.
            ledger.refresh();
            Optional<Deployment> still =
                    waiting(app).filter(now -> now.id().equals(id)).filter(this::isDue);
            if (still.isPresent()) {
                Deployment now = still.get();
                int passed = Math.max(passed(asking(now)), asking(now).passed());
                ledger.record(
                        id,
                        new AftercareEvent.Reminded(
                                time.now(), now.generation() + 1, passed, question.again(app, now)));
            }
        });
    }

    private Optional<Deployment> waiting(AppSettings app) {
        return ledger.latest(app.name())
                .filter(now -> now.phase() == Phase.AWAITING_APPROVAL)
                .filter(now -> now.asking().isPresent())
                .filter(now -> now.draining().isEmpty());
    }

    private static Asking asking(Deployment now) {
        return now.asking().orElseThrow();
    }

    private synchronized boolean isDue(Deployment now) {
        Asking asking = asking(now);
        boolean kept = asking.kept()
                .filter(wish -> since(wish.at()).compareTo(wish.time()) < 0)
                .isPresent();
        return !kept && (passed(asking) > asking.passed() || (allPassed(asking) && isDailyDue(asking)));
    }

    private int passed(Asking asking) {
        return settings.remind().passed(since(asking.since()));
    }

    private boolean allPassed(Asking asking) {
        return asking.passed() >= settings.remind().after().size();
    }

    /** Whether the time of day has come since the question was put last, by the clock as it goes now. */
    private boolean isDailyDue(Asking asking) {
        return settings.remind()
                .dailyAt()
                .filter(at -> !next(at, time.now().minus(since(asking.last())).plus(LEAST_PAUSE))
                        .isAfter(time.now()))
                .isPresent();
    }

    private Instant next(LocalTime at, Instant from) {
        ZonedDateTime begin = from.atZone(settings.remind().zone());
        ZonedDateTime same = begin.with(at);
        return (same.isBefore(begin) ? begin.plusDays(1).with(at) : same).toInstant();
    }

    /** How long ago that was: by the clock when it is first seen here, from then on in monotonic time. */
    private synchronized Duration since(Instant moment) {
        Duration now = time.elapsed();
        Duration by = moments.computeIfAbsent(moment, first -> {
            Duration ago = Duration.between(first, time.now());
            return now.minus(ago.isNegative() ? Duration.ZERO : ago);
        });
        return now.minus(by);
    }

    private synchronized void forgetOthers() {
        Set<Instant> open = new HashSet<>();
        settings.apps().stream()
                .flatMap(app -> waiting(app).stream())
                .map(Reminders::asking)
                .forEach(asking -> {
                    open.addAll(List.of(asking.since(), asking.last()));
                    asking.kept().ifPresent(wish -> open.add(wish.at()));
                });
        moments.keySet().retainAll(open);
    }
}
