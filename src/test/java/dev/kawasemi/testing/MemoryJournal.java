package dev.kawasemi.testing;

import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.journal.Journal;
import dev.kawasemi.journal.JournalException;
import dev.kawasemi.journal.Lease;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A journal in memory that can be told to fail, as a full disk does. */
public final class MemoryJournal implements Journal {
    private final Map<DeploymentId, List<DeploymentEvent>> events = new TreeMap<>();
    private final Map<AppName, Lease> leases = new TreeMap<>();
    private long last;
    private boolean full;
    private int writesLeft = Integer.MAX_VALUE;

    public synchronized void failFromNowOn(boolean fail) {
        full = fail;
        writesLeft = Integer.MAX_VALUE;
    }

    /** So many more writes succeed; from then on all fail, until {@link #failFromNowOn} says otherwise. */
    public synchronized void failAfter(int writes) {
        writesLeft = writes;
    }

    /** Whether a write has failed, and would fail again. */
    public synchronized boolean full() {
        return full;
    }

    /** Somebody moved the file away. */
    public synchronized void forget() {
        events.clear();
        last = 0;
    }

    @Override
    public synchronized DeploymentId nextId() {
        checkRoom();
        return new DeploymentId(++last);
    }

    @Override
    public synchronized void append(DeploymentId id, DeploymentEvent event) {
        checkRoom();
        events.computeIfAbsent(id, key -> new ArrayList<>()).add(event);
    }

    @Override
    public synchronized Map<DeploymentId, List<DeploymentEvent>> read() {
        Map<DeploymentId, List<DeploymentEvent>> copy = new TreeMap<>();
        events.forEach((id, list) -> copy.put(id, List.copyOf(list)));
        return copy;
    }

    @Override
    public synchronized boolean takeLease(Lease lease) {
        checkRoom();
        Lease there = leases.get(lease.app());
        if (there != null && !there.owner().isSame(lease.owner())) {
            return false;
        }
        leases.put(lease.app(), lease);
        return true;
    }

    @Override
    public synchronized void noteLease(Lease lease) {
        checkRoom();
        leases.computeIfPresent(lease.app(), (app, there) -> there.since().equals(lease.since()) ? lease : there);
    }

    @Override
    public synchronized void dropLease(Lease lease) {
        checkRoom();
        leases.values()
                .removeIf(there ->
                        there.app().equals(lease.app()) && there.since().equals(lease.since()));
    }

    @Override
    public synchronized List<Lease> leases() {
        return List.copyOf(leases.values());
    }

    @Override
    public boolean changedElsewhere() {
        return true;
    }

    @Override
    public void close() {}

    private void checkRoom() {
        full |= writesLeft-- <= 0;
        if (full) {
            throw new JournalException("the disk is full", new java.io.IOException("no space left on device"));
        }
    }
}
