package dev.kawasemi.rollout;

import dev.kawasemi.deployment.Actor;
import dev.kawasemi.time.TimeSource;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One act at a time on this host. The kernel frees it when its holder dies.
 *
 * <p>The lock file is opened once and never read: closing <em>any</em> channel to it in this process would free the lock (fcntl(2)). Who holds it stands in a
 * second file, for people only.
 */
final class HostLock implements AutoCloseable {
    private final FileChannel channel;
    private final Path holderFile;
    private final TimeSource time;
    private @Nullable FileLock held;

    private HostLock(FileChannel channel, Path holderFile, TimeSource time) {
        this.channel = channel;
        this.holderFile = holderFile;
        this.time = time;
    }

    static HostLock in(Path stateDir, TimeSource time) {
        try {
            Files.createDirectories(stateDir);
            FileChannel channel = FileChannel.open(
                    stateDir.resolve("host.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            return new HostLock(channel, stateDir.resolve("host.lock.holder"), time);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "Tried to open the lock file in " + stateDir + ": " + e.getMessage()
                            + ". The folder must be there and writable",
                    e);
        }
    }

    /** Takes it now or says no; never waits. */
    synchronized boolean tryTake(Actor actor, String what) {
        if (held != null) {
            return false;
        }
        try {
            held = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            throw new IllegalStateException("Tried to take the host lock: " + e.getMessage(), e);
        }
        if (held == null) {
            return false;
        }
        note(actor, what);
        return true;
    }

    /** Held as before, for something else. */
    synchronized void passOn(Actor actor, String what) {
        note(actor, what);
    }

    synchronized void release() {
        FileLock lock = held;
        held = null;
        if (lock != null) {
            try {
                lock.release();
            } catch (IOException e) {
                throw new IllegalStateException("Tried to free the host lock: " + e.getMessage(), e);
            }
        }
    }

    /** Who holds it, for people: what, who, since. */
    Optional<String> holder() {
        try {
            return Optional.of(Files.readString(holderFile).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void note(Actor actor, String what) {
        try {
            Files.writeString(holderFile, what + ", by " + actor.name() + ", since " + time.now() + "\n");
        } catch (IOException e) {
            // Only for people; the lock itself is the kernel's.
            org.slf4j.LoggerFactory.getLogger(HostLock.class)
                    .warn("Could not note who holds the host lock: {}", e.getMessage());
        }
    }

    @Override
    public synchronized void close() {
        release();
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("Tried to close the lock file: " + e.getMessage(), e);
        }
    }
}
