package dev.kawasemi.chat;

import dev.kawasemi.deployment.AppName;
import java.util.Optional;

/** Where nothing is listened for. */
final class NoAnnouncements implements Announcements {
    @Override
    public Announcement add(Announcement announcement) {
        throw new IllegalStateException("no releases are listened for (webhook.listen)");
    }

    @Override
    public Optional<Announcement> find(long number) {
        return Optional.empty();
    }

    @Override
    public Optional<Announcement> open(AppName app) {
        return Optional.empty();
    }

    @Override
    public boolean settle(Announcement.State from, Announcement to) {
        return false;
    }
}
