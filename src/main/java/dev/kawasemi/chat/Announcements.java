package dev.kawasemi.chat;

import dev.kawasemi.deployment.AppName;
import java.util.Optional;

/** The releases that announced themselves, kept over restarts. Safe for many threads; throws {@link IllegalStateException} when the store cannot be used. */
public interface Announcements {
    /** Takes one in and gives it its number, whatever number it came with. */
    Announcement add(Announcement announcement);

    Optional<Announcement> find(long number);

    /** The newest one of the app that nobody has settled. */
    Optional<Announcement> open(AppName app);

    /**
     * Compare-and-set: writes {@code to} if the stored one still has this state. False when another was faster; then nothing was done.
     */
    boolean settle(Announcement.State from, Announcement to);

    /** None are kept and none come. */
    static Announcements none() {
        return new NoAnnouncements();
    }
}
