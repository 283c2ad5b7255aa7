package dev.kawasemi.testing;

import dev.kawasemi.chat.Announcement;
import dev.kawasemi.chat.Announcements;
import dev.kawasemi.deployment.AppName;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Announcements that live as long as the test. */
public final class MemoryAnnouncements implements Announcements {
    private final TreeMap<Long, Announcement> all = new TreeMap<>();

    @Override
    public synchronized Announcement add(Announcement one) {
        long number = all.isEmpty() ? 1 : all.lastKey() + 1;
        Announcement kept = new Announcement(
                number, one.app(), one.version(), one.changes(), one.after(), one.state(), one.by(), one.at());
        all.put(number, kept);
        return kept;
    }

    @Override
    public synchronized Optional<Announcement> find(long number) {
        return Optional.ofNullable(all.get(number));
    }

    @Override
    public synchronized Optional<Announcement> open(AppName app) {
        return all.descendingMap().values().stream()
                .filter(one -> one.app().equals(app) && one.state() == Announcement.State.OPEN)
                .findFirst();
    }

    @Override
    public synchronized boolean settle(Announcement.State from, Announcement to) {
        boolean stands = Optional.ofNullable(all.get(to.number()))
                .filter(one -> one.state() == from)
                .isPresent();
        if (stands) {
            all.computeIfPresent(
                    to.number(),
                    (number, one) -> new Announcement(
                            number,
                            one.app(),
                            one.version(),
                            one.changes(),
                            one.after(),
                            to.state(),
                            to.by(),
                            to.at()));
        }
        return stands;
    }

    /** What is kept, by number. */
    public synchronized Map<Long, Announcement> all() {
        return new TreeMap<>(all);
    }
}
