package dev.kawasemi.rollout;

import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Freeze;
import dev.kawasemi.journal.Journal;
import dev.kawasemi.journal.JournalException;
import dev.kawasemi.journal.Lease;
import dev.kawasemi.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who has frozen which app. The leases lie in the journal's file, so that every process of this host sees the same. They run in monotonic time: a jump of the
 * clock never shortens one. After a reboot, which monotonic time does not outlive, what was left at the last note counts.
 */
final class Freezes {
    /** A reboot may lengthen a freeze by this much and by the time the host was off, never shorten it. */
    private static final Duration NOTE_EVERY = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(Freezes.class);

    private final Journal journal;
    private final TimeSource time;
    private final Ledger ledger;
    private final Map<AppName, Lease> told = new TreeMap<>();

    Freezes(Journal journal, TimeSource time, Ledger ledger) {
        this.journal = journal;
        this.time = time;
        this.ledger = ledger;
        standing().forEach(lease -> told.put(lease.app(), lease));
    }

    /** An owner's own freeze is replaced, so that its end can be moved. */
    synchronized FreezeAnswer freeze(AppName app, Actor owner, String reason, Duration length) {
        // What is over no longer keeps anybody from freezing.
        List<Lease> before = standing();
        Lease lease = new Lease(
                app, owner, reason, time.now(), time.origin(), time.elapsed().plus(length), length);
        if (!journal.takeLease(lease)) {
            return before.stream()
                    .filter(there -> there.app().equals(app))
                    .findFirst()
                    .or(() -> find(app))
                    .<FreezeAnswer>map(there -> new FreezeAnswer.HeldBy(shown(there)))
                    .orElseThrow(() -> new IllegalStateException("the freeze of " + app + " was lifted just now"));
        }
        told.put(app, lease);
        ledger.frozen(shown(lease));
        return new FreezeAnswer.Frozen(shown(lease));
    }

    /** What was lifted; empty where the app is not frozen. */
    synchronized Optional<Freeze> unfreeze(AppName app, Actor actor) {
        Optional<Lease> there = find(app);
        there.ifPresent(lease -> {
            journal.dropLease(lease);
            told.remove(app);
            ledger.thawed(new Thaw(shown(lease), Optional.of(actor), false));
        });
        return there.map(this::shown);
    }

    Optional<Freeze> of(AppName app) {
        return find(app).map(this::shown);
    }

    private Optional<Lease> find(AppName app) {
        return standing().stream().filter(lease -> lease.app().equals(app)).findFirst();
    }

    /** On the pulse: says what began or ended meanwhile, also by another process, and notes what is left. */
    synchronized void beat() {
        List<Lease> standing = standing();
        Map<AppName, Lease> now = new TreeMap<>();
        standing.forEach(lease -> now.put(lease.app(), lease));
        List.copyOf(told.values()).stream()
                .filter(before -> !now.containsKey(before.app()))
                .forEach(this::ended);
        standing.stream().filter(lease -> !same(lease, told.get(lease.app()))).forEach(this::began);
        standing.stream()
                .filter(lease -> lease.left().minus(left(lease)).compareTo(NOTE_EVERY) >= 0)
                .forEach(lease ->
                        ifPossible(() -> journal.noteLease(lease.noted(lease.origin(), lease.end(), left(lease)))));
    }

    private static boolean same(Lease now, @org.jspecify.annotations.Nullable Lease before) {
        return before != null && now.since().equals(before.since());
    }

    private void ended(Lease before) {
        told.remove(before.app());
        ledger.thawed(new Thaw(shown(before), Optional.empty(), left(before).isZero()));
    }

    private void began(Lease lease) {
        told.put(lease.app(), lease);
        ledger.frozen(shown(lease));
    }

    /** Those whose time is not over, told in this process's monotonic time; the others go. */
    private List<Lease> standing() {
        List<Lease> standing = new ArrayList<>();
        for (Lease lease : journal.leases()) {
            Lease here = anchored(lease);
            if (left(here).isZero()) {
                ifPossible(() -> journal.dropLease(lease));
            } else {
                standing.add(here);
            }
        }
        return standing;
    }

    private Lease anchored(Lease lease) {
        if (lease.origin().equals(time.origin())) {
            return lease;
        }
        Lease here = lease.noted(time.origin(), time.elapsed().plus(lease.left()), lease.left());
        ifPossible(() -> journal.noteLease(here));
        return here;
    }

    /** A full disk keeps nobody from looking: what is not noted now is noted at the next look. */
    private static void ifPossible(Runnable note) {
        try {
            note.run();
        } catch (JournalException e) {
            LOG.debug("A lease could not be noted", e);
        }
    }

    private Duration left(Lease lease) {
        Duration left = lease.end().minus(time.elapsed());
        return left.isNegative() ? Duration.ZERO : left;
    }

    private Freeze shown(Lease lease) {
        Instant ends = time.now().plus(left(lease));
        return new Freeze(lease.app(), lease.owner(), lease.reason(), lease.since(), ends);
    }
}
