package dev.kawasemi.proxy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * A file that is always whole: a reader, and a host that loses its power, see the old text or the new one.
 *
 * <p>The text before the last change is kept beside it as {@code .NAME.previous}, what a write that was cut short leaves is {@code .NAME.new} and goes with
 * the next write. Dot files are matched neither by nginx's {@code include *.conf} nor by {@code include *} (glob(7): a wildcard does not match a leading dot),
 * and a folder that HAProxy reads gives its visible {@code .cfg} files only (haproxy(1), {@code -f}). Caddy's {@code import *} would take them, its {@code
 * import *.caddy} does not.
 */
final class AtomicFile {
    private static final Set<PosixFilePermission> NEW_FILE = PosixFilePermissions.fromString("rw-r--r--");

    private final Path path;

    AtomicFile(Path path) {
        this.path = path.toAbsolutePath();
    }

    Path path() {
        return path;
    }

    /** Where the text before the last change lies. */
    Path previous() {
        return beside(target(), "previous");
    }

    /** The text, empty when there is no file. Bytes that are no UTF-8 do not keep it from being looked at: they become U+FFFD. */
    Optional<String> read() throws IOException {
        return bytes().map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** Replaces the text, keeping the one before. Writing the same text again does not change what is kept. */
    void write(String text) throws IOException {
        byte[] after = text.getBytes(StandardCharsets.UTF_8);
        uninterrupted(() -> {
            Optional<byte[]> before = bytes();
            if (before.isPresent() && !Arrays.equals(before.get(), after)) {
                replace(previous(), before.get());
            }
            replace(target(), after);
        });
    }

    /**
     * A copy of what is there now, as {@code .NAME.kept-WHEN}; a number is added where that name is taken.
     *
     * @param when for the name
     */
    Path keepAside(String when) throws IOException {
        Path copy = freeName("kept-" + when);
        Files.copy(target(), copy, StandardCopyOption.COPY_ATTRIBUTES);
        uninterrupted(() -> {
            sync(copy);
            sync(folder());
        });
        return copy;
    }

    private Path freeName(String suffix) {
        Path name = beside(target(), suffix);
        for (int number = 2; Files.exists(name, LinkOption.NOFOLLOW_LINKS); number++) {
            name = beside(target(), suffix + "-" + number);
        }
        return name;
    }

    /** What {@link #keepAside} kept is the file again; the copy is gone. */
    void putBack(Path kept) throws IOException {
        Files.move(kept, target(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        uninterrupted(() -> sync(folder()));
    }

    Path folder() {
        Path parent = target().getParent();
        return parent == null ? Path.of("/") : parent;
    }

    private Optional<byte[]> bytes() throws IOException {
        return Files.exists(path) ? Optional.of(Files.readAllBytes(path)) : Optional.empty();
    }

    /** A rename onto a symbolic link would replace the link, so the file behind it is meant. */
    private Path target() {
        try {
            return Files.isSymbolicLink(path) ? path.toRealPath() : path;
        } catch (IOException e) {
            // A link to nowhere: the rename replaces it.
            return path;
        }
    }

    private void replace(Path target, byte[] bytes) throws IOException {
        Path fresh = beside(target(), "new");
        // What a crash left may be another user's or read-only, so it is not written over.
        Files.deleteIfExists(fresh);
        boolean done = false;
        try {
            fill(fresh, bytes);
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            done = true;
        } finally {
            if (!done) {
                Files.deleteIfExists(fresh);
            }
        }
        sync(folder());
    }

    private void fill(Path fresh, byte[] text) throws IOException {
        Set<PosixFilePermission> mode = Files.exists(target()) ? Files.getPosixFilePermissions(target()) : NEW_FILE;
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            // Set before anything is written, and not by the umask: the file must never be wider than the old one.
            Files.setPosixFilePermissions(fresh, mode);
            ByteBuffer bytes = ByteBuffer.wrap(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** A rename lasts only once the folder is on the disk, a copy once it is there itself. */
    private static void sync(Path fileOrFolder) throws IOException {
        try (FileChannel channel = FileChannel.open(fileOrFolder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** An interrupt closes a channel in the middle of its work; this work may be done again, and the interrupt is for the caller. */
    private static void uninterrupted(Act act) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    act.run();
                    return;
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private interface Act {
        void run() throws IOException;
    }

    private static Path beside(Path target, String suffix) {
        return target.resolveSibling("." + target.getFileName() + "." + suffix);
    }
}
