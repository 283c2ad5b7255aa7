package dev.kawasemi.webhook;

import dev.kawasemi.chat.Announcements;
import java.net.InetSocketAddress;

/** A listener for releases, and the store of what was announced. */
public interface Webhook extends AutoCloseable {
    /** What was announced before; usable from the first moment. */
    Announcements announcements();

    /**
     * Begins to listen, and tells the listener. Called once.
     *
     * @return where it really listens
     * @throws IllegalStateException when the address is taken or not this host's; the message says what to do
     */
    InetSocketAddress listen(ReleaseListener listener);

    /** Takes no more requests; those under way are answered or cut within a second. */
    @Override
    void close();
}
