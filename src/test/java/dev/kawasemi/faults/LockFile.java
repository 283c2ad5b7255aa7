package dev.kawasemi.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The host lock of a bot that is another process: the kernel's lock is that one's, so trying it does no harm to ours. */
public final class LockFile {
    private LockFile() {}

    public static boolean isFree(Path stateDir) {
        try (FileChannel channel = FileChannel.open(stateDir.resolve("host.lock"), StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock != null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
