package dev.kawasemi.webhook;

import dev.kawasemi.chat.Announcements;
import dev.kawasemi.testing.MemoryAnnouncements;

class MemoryAnnouncementsTest extends AnnouncementsContract {
    private final MemoryAnnouncements announcements = new MemoryAnnouncements();

    @Override
    Announcements announcements() {
        return announcements;
    }
}
